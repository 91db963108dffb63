package io.invoicepay.spi;

import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.OpenItems;
import java.util.List;
import java.util.Objects;

/**
 * A page of an account's invoices.
 *
 * @param invoices at most as many as asked for, in the source's order
 * @param hasMore whether a further page would hold any
 * @param openItems what the account's balance is made of, whatever the page shows
 */
public record InvoicePage(List<Invoice> invoices, boolean hasMore, OpenItems openItems) {
    public InvoicePage {
        invoices = List.copyOf(invoices);
        Objects.requireNonNull(openItems, "openItems");
    }
}
