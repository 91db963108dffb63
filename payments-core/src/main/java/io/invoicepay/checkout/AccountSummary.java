package io.invoicepay.checkout;

import io.invoicepay.invoice.AccountId;
import io.invoicepay.money.Money;
import java.util.List;

/**
 * The account's balances, each with its PAY button (BAL-01, BAL-02); one for each currency the account has documents in, by ISO code.
 *
 * @param version of this view model
 */
public record AccountSummary(int version, AccountId account, List<Balance> balances) {
    public AccountSummary {
        balances = List.copyOf(balances);
    }

    /**
     * A balance in one currency; may be zero or negative.
     *
     * @param payButton whether PAY shows beside it; it opens the payer portal (BAL-03)
     */
    public record Balance(Money amount, boolean payButton) {}
}
