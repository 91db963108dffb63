package io.invoicepay.payment;

import io.invoicepay.text.PlainText;

/**
 * The company that is paid. It keeps the payments of several companies apart where they share one store, and goes into every
 * idempotency key. At most 64 characters.
 */
public record MerchantId(String value) {
    /** @throws IllegalArgumentException if blank, over-long, padded or holding a control character */
    public MerchantId {
        PlainText.identifier("merchant", value, 64);
    }

    @Override
    public String toString() {
        return value;
    }
}
