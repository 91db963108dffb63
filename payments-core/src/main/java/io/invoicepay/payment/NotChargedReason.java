package io.invoicepay.payment;

import java.util.Locale;

/** Why a payment did not get as far as a charge, although the rules allowed it. */
public enum NotChargedReason {
    /** No byte of the charge left: connection refused, name not found, TLS failed. */
    PROVIDER_UNREACHABLE("The payment service cannot be reached right now. Nothing was charged."),
    /** The provider no longer accepts the card token: the card has to be entered again. */
    CARD_ENTRY_EXPIRED("Please enter the card again. Nothing was charged."),
    /** The provider turned the request away before a charge came into being. */
    REJECTED("The payment service did not accept the request. Nothing was charged."),
    /** The store of attempts could not be written, so nothing was sent. */
    STORE_UNAVAILABLE("Payments cannot be taken right now. Nothing was charged."),
    /** The invoice could not be read again, so nothing was sent. */
    INVOICES_UNAVAILABLE("The invoice cannot be read right now. Nothing was charged.");

    private final String defaultText;

    NotChargedReason(String defaultText) {
        this.defaultText = defaultText;
    }

    /** English, in the customer's words. */
    public String defaultText() {
        return defaultText;
    }

    /** Into the host's message bundle: {@code payment.not-charged.rejected}. */
    public String messageKey() {
        return "payment.not-charged." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
