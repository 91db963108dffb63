package io.invoicepay.examples.state;

import io.invoicepay.examples.json.JsonNode;
import io.invoicepay.examples.json.JsonObject;
import io.invoicepay.inmemory.LedgerEntry;
import io.invoicepay.inmemory.Plan;
import io.invoicepay.inmemory.Snapshot;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.provider.ProviderPayment.Status;
import java.util.List;
import java.util.function.Function;

/** What the in-memory provider knows, in the state file. */
final class SnapshotJson {
    private static final String SETTLING = "SETTLING";
    private static final String FAILING = "FAILING";
    private static final String ARRIVING = "ARRIVING";

    private SnapshotJson() {}

    static JsonObject write(Snapshot snapshot) {
        return new JsonObject()
                .put("time", snapshot.time().toString())
                .put("lastNumber", snapshot.lastNumber())
                .objects("requests", snapshot.requests(), SnapshotJson::write)
                .objects("payments", snapshot.payments(), SnapshotJson::write)
                .objects("usedKeys", snapshot.usedKeys(), SnapshotJson::write)
                .objects("due", snapshot.due(), SnapshotJson::write);
    }

    private static JsonObject write(Snapshot.Request request) {
        return new JsonObject()
                .put("invoice", request.invoice().value())
                .put("at", request.at().toString())
                .put("reference", request.reference())
                .put("open", request.open())
                .put("requested", Values.json(request.requested()))
                .putObject(
                        "discount",
                        request.discount()
                                .map(discount -> new JsonObject()
                                        .put("amount", Values.json(discount.amount()))
                                        .put("until", discount.until().toString())))
                .put("contradicted", request.contradicted());
    }

    private static JsonObject write(Snapshot.Payment payment) {
        return new JsonObject()
                .put("id", payment.id().value())
                .put("invoice", payment.invoice().value())
                .put("channel", payment.channel().name())
                .put("key", payment.key())
                .put("at", payment.at().toString())
                .put("status", payment.status().name())
                .put("charged", Values.json(payment.charged()))
                .put("refunded", Values.json(payment.refunded()))
                .put("decline", payment.decline().map(DeclineReason::name));
    }

    private static JsonObject write(Snapshot.UsedKey used) {
        return new JsonObject()
                .put("charge", write(used.charge()))
                .put("payment", used.payment().value())
                .put("namedInError", used.namedInError());
    }

    private static JsonObject write(Snapshot.Charge charge) {
        return new JsonObject()
                .put("key", charge.key().value())
                .put("invoice", charge.invoice().value())
                .put("request", charge.request())
                .put("amount", Values.json(charge.amount()));
    }

    private static JsonObject write(Snapshot.Due due) {
        JsonObject json = new JsonObject().put("at", due.at().toString());
        if (due instanceof Snapshot.Settling settling) {
            return json.put("what", SETTLING).put("payment", settling.payment().value());
        } else if (due instanceof Snapshot.Failing failing) {
            return json.put("what", FAILING)
                    .put("payment", failing.payment().value())
                    .put("reason", failing.reason().name());
        }
        Snapshot.Arriving arriving = (Snapshot.Arriving) due;
        return json.put("what", ARRIVING)
                .put("charge", write(arriving.charge()))
                .put("ending", write(arriving.ending()));
    }

    private static JsonObject write(Plan.Ending ending) {
        return new JsonObject()
                .put("status", ending.status().name())
                .put("after", ending.after())
                .put("decline", ending.decline().map(DeclineReason::name))
                .putObject("charged", ending.charged().map(Values::json));
    }

    static Snapshot read(JsonNode node) {
        return new Snapshot(
                Values.instant(node.get("time")),
                node.get("lastNumber").longInteger(),
                all(node, "requests", SnapshotJson::request),
                all(node, "payments", SnapshotJson::payment),
                all(node, "usedKeys", SnapshotJson::usedKey),
                all(node, "due", SnapshotJson::due));
    }

    private static <T> List<T> all(JsonNode node, String name, Function<JsonNode, T> reading) {
        return node.get(name).items().stream().map(reading).toList();
    }

    private static Snapshot.Request request(JsonNode node) {
        return new Snapshot.Request(
                Values.make(node.get("invoice"), InvoiceNumber::new),
                Values.instant(node.get("at")),
                node.get("reference").text(),
                node.get("open").flag(),
                Values.money(node.get("requested")),
                node.find("discount")
                        .map(discount -> new Snapshot.Discount(
                                Values.money(discount.get("amount")), Values.instant(discount.get("until")))),
                node.get("contradicted").flag());
    }

    private static Snapshot.Payment payment(JsonNode node) {
        return new Snapshot.Payment(
                Values.make(node.get("id"), PaymentId::new),
                Values.make(node.get("invoice"), InvoiceNumber::new),
                Values.constant(LedgerEntry.Channel.class, node.get("channel")),
                Values.made(node, "key", IdempotencyKey::new),
                Values.instant(node.get("at")),
                Values.constant(Status.class, node.get("status")),
                Values.money(node.get("charged")),
                Values.money(node.get("refunded")),
                node.find("decline").map(reason -> Values.constant(DeclineReason.class, reason)));
    }

    private static Snapshot.UsedKey usedKey(JsonNode node) {
        return new Snapshot.UsedKey(
                charge(node.get("charge")),
                Values.make(node.get("payment"), PaymentId::new),
                node.get("namedInError").flag());
    }

    private static Snapshot.Charge charge(JsonNode node) {
        return new Snapshot.Charge(
                Values.make(node.get("key"), IdempotencyKey::new),
                Values.make(node.get("invoice"), InvoiceNumber::new),
                node.get("request").text(),
                Values.money(node.get("amount")));
    }

    private static Snapshot.Due due(JsonNode node) {
        return switch (node.get("what").text()) {
            case SETTLING ->
                new Snapshot.Settling(Values.instant(node.get("at")), Values.make(node.get("payment"), PaymentId::new));
            case FAILING ->
                new Snapshot.Failing(
                        Values.instant(node.get("at")),
                        Values.make(node.get("payment"), PaymentId::new),
                        Values.constant(DeclineReason.class, node.get("reason")));
            case ARRIVING ->
                new Snapshot.Arriving(
                        Values.instant(node.get("at")), charge(node.get("charge")), ending(node.get("ending")));
            default -> throw node.get("what").misread("is not one of the known values");
        };
    }

    private static Plan.Ending ending(JsonNode node) {
        return new Plan.Ending(
                Values.constant(Status.class, node.get("status")),
                node.find("after").map(Values::duration),
                node.find("decline").map(reason -> Values.constant(DeclineReason.class, reason)),
                node.find("charged").map(Values::money));
    }
}
