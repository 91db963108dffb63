package io.invoicepay.payment;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a country asks of postal codes and phone numbers (GST-02). The core knows only what is certain; a host that wants more puts a
 * well-kept library behind this, such as libphonenumber. A rule that is too strict keeps a customer from paying: in doubt, accept.
 *
 * <p>Implementations are called by many threads at once.
 */
public interface ContactRules {
    /**
     * Whether an address in the country needs a postal code.
     *
     * @param country ISO 3166-1 alpha-2, upper case
     */
    boolean needsPostalCode(String country);

    /**
     * Whether the country can have this postal code.
     *
     * @param postalCode not empty, upper case, letters, digits, blanks and hyphens
     */
    boolean acceptsPostalCode(String country, String postalCode);

    /**
     * Whether such a phone number can be.
     *
     * @param callingCode one to three digits, as in {@code 1} or {@code 49}
     * @param number the national number, digits only, at most 15 together with the calling code
     */
    boolean acceptsPhone(String callingCode, String number);

    /**
     * What is certain without tables: the shapes of United States and Canadian postal codes, that Hong Kong and the United Arab Emirates
     * have none, and of phone numbers the lengths of E.164, with ten digits in country code 1.
     */
    static ContactRules basic() {
        return Basic.RULES;
    }

    /** Hidden behind {@link ContactRules#basic()}. */
    final class Basic implements ContactRules {
        private static final Basic RULES = new Basic();
        private static final Set<String> WITHOUT_POSTAL_CODES = Set.of("AE", "HK");
        private static final Pattern US = Pattern.compile("[0-9]{5}(?:[ -]?[0-9]{4})?");
        private static final Pattern CANADA = Pattern.compile("[A-Z][0-9][A-Z][ -]?[0-9][A-Z][0-9]");
        private static final int SHORTEST_NATIONAL_NUMBER = 4;

        private Basic() {}

        @Override
        public boolean needsPostalCode(String country) {
            return !WITHOUT_POSTAL_CODES.contains(country);
        }

        @Override
        public boolean acceptsPostalCode(String country, String postalCode) {
            return switch (country) {
                case "US" -> US.matcher(postalCode).matches();
                case "CA" -> CANADA.matcher(postalCode).matches();
                default -> true;
            };
        }

        @Override
        public boolean acceptsPhone(String callingCode, String number) {
            return callingCode.equals("1") ? number.length() == 10 : number.length() >= SHORTEST_NATIONAL_NUMBER;
        }
    }
}
