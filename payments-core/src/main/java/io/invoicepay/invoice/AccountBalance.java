package io.invoicepay.invoice;

import io.invoicepay.money.Money;
import java.util.Arrays;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What an account owes, one exact sum for each currency it has posted documents in: outstanding on open invoices less open credit
 * memos; zero and negative sums included (BAL-01).
 *
 * <p>Immutable and safe for any thread.
 */
public final class AccountBalance {
    private final List<Money> amounts;

    private AccountBalance(List<Money> amounts) {
        this.amounts = amounts;
    }

    /**
     * Adds up what an account owes, each currency by itself.
     *
     * @throws ArithmeticException if a sum is beyond a {@code long} of minor units
     */
    public static AccountBalance of(OpenItems items) {
        return of(items.invoices(), items.creditMemos());
    }

    /**
     * Adds up what an account owes, each currency by itself.
     *
     * @throws ArithmeticException if a sum is beyond a {@code long} of minor units
     */
    public static AccountBalance of(List<Invoice> invoices, List<CreditMemo> creditMemos) {
        Sums sums = new Sums();
        for (Invoice invoice : invoices) {
            if (invoice.isPosted()) {
                sums.add(invoice.outstanding().currency(), invoice.outstanding().minorUnits());
            }
        }
        for (CreditMemo memo : creditMemos) {
            if (memo.isOpen()) {
                sums.add(
                        memo.credit().currency(), Math.negateExact(memo.credit().minorUnits()));
            }
        }
        return new AccountBalance(sums.byCurrencyCode());
    }

    /** The sums, ordered by ISO currency code. */
    public List<Money> amounts() {
        return amounts;
    }

    /** The sum in one currency; zero where the account has nothing in it. */
    public Money in(Currency currency) {
        for (Money amount : amounts) {
            if (amount.currency().equals(currency)) {
                return amount;
            }
        }
        return Money.zero(currency);
    }

    /** Whether anything is owed in any currency. */
    public boolean isPositive() {
        for (Money amount : amounts) {
            if (amount.isPositive()) {
                return true;
            }
        }
        return false;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof AccountBalance that && amounts.equals(that.amounts);
    }

    @Override
    public int hashCode() {
        return amounts.hashCode();
    }

    @Override
    public String toString() {
        return "AccountBalance" + amounts;
    }

    /** Plain counters, one a currency: an account has a handful, so a scan beats a map and allocates nothing for a document. */
    private static final class Sums {
        private Currency[] currencies = new Currency[2];
        private long[] minorUnits = new long[2];
        private int size;

        void add(Currency currency, long amount) {
            int at = 0;
            while (at < size && !currencies[at].equals(currency)) {
                at++;
            }
            if (at == size) {
                if (size == currencies.length) {
                    currencies = Arrays.copyOf(currencies, size * 2);
                    minorUnits = Arrays.copyOf(minorUnits, size * 2);
                }
                currencies[size++] = currency;
            }
            minorUnits[at] = Math.addExact(minorUnits[at], amount);
        }

        List<Money> byCurrencyCode() {
            Map<String, Money> sums = new TreeMap<>();
            for (int i = 0; i < size; i++) {
                sums.put(currencies[i].getCurrencyCode(), Money.ofMinor(minorUnits[i], currencies[i]));
            }
            return List.copyOf(sums.values());
        }
    }
}
