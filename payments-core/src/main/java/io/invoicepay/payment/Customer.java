package io.invoicepay.payment;

import io.invoicepay.invoice.AccountId;
import io.invoicepay.text.PlainText;
import java.io.Serializable;
import java.util.Objects;

/**
 * Who is signed in: a user of an account. The host authenticates; the library sees to it that a customer reads and pays only the
 * account's own invoices (PAY-04). Serializable, so that it can be kept in a session.
 *
 * @param user the host's name for the person, kept in the history for audit; at most 100 characters
 */
public record Customer(AccountId account, String user) implements Serializable {
    /** @throws IllegalArgumentException if the user is blank, over-long, padded or holds a control character */
    public Customer {
        Objects.requireNonNull(account, "account");
        PlainText.identifier("user", user, 100);
    }
}
