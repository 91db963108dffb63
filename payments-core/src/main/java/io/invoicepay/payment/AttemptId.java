package io.invoicepay.payment;

import java.util.Objects;
import java.util.UUID;

/** One press of Pay Now. Two attempts may share an idempotency key, if nothing of the first ever left. */
public record AttemptId(UUID value) {
    public AttemptId {
        Objects.requireNonNull(value, "value");
    }

    @Override
    public String toString() {
        return value.toString();
    }
}
