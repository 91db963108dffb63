package io.invoicepay.aptean.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One line of the ledger: a card was asked for money. Tests read it as the truth about what was charged.
 *
 * @param requestIds the payment requests it was for; none if the payment named none
 * @param references their reference numbers, in the same order
 * @param amount what the card was asked for, fee included, in minor units
 * @param key the idempotency key it came with
 * @param status {@code PENDING}, {@code COMPLETED}, {@code FAILED} or {@code CANCELED}, as of the moment of reading
 */
public record Charge(
        String paymentId,
        List<String> requestIds,
        List<String> references,
        long amount,
        String currency,
        Optional<String> key,
        Channel channel,
        Instant at,
        String status) {
    /** Where a payment was made. */
    public enum Channel {
        /** Through the API. */
        API,
        /** On the payer portal's page. */
        PORTAL
    }

    /** Copies the lists. */
    public Charge {
        requestIds = List.copyOf(requestIds);
        references = List.copyOf(references);
    }

    /** Whether money moved or may still move. */
    public boolean live() {
        return status.equals("PENDING") || status.equals("COMPLETED");
    }

    static Charge of(Payment payment, Books.View view) {
        List<String> requestIds = payment.order().allocations().stream()
                .map(Payment.Allocation::requestId)
                .toList();
        return new Charge(
                payment.id(),
                requestIds,
                requestIds.stream()
                        .flatMap(id -> view.request(id).stream())
                        .map(PaymentRequest::referenceNumber)
                        .toList(),
                payment.total(),
                payment.order().currency(),
                payment.order().key(),
                payment.order().channel(),
                payment.attemptedAt(),
                payment.status().name());
    }
}
