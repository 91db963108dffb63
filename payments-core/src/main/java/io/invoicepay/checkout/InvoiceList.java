package io.invoicepay.checkout;

import java.util.List;

/**
 * A page of invoices with its Pay column and the account's balances, for a template and a browser alike (LIB-07).
 *
 * @param version of this view model; rises when a part changes its meaning
 * @param hasMore whether there is a further page
 */
public record InvoiceList(int version, AccountSummary account, List<InvoiceRow> rows, boolean hasMore) {
    public InvoiceList {
        rows = List.copyOf(rows);
    }
}
