package io.invoicepay.attempt;

/** Where the payment of an invoice stands. What is not {@link #PAYABLE} or {@link #RESERVED} is left only on evidence. */
public enum SlotStatus {
    /** No money is moving: the present key was never executed, all earlier keys are dead. */
    PAYABLE("A customer pays, here or at the provider."),
    /** Somebody is about to pay; nothing may be sent yet. Lapses by itself. */
    RESERVED("Pay Now goes on to the charge, or the reservation lapses."),
    /** The charge may be under way. */
    SENDING("The provider's answer, or the deadline for it: then the provider is asked."),
    /** The charge was sent and its outcome is being found out. */
    UNKNOWN("The provider shows the charge as accepted, completed or failed; or an operator decides."),
    /** The provider has accepted our charge and not settled it. */
    PENDING("The provider shows the payment as completed or failed; or an operator decides."),
    /** A payment made elsewhere, in the provider's portal say, is not settled. */
    EXTERNAL_PENDING("The provider shows the payment as completed or failed; or an operator decides."),
    /** The provider has completed a payment; watched for a second one and for refunds. */
    PAID("The ERP shows nothing outstanding; a full refund opens the invoice again."),
    /** The provider has completed more than was owed (STA-06). */
    OVERPAID("An operator refunds what is too much, and says so."),
    /** Only a person can tell; the provider keeps being asked. */
    REVIEW("An operator decides; or the provider shows a completed payment.");

    private final String whatEndsIt;

    SlotStatus(String whatEndsIt) {
        this.whatEndsIt = whatEndsIt;
    }

    /** What would end it (STA-04): English, for an operator. */
    public String whatEndsIt() {
        return whatEndsIt;
    }

    /** The due time is a deadline, not a check: it is neither put off nor brought forward. */
    boolean hasDeadline() {
        return this == RESERVED || this == SENDING;
    }

    /** Only what the provider shows can end it, so that a person is asked once that takes too long. */
    public boolean waitsForTheProvider() {
        return this == UNKNOWN || this == PENDING || this == EXTERNAL_PENDING;
    }

    /** Whether money may have moved or be moving: the invoice is not offered for payment. */
    public boolean holdsTheInvoice() {
        return this != PAYABLE;
    }
}
