package io.invoicepay.payment;

import java.util.Locale;

/**
 * A field of guest checkout, in the order of the form (GST-01, GST-03, GST-05). Limits count code points after NFC.
 */
public enum BillingField {
    EMAIL("email", true, 254),
    STREET("street", true, 100),
    ADDRESS_2("address2", false, 100),
    COUNTRY("country", true, 2),
    POSTAL_CODE("postalCode", true, 16),
    PHONE_COUNTRY_CODE("phoneCountryCode", true, 5),
    PHONE("phone", true, 24),
    NAME_ON_CARD("nameOnCard", true, 100),
    CARD_TOKEN("cardToken", true, CardToken.LIMIT);

    private final String fieldName;
    private final boolean required;
    private final int limit;

    BillingField(String fieldName, boolean required, int limit) {
        this.fieldName = fieldName;
        this.required = required;
        this.limit = limit;
    }

    /** As forms and faults name it: {@code postalCode}. */
    public String fieldName() {
        return fieldName;
    }

    /** Required of every customer; the postal code only where the country has one. */
    public boolean required() {
        return required;
    }

    /** The most characters it takes. */
    public int limit() {
        return limit;
    }

    /** For the label, in the host's message bundle: {@code payment.field.postal-code}. */
    public String messageKey() {
        return "payment.field." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
