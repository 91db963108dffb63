package io.invoicepay.payment;

import io.invoicepay.text.PlainText;

/** What makes a charge unique at the provider: 32 hexadecimal digits from {@link IdempotencyKeys}, at most 64 characters. */
public record IdempotencyKey(String value) {
    /** @throws IllegalArgumentException if blank, over-long, padded or holding a control character */
    public IdempotencyKey {
        PlainText.identifier("idempotency key", value, 64);
    }

    @Override
    public String toString() {
        return value;
    }
}
