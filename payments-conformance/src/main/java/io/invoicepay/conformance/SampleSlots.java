package io.invoicepay.conformance;

import io.invoicepay.attempt.Attempt;
import io.invoicepay.attempt.Attention;
import io.invoicepay.attempt.Cause;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.attempt.Transition;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.AttemptId;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.ProviderId;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.UUID;

/** Slots of every shape that a store has to keep. */
final class SampleSlots {
    static final MerchantId MERCHANT = new MerchantId("CRONUS");
    /** A moment that makes use of every digit a store has to keep. */
    static final Instant NOON = Instant.parse("2026-11-02T12:00:00.123456Z");

    private SampleSlots() {}

    static InvoiceKey key(String number) {
        return new InvoiceKey(MERCHANT, new InvoiceNumber(number));
    }

    static Attempt attempt() {
        return attempt(Money.of("1250.00", "USD"));
    }

    static Attempt attempt(Money amount) {
        return new Attempt(
                new AttemptId(UUID.fromString("5f0c2b1e-8d0a-4f5e-9d3b-2c6f1a7e4b90")),
                "ann",
                amount,
                new IdempotencyKey("0123456789abcdef0123456789abcdef"),
                NOON.minusSeconds(5));
    }

    static Cause cause(Transition transition) {
        return new Cause(transition, NOON, "customer ann", "amount and balance agree");
    }

    /** Payable, with nothing that may be missing. */
    static PaymentSlot payable(InvoiceKey invoice, int sequence) {
        return PaymentSlot.builder(invoice, SlotStatus.PAYABLE, cause(Transition.KEY_DEAD))
                .sequence(sequence)
                .build();
    }

    /** Unknown, and due at a time. */
    static PaymentSlot due(InvoiceKey invoice, Instant at) {
        return barest(invoice, SlotStatus.UNKNOWN).nextCheck(Option.some(at)).build();
    }

    /** In a status since a time. */
    static PaymentSlot since(InvoiceKey invoice, SlotStatus status, Instant at) {
        return barest(invoice, status).since(at).build();
    }

    /** With as little as the status allows. */
    static PaymentSlot.Builder barest(InvoiceKey invoice, SlotStatus status) {
        PaymentSlot.Builder slot = PaymentSlot.builder(invoice, status, cause(Transition.CHECKED));
        Option<Instant> due = Option.some(NOON.plusSeconds(60));
        return switch (status) {
            case PAYABLE -> slot;
            case RESERVED, SENDING, UNKNOWN ->
                slot.attempt(Option.some(attempt())).nextCheck(due);
            case PENDING ->
                slot.attempt(Option.some(attempt()))
                        .payments(List.of(new PaymentId("pay-1")))
                        .nextCheck(due);
            case EXTERNAL_PENDING ->
                slot.payments(List.of(new PaymentId("pay-1"))).nextCheck(due);
            case PAID -> slot.payments(List.of(new PaymentId("pay-1")));
            case OVERPAID -> slot.payments(List.of(new PaymentId("pay-1"), new PaymentId("pay-2")));
            case REVIEW ->
                slot.attention(Option.some(Attention.AMOUNT_MISMATCH)).nextCheck(due);
        };
    }

    /** With all that the status allows. */
    static PaymentSlot.Builder fullest(InvoiceKey invoice, SlotStatus status) {
        PaymentSlot.Builder slot = PaymentSlot.builder(invoice, status, cause(Transition.COMPLETED))
                .sequence(3)
                .account(Option.some(new AccountId("20000")))
                .provider(Option.some(new ProviderId("aptean-pay")))
                .attention(Option.some(Attention.REVERSED))
                .since(NOON.minusSeconds(86_400))
                .nextCheck(Option.some(NOON.plusSeconds(60)))
                .checks(7);
        List<PaymentId> payments = List.of(new PaymentId("pay-2"), new PaymentId("pay-1"), new PaymentId("pay-3"));
        return switch (status) {
            case PAYABLE -> slot;
            case EXTERNAL_PENDING -> slot.payments(payments);
            default -> slot.attempt(Option.some(attempt())).payments(payments);
        };
    }

    /** One of each kind that is easily changed on the way to a disk and back; each of an invoice of its own. */
    static List<PaymentSlot> ofEachKind() {
        List<PaymentSlot> slots = new ArrayList<>();
        for (SlotStatus status : SlotStatus.values()) {
            slots.add(barest(key("bare " + status), status).build());
            slots.add(fullest(key("full " + status), status).build());
        }
        for (String text : List.of("O'Neill, \"Sons\" & <b>|\\n", "é €, 漢字 and 😀")) {
            slots.add(PaymentSlot.builder(
                            new InvoiceKey(new MerchantId(text), new InvoiceNumber(text)),
                            SlotStatus.PENDING,
                            new Cause(Transition.ACCEPTED, NOON, text, text))
                    .account(Option.some(new AccountId(text)))
                    .provider(Option.some(new ProviderId(text)))
                    .attempt(Option.some(new Attempt(
                            attempt().id(),
                            text,
                            Money.ofMinor(Long.MAX_VALUE, Currency.getInstance("KWD")),
                            new IdempotencyKey(text),
                            Instant.parse("9999-12-31T23:59:59.999999Z"))))
                    .payments(List.of(new PaymentId(text), new PaymentId("0 " + text)))
                    .nextCheck(Option.some(Instant.EPOCH))
                    .build());
        }
        return slots;
    }
}
