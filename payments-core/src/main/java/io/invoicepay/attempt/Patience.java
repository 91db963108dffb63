package io.invoicepay.attempt;

import java.time.Duration;

/**
 * How long to wait before what. No length of waiting ever makes an invoice payable again once a charge may have left.
 *
 * @param reservation how long a reservation holds without being armed
 * @param answer how long after arming the reconciler takes over; longer than any call to the provider takes
 * @param unknown how long an outcome may stay unknown before a person is asked
 * @param pending how long a payment may be pending before a person is asked; by the slowest method in use (card 3 days, bank 10)
 * @param posting how long the ERP may take to show a completed payment before a person is asked
 * @param watch how long a paid invoice is watched for a second payment or a refund, once the ERP shows nothing outstanding
 */
public record Patience(
        Duration reservation, Duration answer, Duration unknown, Duration pending, Duration posting, Duration watch) {
    private static final Duration LONGEST = Duration.ofDays(3653);

    /** @throws IllegalArgumentException if a length is zero, negative or longer than ten years */
    public Patience {
        for (Duration length : new Duration[] {reservation, answer, unknown, pending, posting, watch}) {
            if (length.isZero() || length.isNegative() || length.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "patience is a positive length of time up to ten years, not " + length);
            }
        }
    }

    /** 60 s, 2 min, 24 h, 3 days, 10 days, 30 days: for card payments. */
    public static Patience standard() {
        return new Patience(
                Duration.ofSeconds(60),
                Duration.ofMinutes(2),
                Duration.ofHours(24),
                Duration.ofDays(3),
                Duration.ofDays(10),
                Duration.ofDays(30));
    }

    /** The same with another limit for pending payments. */
    public Patience pendingFor(Duration length) {
        return new Patience(reservation, answer, unknown, length, posting, watch);
    }
}
