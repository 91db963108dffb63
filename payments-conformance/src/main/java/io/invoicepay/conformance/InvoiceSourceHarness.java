package io.invoicepay.conformance;

import io.invoicepay.invoice.CreditMemo;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.spi.InvoiceSource;

/**
 * An invoice source under test and the ERP behind it. A harness is made for one test, without documents, and closed after it. Called by
 * one thread.
 */
public interface InvoiceSourceHarness extends AutoCloseable {
    /** The source under test; always the same one. */
    InvoiceSource source();

    /**
     * Puts an invoice into the ERP, in the place of the one with its number, if there is one. Open invoices in US dollars have to work;
     * unsupported is what the ERP cannot hold, such as a status or a currency.
     */
    Arranged put(Invoice invoice);

    /** Puts a credit memo into the ERP, in the place of the one with its number, if there is one. */
    default Arranged put(CreditMemo memo) {
        return Arranged.unsupported("the source knows no credit memos");
    }

    /** Lets the source show all that was put into the ERP. */
    default void catchUp() {}

    /** Ends the test's source. */
    @Override
    default void close() {}
}
