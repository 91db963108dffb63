package io.invoicepay.examples.state;

import io.invoicepay.attempt.Attempt;
import io.invoicepay.attempt.Attention;
import io.invoicepay.attempt.Cause;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.attempt.Transition;
import io.invoicepay.examples.json.JsonNode;
import io.invoicepay.examples.json.JsonObject;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.AttemptId;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.spi.StoredSlot;
import java.util.UUID;

/** One version of one invoice's payment in the state file. */
final class SlotJson {
    private SlotJson() {}

    static JsonObject write(StoredSlot stored) {
        PaymentSlot slot = stored.slot();
        return new JsonObject()
                .put("version", stored.version())
                .put("writeId", stored.writeId().toString())
                .put("merchant", slot.invoice().merchant().value())
                .put("invoice", slot.invoice().invoice().value())
                .put("sequence", slot.sequence())
                .put("status", slot.status().name())
                .put("account", slot.account())
                .put("provider", slot.provider())
                .putObject("attempt", slot.attempt().map(SlotJson::write))
                .texts("payments", slot.payments())
                .put("attention", slot.attention().map(Attention::name))
                .put("since", slot.since().toString())
                .put("nextCheck", slot.nextCheck())
                .put("checks", slot.checks())
                .put("cause", write(slot.cause()));
    }

    private static JsonObject write(Attempt attempt) {
        return new JsonObject()
                .put("id", attempt.id().toString())
                .put("user", attempt.user())
                .put("amount", Values.json(attempt.amount()))
                .put("key", attempt.key().value())
                .put("startedAt", attempt.startedAt().toString());
    }

    private static JsonObject write(Cause cause) {
        return new JsonObject()
                .put("transition", cause.transition().name())
                .put("at", cause.at().toString())
                .put("actor", cause.actor())
                .put("evidence", cause.evidence());
    }

    static StoredSlot read(JsonNode node) {
        InvoiceKey invoice = new InvoiceKey(
                Values.make(node.get("merchant"), MerchantId::new),
                Values.make(node.get("invoice"), InvoiceNumber::new));
        SlotStatus status = Values.constant(SlotStatus.class, node.get("status"));
        PaymentSlot.Builder slot = PaymentSlot.builder(invoice, status, cause(node.get("cause")))
                .sequence(node.get("sequence").integer())
                .account(Values.made(node, "account", AccountId::new))
                .provider(Values.made(node, "provider", ProviderId::new))
                .attempt(node.find("attempt").map(SlotJson::attempt))
                .payments(node.get("payments").items().stream()
                        .map(id -> Values.make(id, PaymentId::new))
                        .toList())
                .attention(node.find("attention").map(name -> Values.constant(Attention.class, name)))
                .since(Values.instant(node.get("since")))
                .nextCheck(node.find("nextCheck").map(Values::instant))
                .checks(node.get("checks").integer());
        return new StoredSlot(
                node.get("version").longInteger(), slot.build(), Values.make(node.get("writeId"), UUID::fromString));
    }

    private static Attempt attempt(JsonNode node) {
        return new Attempt(
                new AttemptId(Values.make(node.get("id"), UUID::fromString)),
                node.get("user").text(),
                Values.money(node.get("amount")),
                Values.make(node.get("key"), IdempotencyKey::new),
                Values.instant(node.get("startedAt")));
    }

    private static Cause cause(JsonNode node) {
        return new Cause(
                Values.constant(Transition.class, node.get("transition")),
                Values.instant(node.get("at")),
                node.get("actor").text(),
                node.get("evidence").text());
    }
}
