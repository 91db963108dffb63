package io.invoicepay.payment;

import io.invoicepay.text.PlainText;

/**
 * The name of a configured payment provider, kept with every attempt so that it stays with the provider that began it (LIB-06). A
 * name once used must not be given to another provider. At most 32 characters.
 */
public record ProviderId(String value) {
    /** @throws IllegalArgumentException if blank, over-long, padded or holding a control character */
    public ProviderId {
        PlainText.identifier("provider", value, 32);
    }

    @Override
    public String toString() {
        return value;
    }
}
