package io.invoicepay.checkout;

import io.invoicepay.attempt.PaymentSlot;
import java.time.Instant;

/** What our own record says of an invoice. */
public enum Held {
    /** Nothing in flight. */
    FREE,
    /** A payment is reserved, sent, unknown or pending, from here or from elsewhere. */
    PENDING,
    /** The provider has completed a payment. */
    PAID,
    /** A person has to decide. */
    REVIEW,
    /** The record cannot be read: nothing may be begun. */
    UNREADABLE;

    /** A reservation that has lapsed holds nothing any more. */
    public static Held of(PaymentSlot slot, Instant now) {
        return switch (slot.status()) {
            case PAYABLE -> FREE;
            case RESERVED -> slot.isDue(now) ? FREE : PENDING;
            case SENDING, UNKNOWN, PENDING, EXTERNAL_PENDING -> PENDING;
            case PAID, OVERPAID -> PAID;
            case REVIEW -> REVIEW;
        };
    }
}
