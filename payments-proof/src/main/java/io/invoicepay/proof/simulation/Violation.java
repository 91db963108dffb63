package io.invoicepay.proof.simulation;

/**
 * A promise that was broken.
 *
 * @param detail what was seen
 */
record Violation(Promise promise, String detail) {
    /** What the library promises; the first four are the promise itself, the others lead to it. */
    enum Promise {
        NO_DOUBLE_CHARGE,
        NO_LOST_PAYMENT,
        NO_FALSE_PAID,
        NOTHING_STUCK,
        /** Payable again only when no charge of ours lives or is under way. */
        NOT_RELEASED_ALIVE,
        ONLY_LISTED_MOVES,
        OVERPAYMENT_SHOWN,
        CUSTOMER_TOLD_RIGHT,
        OWN_ACCOUNT_ONLY,
        HISTORY_COMPLETE,
        CAP_HOLDS,
        NOTHING_THROWN
    }

    @Override
    public String toString() {
        return promise + ": " + detail;
    }
}
