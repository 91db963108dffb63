package io.invoicepay.checkout;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
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
        SlotStatus status = slot.status();
        if (!status.holdsTheInvoice() || (status == SlotStatus.RESERVED && slot.isDue(now))) {
            return FREE;
        }
        if (status == SlotStatus.PAID || status == SlotStatus.OVERPAID) {
            return PAID;
        }
        return status == SlotStatus.REVIEW ? REVIEW : PENDING;
    }
}
