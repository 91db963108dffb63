package io.invoicepay.attempt;

import io.invoicepay.money.Money;
import io.invoicepay.payment.AttemptId;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.text.PlainText;
import java.time.Instant;
import java.util.Objects;

/**
 * One press of Pay Now, frozen before anything is sent: who, how much, under which key. Holds no card token and nothing of the
 * billing address.
 *
 * @param user the host's name for the person who pays
 * @param amount the invoice's outstanding balance at that moment
 */
public record Attempt(AttemptId id, String user, Money amount, IdempotencyKey key, Instant startedAt) {
    /** @throws IllegalArgumentException if the user is blank or over-long, or the amount is not positive */
    public Attempt {
        Objects.requireNonNull(id, "id");
        PlainText.identifier("user", user, 100);
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(startedAt, "startedAt");
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("an attempt's amount is positive, not " + amount);
        }
    }
}
