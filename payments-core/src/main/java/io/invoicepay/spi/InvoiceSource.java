package io.invoicepay.spi;

import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.invoice.OpenItems;
import io.vavr.control.Option;

/**
 * Where invoices come from: the host's ERP, or the storefront's copy of it. It only reads.
 *
 * <p>Implementations are called by many threads at once, give values that nobody else changes, and answer only what belongs to the
 * account asked for (PAY-04): an unknown account simply has nothing. Each document names that very account, letter for letter; what
 * names another, written otherwise or a branch of it, is left out and told to the host. If invoices cannot be read they throw whatever
 * the host throws; nothing is charged then.
 */
public interface InvoiceSource {
    /**
     * One invoice, as it is right now: the amount that will be paid is taken from here. Nothing if the account has no such invoice. Pay Now
     * waits for it within the minute of its reservation.
     */
    Option<Invoice> invoice(AccountId account, InvoiceNumber number);

    /**
     * One page of all the account's invoices (open, paid, drafts, cancelled), together with what its balance is made of, so that a list
     * costs one call (COL-08). The order is the source's own and stable; pages neither overlap nor leave a gap.
     */
    InvoicePage invoices(AccountId account, PageRequest page);

    /** What the account's balance is made of (BAL-01). */
    OpenItems openItems(AccountId account);
}
