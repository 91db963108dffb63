package io.invoicepay.payment;

import io.invoicepay.text.PlainText;

/** The provider's reference of a payment; opaque, at most 128 characters. */
public record PaymentId(String value) {
    private static final String DEDUCED = "request:";

    /** @throws IllegalArgumentException if blank, over-long, padded or holding a control character */
    public PaymentId {
        PlainText.identifier("payment id", value, 128);
    }

    /**
     * For a payment that is not shown itself: the provider's request says only that one is under way. Once it is shown it has a reference
     * of its own.
     */
    public static PaymentId deducedFrom(String request) {
        return new PaymentId(DEDUCED + request);
    }

    /** Whether it stands for a payment that nobody has seen. */
    public boolean isDeduced() {
        return value.startsWith(DEDUCED);
    }

    @Override
    public String toString() {
        return value;
    }
}
