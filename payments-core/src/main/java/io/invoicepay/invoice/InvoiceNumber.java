package io.invoicepay.invoice;

import io.invoicepay.text.PlainText;
import io.vavr.control.Option;
import org.jspecify.annotations.Nullable;

/**
 * An invoice's number as the ERP prints it, which is also the reference under which the provider knows it. At most 50 characters,
 * compared exactly.
 */
public record InvoiceNumber(String value) implements Comparable<InvoiceNumber> {
    private static final int LIMIT = 50;

    /** @throws IllegalArgumentException if blank, over-long, padded or holding a control character */
    public InvoiceNumber {
        PlainText.identifier("invoice number", value, LIMIT);
    }

    /** What a customer or a request handed in; nothing if no invoice can have such a number, or the request has none. */
    public static Option<InvoiceNumber> parse(@Nullable String text) {
        return text != null && PlainText.isIdentifier(text, LIMIT)
                ? Option.some(new InvoiceNumber(text))
                : Option.none();
    }

    @Override
    public int compareTo(InvoiceNumber other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
