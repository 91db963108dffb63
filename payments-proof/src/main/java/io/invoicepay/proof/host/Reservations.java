package io.invoicepay.proof.host;

import io.invoicepay.attempt.Attempt;
import io.invoicepay.attempt.Cause;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.attempt.Transition;
import io.invoicepay.money.Money;
import io.invoicepay.payment.AttemptId;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.ProviderId;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.UUID;

/** Slots as Pay Now leaves them, for harnesses that drive the store by itself. */
public final class Reservations {
    private static final Instant AT = Instant.parse("2026-11-02T08:00:00.123456Z");

    private Reservations() {}

    /**
     * A reservation.
     *
     * @param customer who holds it
     * @param writeId of the write that makes it, which names the attempt, too
     */
    public static PaymentSlot of(InvoiceKey invoice, String customer, UUID writeId) {
        Attempt attempt = new Attempt(
                new AttemptId(writeId), customer, Money.of("1250.00", "USD"), new IdempotencyKey("key-0"), AT);
        return PaymentSlot.builder(
                        invoice,
                        SlotStatus.RESERVED,
                        new Cause(Transition.RESERVED, AT, "customer " + customer, "1250.00 USD"))
                .account(Option.some(Erp.ACCOUNT))
                .provider(Option.some(new ProviderId("aptean-pay")))
                .attempt(Option.some(attempt))
                .nextCheck(Option.some(AT.plusSeconds(60)))
                .build();
    }
}
