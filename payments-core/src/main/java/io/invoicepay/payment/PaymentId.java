package io.invoicepay.payment;

import io.invoicepay.text.PlainText;

/** The provider's reference of a payment; opaque, at most 128 characters. */
public record PaymentId(String value) {
    /** @throws IllegalArgumentException if blank, over-long, padded or holding a control character */
    public PaymentId {
        PlainText.identifier("payment id", value, 128);
    }

    @Override
    public String toString() {
        return value;
    }
}
