package io.invoicepay.invoice;

import static io.invoicepay.fixtures.Sample.ACCOUNT;
import static io.invoicepay.fixtures.Sample.EUR;
import static io.invoicepay.fixtures.Sample.JPY;
import static io.invoicepay.fixtures.Sample.USD;
import static io.invoicepay.fixtures.Sample.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.invoicepay.fixtures.Trials;
import io.invoicepay.money.Money;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AccountBalanceTest {
    private static Invoice invoice(Money outstanding, DocumentStatus status) {
        return Invoice.of(new InvoiceNumber("PS-INV103001"), ACCOUNT, outstanding)
                .withStatus(status);
    }

    private static Invoice open(Money outstanding) {
        return invoice(outstanding, DocumentStatus.OPEN);
    }

    private static CreditMemo credit(Money amount, DocumentStatus status) {
        return new CreditMemo("PS-CR104001", ACCOUNT, amount, status);
    }

    private static AccountBalance balance(List<Invoice> invoices, CreditMemo... credits) {
        return AccountBalance.of(new OpenItems(invoices, List.of(credits)));
    }

    @Test
    @DisplayName("BAL-01 the balance is what is outstanding on open invoices less open credits, to the cent")
    void sum() {
        AccountBalance balance = balance(
                List.of(open(usd("1250.00")), open(usd("0.01")), open(usd("99.99"))),
                credit(usd("49.95"), DocumentStatus.OPEN));
        assertThat(balance.amounts()).containsExactly(usd("1300.05"));
        assertThat(balance.in(USD)).isEqualTo(usd("1300.05"));
        assertThat(balance.isPositive()).isTrue();
    }

    @Test
    @DisplayName("Two balances are the same exactly if all their sums are, and show them")
    void equality() {
        AccountBalance balance = balance(List.of(open(usd("10.00"))));
        assertThat(balance)
                .isEqualTo(balance(List.of(open(usd("4.00")), open(usd("6.00")))))
                .isNotEqualTo(balance(List.of(open(usd("10.01")))))
                .doesNotHaveSameHashCodeAs(balance(List.of(open(usd("10.01")))))
                .hasToString("AccountBalance[10.00 USD]");
    }

    @Test
    @DisplayName("BAL-01 each currency has its own balance, in the order of their codes")
    void currencies() {
        AccountBalance balance = balance(
                List.of(open(usd("10.00")), open(Money.of("700", "JPY")), open(Money.of("3.00", "EUR"))),
                credit(Money.of("5.00", "EUR"), DocumentStatus.OPEN),
                credit(Money.of("1.500", "KWD"), DocumentStatus.OPEN));
        assertThat(balance.amounts())
                .containsExactly(
                        Money.of("-2.00", "EUR"), Money.of("700", "JPY"), Money.of("-1.500", "KWD"), usd("10.00"));
        assertThat(balance.in(EUR).isNegative()).isTrue();
        assertThat(balance.in(Currency.getInstance("CHF"))).isEqualTo(Money.of("0.00", "CHF"));
        assertThat(balance.isPositive()).isTrue();
    }

    @ParameterizedTest
    @EnumSource(DocumentStatus.class)
    @DisplayName("BAL-01 drafts, documents in review, cancelled and unrecognised ones do not count")
    void statuses(DocumentStatus status) {
        boolean counts = switch (status) {
            case OPEN, PAID, CORRECTIVE -> true;
            case DRAFT, IN_REVIEW, CANCELLED, UNRECOGNISED -> false;
        };
        AccountBalance balance = balance(List.of(invoice(usd("5.00"), status)));
        assertThat(balance.amounts()).isEqualTo(counts ? List.of(usd("5.00")) : List.of());
        assertThat(invoice(usd("5.00"), status).isPosted()).isEqualTo(counts);
        assertThat(invoice(usd("5.00"), status).isOpen()).isEqualTo(counts);
        assertThat(invoice(usd("0.00"), status).isOpen()).isFalse();
    }

    @ParameterizedTest
    @EnumSource(DocumentStatus.class)
    @DisplayName("BAL-01 only an open credit memo lessens the balance")
    void credits(DocumentStatus status) {
        AccountBalance balance = balance(List.of(open(usd("5.00"))), credit(usd("2.00"), status));
        assertThat(balance.in(USD)).isEqualTo(status == DocumentStatus.OPEN ? usd("3.00") : usd("5.00"));
    }

    @Test
    @DisplayName("BAL-01 the balance can be zero or negative")
    void zeroAndNegative() {
        AccountBalance zero = balance(List.of(open(usd("5.00"))), credit(usd("5.00"), DocumentStatus.OPEN));
        assertThat(zero.amounts()).containsExactly(usd("0.00"));
        assertThat(zero.isPositive()).isFalse();
        AccountBalance negative = balance(List.of(open(usd("5.00"))), credit(usd("5.01"), DocumentStatus.OPEN));
        assertThat(negative.amounts()).containsExactly(usd("-0.01"));
        assertThat(negative.isPositive()).isFalse();
        assertThat(balance(List.of(open(usd("-7.00")))).in(USD)).isEqualTo(usd("-7.00"));
        assertThat(balance(List.of()).amounts()).isEmpty();
        assertThat(balance(List.of()).isPositive()).isFalse();
        assertThat(balance(List.of(open(Money.of("0", "JPY")))).amounts()).containsExactly(Money.zero(JPY));
    }

    @Test
    @DisplayName("BAL-01 credit memos take no negative credit, which would add to what is owed, and name the memo")
    void negativeCredit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> credit(usd("-500.00"), DocumentStatus.OPEN))
                .withMessageContaining("credit is negative");
        assertThat(credit(Money.zero(USD), DocumentStatus.OPEN).isOpen()).isTrue();
    }

    @Test
    @DisplayName("PAY-04 what belongs to another account is left out of an account's items")
    void ofOneAccount() {
        Invoice own = open(usd("5.00"));
        AccountId other = new AccountId("another");
        Invoice others = Invoice.of(new InvoiceNumber("X-1"), other, usd("999.00"));
        CreditMemo credit = credit(usd("1.00"), DocumentStatus.OPEN);
        CreditMemo othersCredit = new CreditMemo("CM-X", other, usd("7.00"), DocumentStatus.OPEN);

        OpenItems mixed = new OpenItems(List.of(own, others), List.of(credit, othersCredit));
        assertThat(mixed.of(own.account())).isEqualTo(new OpenItems(List.of(own), List.of(credit)));
        assertThat(new OpenItems(List.of(own), List.of(credit, othersCredit)).of(own.account()))
                .isEqualTo(new OpenItems(List.of(own), List.of(credit)));
        OpenItems pure = new OpenItems(List.of(own), List.of(credit));
        assertThat(pure.of(own.account())).isSameAs(pure);
    }

    @Test
    @DisplayName("BAL-01 a balance beyond what can be counted exactly throws and never wraps around")
    void overflow() {
        Invoice largest = open(Money.ofMinor(Long.MAX_VALUE, USD));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> balance(List.of(largest, open(usd("0.01")))));
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> balance(
                        List.of(open(usd("-0.02"))), credit(Money.ofMinor(Long.MAX_VALUE, USD), DocumentStatus.OPEN)));
        assertThat(balance(List.of(largest)).in(USD)).isEqualTo(Money.ofMinor(Long.MAX_VALUE, USD));
    }

    /** What the trial adds up. */
    private record Items(List<Invoice> invoices, List<CreditMemo> credits) {
        private static final List<String> CODES = List.of("USD", "EUR", "JPY", "KWD", "CHF");

        static Items any(SplittableRandom random) {
            List<Invoice> invoices = new ArrayList<>();
            List<CreditMemo> credits = new ArrayList<>();
            DocumentStatus[] statuses = DocumentStatus.values();
            for (int i = random.nextInt(12); i > 0; i--) {
                Currency currency = Currency.getInstance(CODES.get(random.nextInt(CODES.size())));
                Money amount = Money.ofMinor(random.nextLong(-1_000, 1_000_000_000), currency);
                DocumentStatus status = statuses[random.nextInt(statuses.length)];
                if (random.nextInt(3) == 0) {
                    credits.add(credit(amount, status));
                } else {
                    invoices.add(invoice(amount, status));
                }
            }
            return new Items(invoices, credits);
        }

        List<Items> smaller() {
            List<Items> all = new ArrayList<>();
            for (int i = 0; i < invoices.size(); i++) {
                List<Invoice> fewer = new ArrayList<>(invoices);
                fewer.remove(i);
                all.add(new Items(fewer, credits));
            }
            for (int i = 0; i < credits.size(); i++) {
                List<CreditMemo> fewer = new ArrayList<>(credits);
                fewer.remove(i);
                all.add(new Items(invoices, fewer));
            }
            return all;
        }

        Map<String, BigInteger> counted() {
            Map<String, BigInteger> sums = new TreeMap<>();
            for (Invoice invoice : invoices) {
                if (invoice.status() == DocumentStatus.OPEN
                        || invoice.status() == DocumentStatus.PAID
                        || invoice.status() == DocumentStatus.CORRECTIVE) {
                    count(sums, invoice.outstanding(), 1);
                }
            }
            for (CreditMemo memo : credits) {
                if (memo.status() == DocumentStatus.OPEN) {
                    count(sums, memo.credit(), -1);
                }
            }
            return sums;
        }

        private static void count(Map<String, BigInteger> sums, Money amount, long sign) {
            sums.merge(
                    amount.currency().getCurrencyCode(),
                    BigInteger.valueOf(amount.minorUnits() * sign),
                    BigInteger::add);
        }
    }

    @Test
    @Tag("law")
    @DisplayName("BAL-01 the balance is exact per currency and the same in whichever order documents come")
    void law() {
        Trials.of("balances", 10_000, Items::any, Items::smaller, items -> {
            AccountBalance balance = AccountBalance.of(items.invoices(), items.credits());
            List<String> expected = items.counted().entrySet().stream()
                    .map(sum -> sum.getKey() + " " + sum.getValue())
                    .toList();
            assertThat(balance.amounts())
                    .extracting(amount -> amount.currency().getCurrencyCode() + " " + amount.minorUnits())
                    .isEqualTo(expected);
            List<Invoice> reversed = new ArrayList<>(items.invoices());
            Collections.reverse(reversed);
            assertThat(AccountBalance.of(reversed, items.credits()))
                    .isEqualTo(balance)
                    .hasSameHashCodeAs(balance);
            assertThat(balance.isPositive())
                    .isEqualTo(items.counted().values().stream().anyMatch(sum -> sum.signum() > 0));
        });
    }
}
