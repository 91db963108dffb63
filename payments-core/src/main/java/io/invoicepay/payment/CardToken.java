package io.invoicepay.payment;

import io.invoicepay.text.CardNumbers;
import io.invoicepay.text.PlainText;
import java.util.Objects;

/**
 * What the provider's card entry form gave the page in place of a card: opaque, single use, worthless elsewhere. Never a card number
 * (GST-04); {@link GuestPayment#parse} refuses what looks like one. It shows nothing of itself.
 */
public final class CardToken {
    static final int LIMIT = 512;

    private final String value;

    private CardToken(String value) {
        this.value = PlainText.identifier("card token", value, LIMIT);
        if (CardNumbers.isInToken(value)) {
            throw new IllegalArgumentException("card token looks like a card number");
        }
    }

    /**
     * The token as the page handed it in.
     *
     * @throws IllegalArgumentException if blank, over-long, padded, holding a control character or of the looks of a card number; the
     *     message does not hold it
     */
    public static CardToken of(String value) {
        return new CardToken(value);
    }

    /** The token itself, for the provider's adapter alone. */
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof CardToken that && value.equals(that.value);
    }

    @Override
    public int hashCode() {
        return Objects.hashCode(value);
    }

    @Override
    public String toString() {
        return "CardToken[***]";
    }
}
