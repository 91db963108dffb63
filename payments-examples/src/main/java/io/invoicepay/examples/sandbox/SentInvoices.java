package io.invoicepay.examples.sandbox;

import io.invoicepay.aptean.sandbox.ApteanSandbox;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import java.util.ArrayList;
import java.util.List;

/**
 * What the ERP does in real life: it sends the invoices that are owed to the sandbox as payment requests.
 *
 * @param sent those that can be paid there now
 * @param refused those that the sandbox does not take, such as an amount below its minimum
 * @param otherCurrency those in a currency that is not its only one
 */
public record SentInvoices(List<InvoiceNumber> sent, List<InvoiceNumber> refused, List<InvoiceNumber> otherCurrency) {
    public SentInvoices {
        sent = List.copyOf(sent);
        refused = List.copyOf(refused);
        otherCurrency = List.copyOf(otherCurrency);
    }

    /** Sends all invoices that are owed, each with its outstanding balance. */
    public static SentInvoices to(ApteanSandbox sandbox, List<Invoice> invoices) {
        List<InvoiceNumber> sent = new ArrayList<>();
        List<InvoiceNumber> refused = new ArrayList<>();
        List<InvoiceNumber> otherCurrency = new ArrayList<>();
        for (Invoice invoice : invoices) {
            String currency = invoice.outstanding().currency().getCurrencyCode();
            if (!invoice.isPosted() || !invoice.outstanding().isPositive()) {
                continue;
            }
            if (!currency.equals(sandbox.settings().currency())) {
                otherCurrency.add(invoice.number());
            } else if (takes(sandbox, invoice)) {
                sent.add(invoice.number());
            } else {
                refused.add(invoice.number());
            }
        }
        return new SentInvoices(sent, refused, otherCurrency);
    }

    private static boolean takes(ApteanSandbox sandbox, Invoice invoice) {
        try {
            sandbox.issue(invoice.number().value(), invoice.outstanding().minorUnits());
            return true;
        } catch (IllegalArgumentException e) {
            return false; // its rules refuse the amount
        }
    }
}
