package io.invoicepay.payment;

import io.invoicepay.invoice.InvoiceNumber;
import java.util.Objects;

/** One invoice of one merchant: what at most one payment may be in flight for. */
public record InvoiceKey(MerchantId merchant, InvoiceNumber invoice) {
    public InvoiceKey {
        Objects.requireNonNull(merchant, "merchant");
        Objects.requireNonNull(invoice, "invoice");
    }

    @Override
    public String toString() {
        return merchant + "/" + invoice;
    }
}
