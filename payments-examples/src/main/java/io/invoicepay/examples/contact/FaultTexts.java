package io.invoicepay.examples.contact;

import io.invoicepay.payment.BillingField;
import io.invoicepay.payment.FieldFault;
import java.util.Locale;
import java.util.ResourceBundle;

/**
 * What is wrong with a field, in words that fit the field: "Please check this." helps nobody to put an e-mail address right. The texts
 * are in the storefront's message bundle, which the console reads too.
 */
public final class FaultTexts {
    private static final String BUNDLE = "io.invoicepay.examples.storefront.messages";

    private FaultTexts() {}

    /** Where the bundle has a text for just this field, if it has one: {@code payment.fault.malformed.postal-code}. */
    public static String key(BillingField field, FieldFault fault) {
        return fault.messageKey() + field.messageKey().substring("payment.field".length());
    }

    /** The bundle's text for this field, else for every field. */
    public static String of(BillingField field, FieldFault fault) {
        ResourceBundle texts = ResourceBundle.getBundle(BUNDLE, Locale.ROOT);
        String key = key(field, fault);
        return texts.getString(texts.containsKey(key) ? key : fault.messageKey());
    }
}
