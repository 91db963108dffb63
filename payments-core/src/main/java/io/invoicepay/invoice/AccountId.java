package io.invoicepay.invoice;

import io.invoicepay.text.PlainText;
import java.io.Serializable;

/** The account that owes an invoice: in an ERP, the number of the bill-to customer. At most 64 characters, compared exactly. */
public record AccountId(String value) implements Serializable {
    /** @throws IllegalArgumentException if blank, over-long, padded or holding a control character */
    public AccountId {
        PlainText.identifier("account", value, 64);
    }

    @Override
    public String toString() {
        return value;
    }
}
