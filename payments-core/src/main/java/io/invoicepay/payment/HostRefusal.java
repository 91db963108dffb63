package io.invoicepay.payment;

import io.invoicepay.text.PlainText;

/**
 * A host's own reason not to take a payment (VAL-09), heard after all of the library's.
 *
 * @param name stable, for programs, up to 64 characters; must not be one of {@link StandardRefusal}'s
 * @param messageKey into the host's message bundle, up to 128 characters
 * @param defaultText English, in the customer's words, on one line, up to 500 characters
 */
public record HostRefusal(String name, String messageKey, String defaultText) implements Refusal {
    /** @throws IllegalArgumentException if a part is blank, over-long, padded or holding a control character, or the name is one of the
     *     library's own */
    public HostRefusal {
        PlainText.identifier("refusal name", name, 64);
        PlainText.identifier("refusal message key", messageKey, 128);
        PlainText.identifier("refusal text", defaultText, 500);
        for (StandardRefusal own : StandardRefusal.values()) {
            if (own.name().equals(name)) {
                throw new IllegalArgumentException("refusal name " + name + " is the library's own");
            }
        }
    }
}
