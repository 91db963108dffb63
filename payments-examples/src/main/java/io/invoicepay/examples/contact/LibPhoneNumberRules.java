package io.invoicepay.examples.contact;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import io.invoicepay.payment.ContactRules;

/**
 * Asks libphonenumber whether a phone number is possible in its country (GST-02), with or without the trunk prefix that people there
 * dial. Possible, not valid: number ranges change faster than libraries, and a stale table must not keep a customer from paying.
 * Postal codes stay as they are.
 */
public final class LibPhoneNumberRules extends ContactRules {
    @Override
    public boolean acceptsPhone(String callingCode, String number) {
        PhoneNumberUtil numbers = PhoneNumberUtil.getInstance(); // reads its tables when first asked
        try {
            return numbers.isPossibleNumber(numbers.parse("+" + callingCode + number, "ZZ"));
        } catch (NumberParseException e) {
            return false; // no country has this calling code, or the number is far too short or long
        }
    }
}
