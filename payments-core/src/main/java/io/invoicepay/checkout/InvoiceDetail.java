package io.invoicepay.checkout;

import io.invoicepay.invoice.Invoice;
import io.invoicepay.payment.Refusal;
import java.util.List;

/**
 * One invoice with its Pay button (DET-01, DET-02), and what pressing it would meet with (VAL-01 to VAL-09).
 *
 * @param version of this view model
 * @param refusals all the reasons for which the dialog would not open; empty if it would
 */
public record InvoiceDetail(int version, Invoice invoice, PayState pay, List<Refusal> refusals) {
    public InvoiceDetail {
        refusals = List.copyOf(refusals);
    }
}
