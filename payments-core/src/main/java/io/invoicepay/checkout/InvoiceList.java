package io.invoicepay.checkout;

import java.util.List;

/**
 * A page of invoices with its Pay column and the account's balances, for a template and a browser alike (LIB-07). These are Java values:
 * for a browser the host writes out what the page needs, since JSON libraries that go by {@code get} pass the accessors over.
 *
 * @param version of this view model; rises when a part changes its meaning
 * @param hasMore whether there is a further page
 */
public record InvoiceList(int version, AccountSummary account, List<InvoiceRow> rows, boolean hasMore) {
    public InvoiceList {
        rows = List.copyOf(rows);
    }
}
