package io.invoicepay.checkout;

/** What the Pay column or the Pay button of an invoice shows (COL-01). */
public enum PayState {
    /** Pay, an action (COL-02). */
    PAY,
    /** Pending, no action: a payment was made and is not settled (COL-03). */
    PENDING,
    /** Nothing (COL-05). */
    NONE
}
