package io.invoicepay.payment;

import io.invoicepay.text.CardNumbers;
import io.invoicepay.text.PlainText;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads the fields of a form one after another and gathers their faults, one a field, in the form's order (GST-02). */
final class FormReader {
    static final List<String> COUNTRIES_IN_ORDER =
            List.copyOf(Arrays.stream(Locale.getISOCountries()).sorted().toList()); // so that no dialog copies it

    private static final Set<String> COUNTRIES = Set.copyOf(COUNTRIES_IN_ORDER);

    // ASCII ranges throughout: Character.isDigit would take full-width and Arabic digits for telephone numbers.
    private static final Pattern EMAIL =
            Pattern.compile("[^\\s@\",:;<>()\\[\\]\\\\]{1,64}@[^\\s@.,:;<>()]+(?:\\.[^\\s@.,:;<>()]+)+");
    private static final Pattern POSTAL_CODE = Pattern.compile("[A-Za-z0-9](?:[A-Za-z0-9 -]*[A-Za-z0-9])?");
    private static final Pattern COUNTRY = Pattern.compile("[A-Za-z]{2}");
    private static final Pattern CALLING_CODE = Pattern.compile("(?:\\+|00?)?([1-9][0-9]{0,2})");
    private static final Pattern PHONE = Pattern.compile("[0-9 ().\\-/]+");
    private static final Pattern NOT_A_DIGIT = Pattern.compile("[^0-9]");
    private static final int LONGEST_PHONE_NUMBER = 15; // E.164, calling code included

    private final Map<BillingField, FieldFault> faults = new EnumMap<>(BillingField.class);

    /** What all fields have in common: there if required, bounded, plain text, no card number. Empty if faulty or left out. */
    String text(BillingField field, String typed) {
        String text = PlainText.normalised(Objects.requireNonNull(typed, field.fieldName()));
        if (text.isEmpty()) {
            if (field.required()) {
                fault(field, FieldFault.MISSING);
            }
        } else if (PlainText.isLongerThan(field.limit(), text)) {
            fault(field, FieldFault.TOO_LONG);
        } else if (PlainText.hasForbiddenCharacter(typed)) { // also around the text: refused, never repaired
            fault(field, FieldFault.FORBIDDEN_CHARACTER);
        } else if (field == BillingField.CARD_TOKEN ? CardNumbers.isInToken(text) : CardNumbers.within(text)) {
            fault(field, FieldFault.LOOKS_LIKE_A_CARD_NUMBER);
        } else {
            return text;
        }
        return "";
    }

    String email(String typed) {
        String email = text(BillingField.EMAIL, typed);
        if (email.isEmpty() || EMAIL.matcher(email).matches()) {
            return email;
        }
        fault(BillingField.EMAIL, FieldFault.MALFORMED);
        return "";
    }

    String country(String typed) {
        String typedCode = text(BillingField.COUNTRY, typed);
        // Looked at before it is put into capitals: those of a sharp s are the code of South Sudan.
        String country = COUNTRY.matcher(typedCode).matches() ? typedCode.toUpperCase(Locale.ROOT) : "";
        if (typedCode.isEmpty() || COUNTRIES.contains(country)) {
            return country;
        }
        fault(BillingField.COUNTRY, FieldFault.UNKNOWN_COUNTRY);
        return "";
    }

    /** @param country a country of the list, or empty if that field is faulty itself */
    String postalCode(String typed, String country, ContactRules contacts) {
        if (typed.isBlank()) {
            if (contacts.needsPostalCode(country)) {
                fault(BillingField.POSTAL_CODE, FieldFault.MISSING);
            }
            return "";
        }
        String typedCode = text(BillingField.POSTAL_CODE, typed);
        if (typedCode.isEmpty()) {
            return "";
        }
        String code = typedCode.toUpperCase(Locale.ROOT);
        if (!POSTAL_CODE.matcher(typedCode).matches()) {
            fault(BillingField.POSTAL_CODE, FieldFault.MALFORMED);
        } else if (country.isEmpty() || contacts.acceptsPostalCode(country, code)) {
            return code;
        } else {
            fault(BillingField.POSTAL_CODE, FieldFault.NOT_OF_THIS_COUNTRY);
        }
        return "";
    }

    String callingCode(String typed) {
        String code = text(BillingField.PHONE_COUNTRY_CODE, typed);
        var digits = CALLING_CODE.matcher(code);
        if (digits.matches()) {
            return digits.group(1);
        }
        if (!code.isEmpty()) {
            fault(BillingField.PHONE_COUNTRY_CODE, FieldFault.MALFORMED);
        }
        return "";
    }

    /** @param callingCode its digits, or empty if that field is faulty itself */
    String phone(String typed, String callingCode, ContactRules contacts) {
        String phone = text(BillingField.PHONE, typed);
        if (phone.isEmpty()) {
            return "";
        }
        String digits = NOT_A_DIGIT.matcher(phone).replaceAll("");
        if (!PHONE.matcher(phone).matches() || digits.isEmpty()) {
            fault(BillingField.PHONE, FieldFault.MALFORMED);
        } else if (callingCode.length() + digits.length() > LONGEST_PHONE_NUMBER) {
            fault(BillingField.PHONE, FieldFault.TOO_LONG);
        } else if (callingCode.isEmpty() || contacts.acceptsPhone(callingCode, digits)) {
            return digits;
        } else {
            fault(BillingField.PHONE, FieldFault.NOT_OF_THIS_COUNTRY);
        }
        return "";
    }

    /** Whether no field read so far was faulty. */
    boolean isFaultless() {
        return faults.isEmpty();
    }

    FormFaults faults() {
        return new FormFaults(faults);
    }

    private void fault(BillingField field, FieldFault fault) {
        faults.put(field, fault);
    }
}
