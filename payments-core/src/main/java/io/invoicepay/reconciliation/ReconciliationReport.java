package io.invoicepay.reconciliation;

import io.invoicepay.attempt.PaymentSlot;
import java.util.List;

/**
 * What one round of checks has found.
 *
 * @param checked how many invoices were looked at: those due, and those hinted at, though they may have no payment
 * @param unanswered of how many of them the provider told nothing: out of reach, resting as it asked to, or misconfigured; they are
 *     asked about again
 * @param changes those whose status or need of attention changed
 * @param stuck whether it met with trouble all over: no provider answered, or nothing could be moved on
 */
public record ReconciliationReport(int checked, int unanswered, List<Change> changes, boolean stuck) {
    public ReconciliationReport {
        changes = List.copyOf(changes);
    }

    /** A payment that came to stand elsewhere; {@link PaymentSlot#cause()} of the slot after it tells why. */
    public record Change(PaymentSlot before, PaymentSlot after) {}
}
