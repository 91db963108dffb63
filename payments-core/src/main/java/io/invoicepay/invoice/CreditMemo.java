package io.invoicepay.invoice;

import static com.google.common.base.Preconditions.checkArgument;

import io.invoicepay.money.Money;
import io.invoicepay.text.PlainText;
import java.util.Objects;

/**
 * A credit the account holds. An open one lessens the account balance by what is left of it (BAL-01); it is never payable (COL-05).
 *
 * @param credit what is left of it, as a positive amount
 */
public record CreditMemo(String number, AccountId account, Money credit, DocumentStatus status) {
    /** @throws IllegalArgumentException if the number is blank, over-long or holds a control character, or the credit is negative */
    public CreditMemo {
        PlainText.identifier("credit memo number", number, 50);
        Objects.requireNonNull(account, "account");
        Objects.requireNonNull(credit, "credit");
        Objects.requireNonNull(status, "status");
        checkArgument(!credit.isNegative(), "credit memo %s: the credit is negative", number);
    }

    /** Still to be applied: it counts in the account balance. */
    public boolean isOpen() {
        return status == DocumentStatus.OPEN;
    }
}
