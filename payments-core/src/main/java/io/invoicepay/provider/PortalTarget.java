package io.invoicepay.provider;

import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;

/** What a customer wants to pay in the provider's payer portal. */
public sealed interface PortalTarget {
    /** One invoice (POR-01). */
    record ForInvoice(InvoiceNumber invoice) implements PortalTarget {}

    /** The account's balance (BAL-03). */
    record ForBalance(AccountId account) implements PortalTarget {}
}
