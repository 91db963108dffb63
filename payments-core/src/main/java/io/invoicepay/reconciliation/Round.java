package io.invoicepay.reconciliation;

/**
 * One round of checks, with what the runner needs to know for its pace.
 *
 * @param settled how many of those looked at are no longer due
 * @param asked about how many a provider was asked
 * @param unanswered how many of these got no usable answer
 */
record Round(ReconciliationReport report, int settled, int asked, int unanswered) {
    /** Whether it met with trouble all over: nothing got an answer, or nothing could be moved on. */
    boolean isStuck() {
        boolean silent = asked > 0 && unanswered == asked;
        return silent || (report.checked() > 0 && settled == 0);
    }
}
