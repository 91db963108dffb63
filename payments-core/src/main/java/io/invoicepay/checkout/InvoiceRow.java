package io.invoicepay.checkout;

import io.invoicepay.invoice.Invoice;

/** A row of an invoice list: the invoice and what its Pay column shows. */
public record InvoiceRow(Invoice invoice, PayState pay) {}
