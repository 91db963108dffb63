package io.invoicepay.reconciliation;

import io.invoicepay.attempt.Attention;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.invoice.InvoiceNumber;
import io.vavr.control.Option;
import java.util.List;

/**
 * What one round of checks has found.
 *
 * @param checked how many payments were due
 * @param changes those whose status or need of attention changed
 */
public record ReconciliationReport(int checked, List<Change> changes) {
    public ReconciliationReport {
        changes = List.copyOf(changes);
    }

    /**
     * A payment that came to stand elsewhere.
     *
     * @param evidence on what grounds, one line for an operator
     */
    public record Change(
            InvoiceNumber invoice, SlotStatus from, SlotStatus to, Option<Attention> attention, String evidence) {}
}
