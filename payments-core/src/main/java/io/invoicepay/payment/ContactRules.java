package io.invoicepay.payment;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * What a country asks of postal codes and phone numbers (GST-02): what is certain without tables. A host that knows more overrides what
 * it knows more of, best with a well-kept library such as libphonenumber behind it. A rule that is too strict keeps a customer from
 * paying: in doubt, accept.
 *
 * <p>Called by many threads at once.
 */
public class ContactRules {
    private static final Set<String> WITHOUT_POSTAL_CODES = Set.of(
            "AE", "AG", "AO", "AW", "BF", "BI", "BJ", "BO", "BS", "BW", "BZ", "CD", "CF", "CG", "CI", "CK", "CM", "DJ",
            "DM", "ER", "FJ", "GA", "GD", "GH", "GM", "GQ", "GY", "HK", "JM", "KI", "KM", "KN", "KP", "LC", "LY", "ML",
            "MO", "MR", "MS", "MW", "NR", "NU", "PA", "QA", "RW", "SB", "SC", "SL", "SO", "SR", "SS", "ST", "SX", "SY",
            "TD", "TG", "TK", "TL", "TO", "TV", "UG", "VU", "WS", "YE", "ZW");
    private static final Pattern US = Pattern.compile("[0-9]{5}(?:[ -]?[0-9]{4})?");
    private static final Pattern CANADA = Pattern.compile("[A-Z][0-9][A-Z][ -]?[0-9][A-Z][0-9]");
    private static final int SHORTEST_NATIONAL_NUMBER = 4;

    /** For rules that differ from the {@linkplain #basic basic} ones. */
    protected ContactRules() {}

    /**
     * The shapes of United States and Canadian postal codes, which countries have none or hardly use them, and of phone numbers
     * the lengths of E.164, with ten digits in country code 1.
     */
    public static ContactRules basic() {
        return new ContactRules();
    }

    /**
     * Whether an address in the country needs a postal code.
     *
     * @param country ISO 3166-1 alpha-2, upper case
     */
    public boolean needsPostalCode(String country) {
        return !WITHOUT_POSTAL_CODES.contains(country);
    }

    /**
     * Whether the country can have this postal code.
     *
     * @param postalCode not empty, upper case, letters, digits, blanks and hyphens
     */
    public boolean acceptsPostalCode(String country, String postalCode) {
        return switch (country) {
            case "US" -> US.matcher(postalCode).matches();
            case "CA" -> CANADA.matcher(postalCode).matches();
            default -> true;
        };
    }

    /**
     * Whether such a phone number can be.
     *
     * @param callingCode one to three digits, as in {@code 1} or {@code 49}
     * @param number the national number, digits only, at most 15 together with the calling code
     */
    public boolean acceptsPhone(String callingCode, String number) {
        return callingCode.equals("1") ? number.length() == 10 : number.length() >= SHORTEST_NATIONAL_NUMBER;
    }
}
