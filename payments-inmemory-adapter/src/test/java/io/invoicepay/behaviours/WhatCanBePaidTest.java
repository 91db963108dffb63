package io.invoicepay.behaviours;

import static io.invoicepay.behaviours.Shop.ACCOUNT;
import static io.invoicepay.behaviours.Shop.AMOUNT;
import static io.invoicepay.behaviours.Shop.ANN;
import static io.invoicepay.behaviours.Shop.BEN;
import static io.invoicepay.behaviours.Shop.INVOICE;
import static io.invoicepay.behaviours.Shop.STRANGER;
import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.checkout.AccountSummary;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.checkout.PayState;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.invoice.DocumentStatus;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.GuestPayment;
import io.invoicepay.payment.HostRefusal;
import io.invoicepay.payment.PaymentMethod;
import io.invoicepay.payment.PaymentOutcome;
import io.invoicepay.payment.Refusals;
import io.invoicepay.payment.StandardRefusal;
import io.invoicepay.spi.InvoicePage;
import io.invoicepay.spi.InvoiceSource;
import io.invoicepay.spi.MayPay;
import io.invoicepay.spi.PageRequest;
import io.vavr.control.Option;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WhatCanBePaidTest {
    private final Shop shop = new Shop();

    @Test
    @DisplayName("PAY-01 the balance and one invoice can be paid, both only with a provider")
    void balanceAndInvoice() {
        assertThat(shop.payments.balancePortal(ANN).isRight()).isTrue();
        assertThat(shop.payments.open(ANN, INVOICE).isRight()).isTrue();

        InvoicePayments without = shop.withoutProvider();
        assertThat(without.balancePortal(ANN).getLeft()).isEqualTo(Refusals.of(StandardRefusal.NO_PROVIDER));
        assertThat(without.open(ANN, INVOICE).getLeft().first()).isEqualTo(StandardRefusal.NO_PROVIDER);
    }

    @Test
    @DisplayName("PAY-02 the amount charged is the outstanding balance, whatever the invoice's total")
    void outstandingBalance() {
        Money rest = Money.of("250.75", "USD");
        shop.invoices.put(Invoice.of(INVOICE, ACCOUNT, rest).withTotal(AMOUNT));
        shop.provider.send(INVOICE, rest);

        shop.pay();

        assertThat(shop.ledger())
                .singleElement()
                .satisfies(charge -> assertThat(charge.charged()).isEqualTo(rest));
    }

    @Test
    @DisplayName("PAY-02 PAY-03 no call of the facade takes an amount, or several invoices")
    void noCallTakesAnAmount() {
        List<Class<?>> forbidden = List.of(Money.class, Number.class, Collection.class, InvoiceNumber[].class);
        Stream<Class<?>> parameters = Arrays.stream(InvoicePayments.class.getMethods())
                .filter(m -> m.getDeclaringClass() == InvoicePayments.class)
                .map(Method::getParameterTypes)
                .flatMap(Arrays::stream);

        assertThat(parameters)
                .isNotEmpty()
                .noneMatch(type -> type.isPrimitive() || forbidden.stream().anyMatch(f -> f.isAssignableFrom(type)));
    }

    @Test
    @DisplayName("PAY-03 paying one invoice leaves the account's others payable")
    void oneAtATime() {
        InvoiceNumber second = new InvoiceNumber("PS-INV103002");
        shop.invoices.put(Invoice.of(second, ACCOUNT, AMOUNT));
        shop.provider.send(second, AMOUNT);

        shop.pay();

        assertThat(shop.provider.ledger()).hasSize(1);
        assertThat(shop.payments.open(ANN, second).isRight()).isTrue();
    }

    @Nested
    @DisplayName("another account's invoice")
    class AnothersInvoice {
        private final InvoiceNumber missing = new InvoiceNumber("PS-INV999999");

        @Test
        @DisplayName("PAY-04 answers exactly as an unknown one, in every call")
        void answersAsUnknown() {
            InvoicePayments payments = shop.payments;
            assertThat(payments.open(STRANGER, INVOICE)).isEqualTo(payments.open(STRANGER, missing));
            assertThat(payments.invoice(STRANGER, INVOICE)).isEqualTo(payments.invoice(STRANGER, missing));
            assertThat(payments.portal(STRANGER, INVOICE)).isEqualTo(payments.portal(STRANGER, missing));
            assertThat(payments.history(STRANGER, INVOICE)).isEqualTo(payments.history(STRANGER, missing));
            assertThat(payments.explain(STRANGER, INVOICE)).isEqualTo(payments.explain(STRANGER, missing));
            assertThat(payments.open(STRANGER, INVOICE).getLeft())
                    .isEqualTo(Refusals.of(StandardRefusal.UNKNOWN_INVOICE));
            String token = shop.open().token();
            GuestPayment card = Shop.card(payments, "tok-good");
            assertThat(payments.payNow(STRANGER, INVOICE, token, card))
                    .isEqualTo(payments.payNow(STRANGER, missing, token, card))
                    .isEqualTo(new PaymentOutcome.Refused(Refusals.of(StandardRefusal.DIALOG_INVALID), Option.none()));
        }

        @Test
        @DisplayName("PAY-04 the list above covers every call that takes an invoice")
        void everyCallIsCovered() {
            assertThat(Arrays.stream(InvoicePayments.class.getMethods())
                            .filter(m -> Arrays.asList(m.getParameterTypes()).contains(InvoiceNumber.class))
                            .map(Method::getName))
                    .containsExactlyInAnyOrder("open", "invoice", "portal", "history", "explain", "payNow");
        }

        @Test
        @DisplayName("PAY-04 cannot be paid with a dialog of its owner")
        void foreignDialog() {
            String token = shop.open().token();
            GuestPayment card = Shop.card(shop.payments, "tok-good");

            PaymentOutcome outcome = shop.payments.payNow(STRANGER, token, card);

            assertThat(outcome)
                    .isEqualTo(new PaymentOutcome.Refused(Refusals.of(StandardRefusal.DIALOG_INVALID), Option.none()));
            assertThat(shop.ledger()).isEmpty();
        }

        @Test
        @DisplayName("PAY-04 is hidden even if the host's source gives it away")
        void leakingSource() {
            InvoiceSource leaking = new InvoiceSource() {
                @Override
                public Option<Invoice> invoice(io.invoicepay.invoice.AccountId account, InvoiceNumber number) {
                    return shop.invoices.invoice(ACCOUNT, number);
                }

                @Override
                public InvoicePage invoices(io.invoicepay.invoice.AccountId account, PageRequest page) {
                    return shop.invoices.invoices(ACCOUNT, page);
                }

                @Override
                public io.invoicepay.invoice.OpenItems openItems(io.invoicepay.invoice.AccountId account) {
                    return shop.invoices.openItems(account);
                }
            };
            InvoicePayments payments = shop.wire(leaking, shop.attempts, b -> b.provider(shop.provider));

            assertThat(payments.open(STRANGER, INVOICE).getLeft())
                    .isEqualTo(Refusals.of(StandardRefusal.UNKNOWN_INVOICE));
            assertThat(payments.invoices(STRANGER, PageRequest.first(10)).rows())
                    .isEmpty();
            assertThat(shop.events.names)
                    .as(
                            "and the host hears of each: the refusal, the leaking invoice, the leaking list and its balance")
                    .containsExactly("port failed", "refused", "port failed", "port failed");
        }
    }

    @Nested
    @DisplayName("without a provider")
    class WithoutProvider {
        private final InvoicePayments payments = shop.withoutProvider();

        @Test
        @DisplayName("PAY-05 nothing shows a pay action, and invoices and balances read as usual")
        void readsAsUsual() {
            assertThat(payments.account(ANN).balances()).containsExactly(new AccountSummary.Balance(AMOUNT, false));
            assertThat(payments.invoices(ANN, PageRequest.first(10)).rows())
                    .singleElement()
                    .satisfies(row -> {
                        assertThat(row.invoice().outstanding()).isEqualTo(AMOUNT);
                        assertThat(row.pay()).isEqualTo(PayState.NONE);
                    });
            assertThat(payments.invoice(ANN, INVOICE).get().pay()).isEqualTo(PayState.NONE);
        }

        @Test
        @DisplayName("PAY-05 Pay Now is refused, with a dialog from better days too")
        void payNowIsRefused() {
            String token = shop.open().token();

            PaymentOutcome outcome = payments.payNow(ANN, token, Shop.card(payments, "tok-good"));

            assertThat(outcome)
                    .isEqualTo(new PaymentOutcome.Refused(Refusals.of(StandardRefusal.NO_PROVIDER), Option.none()));
        }
    }

    @Nested
    @DisplayName("the account balance")
    class Balance {
        @Test
        @DisplayName("BAL-01 is what is outstanding less open credits, for each currency")
        void perCurrency() {
            shop.invoices.put(Invoice.of(new InvoiceNumber("E-1"), ACCOUNT, Money.of("10.01", "EUR")));
            shop.invoices.put(Invoice.of(new InvoiceNumber("D-1"), ACCOUNT, Money.of("99.00", "USD"))
                    .withStatus(DocumentStatus.DRAFT));
            shop.invoices.put(Shop.credit("0.01"));

            assertThat(shop.payments.account(ANN).balances())
                    .extracting(AccountSummary.Balance::amount)
                    .containsExactly(Money.of("10.01", "EUR"), Money.of("1249.99", "USD"));
        }

        @Test
        @DisplayName("BAL-02 PAY shows beside a positive balance alone")
        void buttonFollowsTheBalance() {
            assertThat(shop.payments.account(ANN).balances()).containsExactly(new AccountSummary.Balance(AMOUNT, true));

            shop.invoices.put(Shop.credit("1250.00"));
            assertThat(shop.payments.account(ANN).balances())
                    .containsExactly(new AccountSummary.Balance(Money.of("0.00", "USD"), false));
        }

        @Test
        @DisplayName("BAL-02 PAY does not show if the provider has no portal to open")
        void noPortalNoButton() {
            InMemoryProvider cardsOnly = InMemoryProvider.builder(shop.clock)
                    .without(PaymentMethod.PORTAL)
                    .build();

            assertThat(shop.wire(cardsOnly, b -> b).account(ANN).balances())
                    .containsExactly(new AccountSummary.Balance(AMOUNT, false));
        }

        @Test
        @DisplayName("BAL-03 PAY leads to the provider's portal, and begins no payment here")
        void opensThePortal() {
            assertThat(shop.payments.balancePortal(ANN).get().uri().getHost()).isEqualTo("pay.example.com");
            assertThat(shop.payments.history(ANN, INVOICE).get()).isEmpty();
            assertThat(shop.payments.open(ANN, INVOICE).isRight()).isTrue();
        }

        @Test
        @DisplayName("BAL-04 pressed after the balance has fallen to zero it gets a refusal and no link")
        void decidedAgain() {
            assertThat(shop.payments.account(ANN).balances().get(0).payButton()).isTrue();
            shop.invoices.put(Shop.invoice(Money.of("0.00", "USD"), DocumentStatus.PAID));

            assertThat(shop.payments.balancePortal(ANN).getLeft())
                    .isEqualTo(Refusals.of(StandardRefusal.BALANCE_NOT_POSITIVE));
        }
    }

    @Test
    @DisplayName("VAL-09 a host's rule on a customer keeps the balance's portal shut as well, if the host says so")
    void hostRuleOnBalance() {
        HostRefusal onHold = new HostRefusal("ACCOUNT_ON_HOLD", "shop.on-hold", "Your account is on hold.");
        MayPay byInvoice = (customer, invoice) -> Option.some(onHold);
        assertThat(shop.wire(shop.provider, b -> b.rule(byInvoice))
                        .balancePortal(ANN)
                        .isRight())
                .as("one on invoices alone says nothing of it")
                .isTrue();
        MayPay byCustomer = new MayPay() {
            @Override
            public Option<HostRefusal> refuse(Customer customer, Invoice invoice) {
                return refuse(customer);
            }

            @Override
            public Option<HostRefusal> refuse(Customer customer) {
                return Option.when(customer.equals(ANN), onHold);
            }
        };
        InvoicePayments payments =
                shop.wire(shop.provider, b -> b.rule(byCustomer).rule(byCustomer));

        assertThat(payments.balancePortal(ANN).getLeft()).isEqualTo(Refusals.of(onHold));
        assertThat(payments.balancePortal(BEN).isRight()).isTrue();
        assertThat(payments.balancePortal(STRANGER).getLeft())
                .isEqualTo(Refusals.of(StandardRefusal.BALANCE_NOT_POSITIVE));
    }

    @Test
    @DisplayName("VAL-09 a host's own rule refuses in list order behind the library's, at the dialog and at Pay Now")
    void hostRule() {
        var onHold = new HostRefusal("ACCOUNT_ON_HOLD", "shop.on-hold", "Your account is on hold.");
        List<String> held = new ArrayList<>();
        InvoicePayments payments = shop.wire(
                shop.provider, b -> b.rule((customer, invoice) -> Option.when(held.contains(customer.user()), onHold)));
        String token = payments.open(ANN, INVOICE).get().token();

        held.add("ann");

        assertThat(payments.open(ANN, INVOICE).getLeft().reasons()).containsExactly(onHold);
        assertThat(payments.payNow(ANN, token, Shop.card(payments, "tok-good")))
                .isEqualTo(new PaymentOutcome.Refused(Refusals.of(onHold), Option.some(AMOUNT)));
        assertThat(payments.open(Shop.BEN, INVOICE).isRight()).isTrue();
        assertThat(shop.ledger()).isEmpty();
    }
}
