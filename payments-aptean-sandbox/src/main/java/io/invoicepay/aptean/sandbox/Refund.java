package io.invoicepay.aptean.sandbox;

import java.time.Instant;

/** Money on its way back to a card; amount in minor units. */
record Refund(String id, Instant createdAt, String paymentId, long amount, String reason, Status status)
        implements Register.Entry {
    enum Status {
        PENDING,
        COMPLETED,
        FAILED
    }

    Refund with(Status newStatus) {
        return new Refund(id, createdAt, paymentId, amount, reason, newStatus);
    }
}
