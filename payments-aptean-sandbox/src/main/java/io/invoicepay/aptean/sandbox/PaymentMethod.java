package io.invoicepay.aptean.sandbox;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A card that was entered, without its number. */
record PaymentMethod(
        String id,
        Instant createdAt,
        TestCard card,
        int expiryMonth,
        int expiryYear,
        @Nullable Object holder,
        String status)
        implements Register.Entry {
    PaymentMethod with(String newStatus) {
        return new PaymentMethod(id, createdAt, card, expiryMonth, expiryYear, holder, newStatus);
    }

    /** Permission for the merchant's server to use a card that the payer entered in the browser. */
    record Claim(String id, String methodId, boolean singleUse, Optional<Instant> expires, boolean used)
            implements Register.Entry {
        Claim spent() {
            return new Claim(id, methodId, singleUse, expires, true);
        }

        boolean expiredAt(Instant moment) {
            return used || expires.map(end -> !moment.isBefore(end)).orElse(false);
        }
    }
}
