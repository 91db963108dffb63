package io.invoicepay.aptean.sandbox;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to take money from a card.
 *
 * @param fee the convenience fee on top, in minor units
 */
record Payment(String id, Instant attemptedAt, Order order, long fee, Standing standing) implements Register.Entry {
    enum Status {
        PENDING,
        COMPLETED,
        FAILED,
        CANCELED
    }

    /** Which part of a payment goes to which request; the discount, if one was taken, settles the rest of it. */
    record Allocation(String requestId, long amount, long discount) {
        long settles() {
            return amount + discount;
        }
    }

    /** What was ordered: how much, from which payment method, for which requests. Amount in minor units, without fee. */
    record Order(
            String methodId,
            long amount,
            String currency,
            boolean capture,
            boolean failOnReview,
            List<Allocation> allocations,
            Optional<String> key,
            Charge.Channel channel,
            @Nullable Object customData,
            Map<String, String> labels) {
        Order allocatedTo(List<Allocation> newAllocations) {
            return new Order(
                    methodId,
                    amount,
                    currency,
                    capture,
                    failOnReview,
                    List.copyOf(newAllocations),
                    key,
                    channel,
                    customData,
                    labels);
        }
    }

    /** Where a payment stands, and why. */
    record Standing(
            Status status,
            @Nullable String reason,
            @Nullable String pendingCode,
            @Nullable Instant completedAt) {
        static Standing pending() {
            return new Standing(Status.PENDING, null, null, null);
        }

        static Standing pending(String reason, @Nullable String code) {
            return new Standing(Status.PENDING, reason, code, null);
        }

        static Standing completed(Instant at) {
            return new Standing(Status.COMPLETED, null, null, at);
        }

        static Standing failed(String reason) {
            return new Standing(Status.FAILED, reason, null, null);
        }

        static Standing canceled(String reason) {
            return new Standing(Status.CANCELED, reason, null, null);
        }
    }

    Payment with(Standing newStanding) {
        return new Payment(id, attemptedAt, order, fee, newStanding);
    }

    Status status() {
        return standing.status();
    }

    /** Whether money moved or may still move. */
    boolean live() {
        return status() == Status.PENDING || status() == Status.COMPLETED;
    }

    /** What the card is charged, in minor units: amount and fee. */
    long total() {
        return order.amount() + fee;
    }
}
