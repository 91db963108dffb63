package io.invoicepay.examples.storefront.web;

import io.invoicepay.invoice.InvoiceNumber;
import java.io.Serial;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.ResponseStatus;

/** There is no such invoice in the account: another account's, an unknown one, and what can be no number look the same (PAY-04). */
@ResponseStatus(HttpStatus.NOT_FOUND)
final class NoSuchInvoice extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** The number in an address. */
    static InvoiceNumber parse(String segment) {
        return Segment.read(segment).getOrElseThrow(NoSuchInvoice::new);
    }
}
