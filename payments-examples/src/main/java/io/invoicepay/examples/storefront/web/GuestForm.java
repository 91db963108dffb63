package io.invoicepay.examples.storefront.web;

import io.invoicepay.payment.BillingField;
import io.invoicepay.payment.BillingForm;
import java.util.EnumMap;
import java.util.Map;

/**
 * What was typed into guest checkout, kept to be shown again beside the faults (GST-02). Nothing else is taken from the page: an amount,
 * an account or an invoice's number that somebody adds is not even read (DLG-02). It shows nothing of itself.
 */
public final class GuestForm {
    private static final int LONGEST = 2_000;

    private final Map<BillingField, String> typed = new EnumMap<>(BillingField.class);
    private final String dialogToken;
    private final String expiresAt;
    private final String amountShown;

    private GuestForm(Map<String, String> fields) {
        for (BillingField field : BillingField.values()) {
            typed.put(field, taken(fields, field.fieldName()));
        }
        dialogToken = taken(fields, "dialog");
        expiresAt = taken(fields, "expiresAt");
        amountShown = taken(fields, "amountShown");
    }

    static GuestForm of(Map<String, String> fields) {
        return new GuestForm(fields);
    }

    private static String taken(Map<String, String> fields, String name) {
        String value = fields.getOrDefault(name, "");
        return value.length() > LONGEST ? value.substring(0, LONGEST) : value;
    }

    BillingForm billing() {
        return new BillingForm(
                of(BillingField.EMAIL),
                of(BillingField.STREET),
                of(BillingField.ADDRESS_2),
                of(BillingField.COUNTRY),
                of(BillingField.POSTAL_CODE),
                of(BillingField.PHONE_COUNTRY_CODE),
                of(BillingField.PHONE));
    }

    /** As it was typed. */
    public String of(BillingField field) {
        return typed.getOrDefault(field, "");
    }

    String dialogToken() {
        return dialogToken;
    }

    /** When the page said that its dialog would expire; a hint of the page's, which decides nothing. */
    String expiresAt() {
        return expiresAt;
    }

    /** Which amount the page showed, so that a change can be told; a hint as well, since what is paid is in the token (DLG-02). */
    String amountShown() {
        return amountShown;
    }

    @Override
    public String toString() {
        return "GuestForm[***]";
    }
}
