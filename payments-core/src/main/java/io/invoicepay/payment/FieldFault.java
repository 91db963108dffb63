package io.invoicepay.payment;

import java.util.Locale;

/** What is wrong with one field of a form (GST-02). It never holds what was typed. */
public enum FieldFault {
    MISSING("Please fill in this field."),
    TOO_LONG("This is too long."),
    FORBIDDEN_CHARACTER("This holds a character that cannot be used here."),
    LOOKS_LIKE_A_CARD_NUMBER("Please do not type a card number here."),
    MALFORMED("Please check this."),
    UNKNOWN_COUNTRY("Please choose a country from the list."),
    NOT_OF_THIS_COUNTRY("This does not fit the country.");

    private final String defaultText;

    FieldFault(String defaultText) {
        this.defaultText = defaultText;
    }

    /** English, in the customer's words. */
    public String defaultText() {
        return defaultText;
    }

    /** Into the host's message bundle: {@code payment.fault.too-long}. */
    public String messageKey() {
        return "payment.fault." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
