package io.invoicepay.aptean.sandbox;

import java.util.Arrays;
import java.util.Optional;

/**
 * The cards that the sandbox takes, all of them public test numbers. Any other number is refused, so that a real card is never
 * accepted by mistake.
 */
public enum TestCard {
    /** Approved; the payment settles after the configured time. */
    APPROVED("4111111111111111", "VISA"),
    /** Approved, another brand. */
    APPROVED_MASTERCARD("5496198584584769", "MASTERCARD"),
    /** Declined at Pay Now, in the configured {@link DeclineForm}. */
    DECLINED("4000000000000002", "VISA"),
    /** Taken at first, and failed when it should have settled. */
    DECLINED_LATER("4000000000000341", "VISA"),
    /** Held for review: it stays pending until somebody decides, or is cancelled at once if {@code failOnReview} was set. */
    REVIEW("4000000000009235", "VISA"),
    /** Approved, and takes much longer to settle. */
    SLOW("4012888888881881", "VISA"),
    /** Cannot be made a payment method: its status becomes {@code PROCESSING_ERROR}. */
    UNUSABLE("4000000000000119", "VISA");

    private final String number;
    private final String brand;

    TestCard(String number, String brand) {
        this.number = number;
        this.brand = brand;
    }

    /** The number to type into the card entry form. */
    public String number() {
        return number;
    }

    /** The last four digits, all of the number that the sandbox keeps. */
    public String lastFour() {
        return number.substring(number.length() - 4);
    }

    String brand() {
        return brand;
    }

    /** The card with that number, spaces and hyphens ignored; empty if it is no test card. */
    static Optional<TestCard> parse(String typed) {
        String digits = typed.replaceAll("[ -]", "");
        return Arrays.stream(values())
                .filter(card -> card.number.equals(digits))
                .findFirst();
    }
}
