package io.invoicepay.attempt;

/** Where the payment of an invoice stands. What is not {@link #PAYABLE} or {@link #RESERVED} is left only on evidence. */
public enum SlotStatus {
    /** No money is moving: the present key was never executed, all earlier keys are dead. */
    PAYABLE,
    /** Somebody is about to pay; nothing may be sent yet. Lapses by itself. */
    RESERVED,
    /** The charge may be under way. */
    SENDING,
    /** The charge was sent and its outcome is being found out. */
    UNKNOWN,
    /** The provider has accepted our charge and not settled it. */
    PENDING,
    /** A payment made elsewhere, in the provider's portal say, is not settled. */
    EXTERNAL_PENDING,
    /** The provider has completed a payment; watched for a second one and for refunds. */
    PAID,
    /** The provider has completed more than was owed (STA-06). */
    OVERPAID,
    /** Only a person can tell; the provider keeps being asked. */
    REVIEW;

    /** Whether money may have moved or be moving: the invoice is not offered for payment. */
    public boolean holdsTheInvoice() {
        return this != PAYABLE;
    }
}
