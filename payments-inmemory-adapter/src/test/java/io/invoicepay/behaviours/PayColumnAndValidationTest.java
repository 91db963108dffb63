package io.invoicepay.behaviours;

import static io.invoicepay.behaviours.Shop.ACCOUNT;
import static io.invoicepay.behaviours.Shop.AMOUNT;
import static io.invoicepay.behaviours.Shop.ANN;
import static io.invoicepay.behaviours.Shop.INVOICE;
import static io.invoicepay.payment.StandardRefusal.ALREADY_PAID;
import static io.invoicepay.payment.StandardRefusal.AMOUNTS_DIFFER;
import static io.invoicepay.payment.StandardRefusal.BELOW_MINIMUM;
import static io.invoicepay.payment.StandardRefusal.CURRENCY_NOT_ACCEPTED;
import static io.invoicepay.payment.StandardRefusal.DISCOUNT_APPLIES;
import static io.invoicepay.payment.StandardRefusal.NOTHING_OUTSTANDING;
import static io.invoicepay.payment.StandardRefusal.NOT_PAYABLE_ONLINE;
import static io.invoicepay.payment.StandardRefusal.NOT_POSTED;
import static io.invoicepay.payment.StandardRefusal.NOT_SENT;
import static io.invoicepay.payment.StandardRefusal.NO_PROVIDER;
import static io.invoicepay.payment.StandardRefusal.PAYMENTS_UNAVAILABLE;
import static io.invoicepay.payment.StandardRefusal.PAYMENT_PENDING;
import static io.invoicepay.payment.StandardRefusal.PROVIDER_UNREACHABLE;
import static io.invoicepay.payment.StandardRefusal.UNDER_REVIEW;
import static io.invoicepay.payment.StandardRefusal.UNKNOWN_INVOICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.checkout.PayState;
import io.invoicepay.checkout.PaymentDialog;
import io.invoicepay.inmemory.FaultyAttempts;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.inmemory.Plan;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.DocumentStatus;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.invoice.OpenItems;
import io.invoicepay.money.Money;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.payment.Refusal;
import io.invoicepay.provider.Capabilities;
import io.invoicepay.provider.CardEntry;
import io.invoicepay.provider.ChargeOrder;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.spi.InvoicePage;
import io.invoicepay.spi.InvoiceSource;
import io.invoicepay.spi.PageRequest;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.net.URI;
import java.time.Duration;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PayColumnAndValidationTest {
    private static final Money ZERO = Money.of("0.00", "USD");

    private final Shop shop = new Shop();

    private List<Refusal> refusals() {
        return shop.refusedToOpen().reasons();
    }

    @Nested
    @DisplayName("the Pay column")
    class Column {
        @Test
        @DisplayName("COL-01 COL-02 a sent, outstanding invoice shows Pay")
        void pay() {
            assertThat(shop.column()).isEqualTo(PayState.PAY);
        }

        @Test
        @DisplayName("COL-03 after a payment it shows Pending, and pressing on is refused")
        void pending() {
            shop.pay();

            assertThat(shop.column()).isEqualTo(PayState.PENDING);
            assertThat(refusals()).contains(PAYMENT_PENDING);
        }

        @Test
        @DisplayName("COL-04 DET-01 with credits above the invoices the list shows nothing and the detail shows Pay")
        void creditsExceedInvoices() {
            shop.invoices.put(Shop.credit("1250.01"));

            assertThat(shop.column()).isEqualTo(PayState.NONE);
            assertThat(shop.button()).isEqualTo(PayState.PAY);
        }

        @Test
        @DisplayName("COL-04 a balance of exactly zero shows no Pay in the list")
        void balanceZero() {
            shop.invoices.put(Shop.credit("1250.00"));

            assertThat(shop.column()).isEqualTo(PayState.NONE);
        }

        @ParameterizedTest(name = "COL-05 {0} shows nothing")
        @EnumSource(
                value = DocumentStatus.class,
                names = {"DRAFT", "IN_REVIEW", "CANCELLED", "UNRECOGNISED"})
        void notPosted(DocumentStatus status) {
            shop.invoices.put(Shop.invoice(AMOUNT, status));

            assertThat(shop.column()).isEqualTo(PayState.NONE);
            assertThat(shop.button()).isEqualTo(PayState.NONE);
            assertThat(refusals()).containsExactly(NOT_POSTED);
        }

        @Test
        @DisplayName("COL-06 DET-02 Pending shows whatever the account balance is, in list and detail")
        void pendingWins() {
            shop.pay();
            shop.invoices.put(Shop.credit("5000.00"));

            assertThat(shop.column()).isEqualTo(PayState.PENDING);
            assertThat(shop.button()).isEqualTo(PayState.PENDING);
        }

        @Test
        @DisplayName("COL-06 a payment made in the portal shows Pending before our record knows of it")
        void pendingElsewhere() {
            shop.provider.payInPortal(INVOICE, AMOUNT, Plan.approve());

            assertThat(shop.column()).isEqualTo(PayState.PENDING);
        }

        @Test
        @DisplayName(
                "COL-07 an invoice the provider does not know shows Pay, and selecting it says that it was not sent")
        void notSentShowsPay() {
            InMemoryProvider empty = InMemoryProvider.builder(shop.clock).build();
            InvoicePayments payments = shop.wire(empty, b -> b);

            assertThat(Shop.column(payments)).isEqualTo(PayState.PAY);
            assertThat(payments.open(ANN, INVOICE).getLeft().reasons()).containsExactly(NOT_SENT);
        }

        @ParameterizedTest(name = "COL-08 a page of {0} invoices costs one call to each port at most")
        @ValueSource(ints = {0, 1, 100, 101, 1000})
        void oneCallAPage(int size) {
            IntStream.rangeClosed(1, size)
                    .mapToObj(i -> Invoice.of(new InvoiceNumber("N-" + i), ACCOUNT, AMOUNT))
                    .forEach(shop.invoices::put);
            Counting counting = new Counting(shop);
            InvoicePayments payments = shop.wire(counting, counting.attempts, b -> b.provider(counting));

            int rows = payments.invoices(ANN, PageRequest.first(2000)).rows().size();

            assertThat(rows).isEqualTo(size + 1);
            assertThat(counting.sourceCalls).hasValue(1);
            assertThat(counting.providerCalls).hasValue(1);
            assertThat(counting.attempts.calls).hasValue(1);
        }

        @Test
        @DisplayName("COL-08 a list in which nothing is owed asks neither the provider nor the store")
        void nothingOwedNothingAsked() {
            shop.invoices.put(Shop.invoice(ZERO, DocumentStatus.PAID));
            Counting counting = new Counting(shop);

            var unused = shop.wire(counting, counting.attempts, b -> b.provider(counting))
                    .invoices(ANN, PageRequest.first(10));

            assertThat(counting.providerCalls).hasValue(0);
            assertThat(counting.attempts.calls).hasValue(0);
        }

        @Test
        @DisplayName(
                "COL-01 a list still reads when provider or store are down, and without our record nothing is offered")
        void degraded() {
            shop.provider.unreachable(true);
            assertThat(shop.column()).isEqualTo(PayState.PAY);

            FaultyAttempts down = FaultyAttempts.over(shop.attempts);
            down.nextReads(FaultyAttempts.Fault.UNAVAILABLE);
            InvoicePayments payments = shop.wire(shop.invoices, down, b -> b.provider(shop.provider));
            assertThat(Shop.column(payments)).isEqualTo(PayState.NONE);
        }
    }

    @Nested
    @DisplayName("validation")
    class Validation {
        @Test
        @DisplayName("VAL-01 an invoice that was not sent is refused by that reason alone")
        void notSent() {
            InvoicePayments payments =
                    shop.wire(InMemoryProvider.builder(shop.clock).build(), b -> b);

            assertThat(payments.open(ANN, INVOICE).getLeft().reasons()).containsExactly(NOT_SENT);
            assertThat(payments.invoice(ANN, INVOICE).get().refusals()).containsExactly(NOT_SENT);
        }

        @Test
        @DisplayName("VAL-02 a payment pending here, on another node or in the portal is refused")
        void pending() {
            shop.provider.payInPortal(INVOICE, AMOUNT, Plan.approve());
            assertThat(refusals()).containsExactly(PAYMENT_PENDING);

            Shop second = new Shop();
            second.pay();
            InvoicePayments otherNode = second.wire(second.provider, b -> b);
            assertThat(otherNode.open(ANN, INVOICE).getLeft().reasons()).containsExactly(PAYMENT_PENDING);
        }

        @Test
        @DisplayName("VAL-03 otherwise the dialog opens with number and outstanding balance")
        void opens() {
            PaymentDialog dialog = shop.open();

            assertThat(dialog.invoice()).isEqualTo(INVOICE);
            assertThat(dialog.amount()).isEqualTo(AMOUNT);
        }

        @Test
        @DisplayName("VAL-04 nothing outstanding, unknown, no provider and not posted are told apart")
        void otherReasons() {
            assertThat(shop.payments
                            .open(ANN, new InvoiceNumber("NONE"))
                            .getLeft()
                            .reasons())
                    .containsExactly(UNKNOWN_INVOICE);
            assertThat(shop.withoutProvider().open(ANN, INVOICE).getLeft().reasons())
                    .containsExactly(NO_PROVIDER);
            shop.invoices.put(Shop.invoice(ZERO, DocumentStatus.PAID));
            assertThat(refusals()).containsExactly(NOTHING_OUTSTANDING);
            shop.invoices.put(Shop.invoice(ZERO, DocumentStatus.CANCELLED));
            assertThat(refusals()).containsExactly(NOT_POSTED, NOTHING_OUTSTANDING);
        }

        @Test
        @DisplayName("VAL-05 an unreachable provider is neither not sent nor pending")
        void unreachable() {
            shop.provider.unreachable(true);

            assertThat(refusals()).containsExactly(PROVIDER_UNREACHABLE);
            assertThat(shop.refusedToOpen().defaultText()).contains("Nothing was charged");
        }

        @Test
        @DisplayName("VAL-05 a provider adapter that throws counts as unreachable")
        void throwing() {
            Counting broken = new Counting(shop);
            broken.findThrows = true;

            assertThat(shop.wire(broken, b -> b).open(ANN, INVOICE).getLeft().reasons())
                    .containsExactly(PROVIDER_UNREACHABLE);
        }

        @ParameterizedTest(name = "VAL-06 a provider that would collect {0} is refused")
        @ValueSource(strings = {"1249.99 USD", "1250.01 USD", "1250.00 CAD"})
        void amountsDiffer(String collected) {
            String[] parts = collected.split(" ", -1);
            shop.provider.send(INVOICE, Money.of(parts[0], parts[1]));

            assertThat(refusals()).containsExactly(AMOUNTS_DIFFER);
        }

        @Test
        @DisplayName("VAL-07 all reasons come together, as values with key and English text, in their order")
        void allReasons() {
            shop.invoices.put(Shop.invoice(ZERO, DocumentStatus.DRAFT));

            List<Refusal> reasons =
                    shop.withoutProvider().open(ANN, INVOICE).getLeft().reasons();

            assertThat(reasons).containsExactly(NO_PROVIDER, NOT_POSTED, NOTHING_OUTSTANDING);
            assertThat(reasons).allSatisfy(reason -> {
                assertThat(reason.messageKey()).startsWith("payment.refusal.");
                assertThat(reason.defaultText()).endsWith(".");
            });
        }

        @Test
        @DisplayName("VAL-07 a store that cannot be read is a refusal, not an exception")
        void storeDown() {
            FaultyAttempts down = FaultyAttempts.over(shop.attempts);
            down.nextReads(FaultyAttempts.Fault.UNAVAILABLE);

            assertThat(shop.wire(shop.invoices, down, b -> b.provider(shop.provider))
                            .open(ANN, INVOICE)
                            .getLeft()
                            .reasons())
                    .containsExactly(PAYMENTS_UNAVAILABLE);
        }

        @Test
        @DisplayName("VAL-08 minimum, currency and early-payment discount refuse with their own reasons")
        void providerLimits() {
            shop.provider.discount(
                    INVOICE, Money.of("25.00", "USD"), shop.clock.instant().plus(Duration.ofDays(5)));
            assertThat(refusals()).containsExactly(DISCOUNT_APPLIES);
            shop.clock.advance(Duration.ofDays(6));
            assertThat(shop.payments.open(ANN, INVOICE).isRight()).isTrue();

            InMemoryProvider picky = InMemoryProvider.builder(shop.clock)
                    .minimum(Money.of("1250.01", "USD"))
                    .currencies(Set.of(Currency.getInstance("CAD")))
                    .build();
            picky.send(INVOICE, AMOUNT);
            assertThat(shop.wire(picky, b -> b).open(ANN, INVOICE).getLeft().reasons())
                    .containsExactly(CURRENCY_NOT_ACCEPTED, BELOW_MINIMUM);
        }

        @Test
        @DisplayName("VAL-04 closed requests, contradictory records and completed payments have reasons of their own")
        void statesOfTheProvider() {
            shop.provider.close(INVOICE);
            assertThat(refusals()).containsAnyOf(NOT_PAYABLE_ONLINE, NOT_SENT).hasSize(1);

            Shop paid = new Shop();
            paid.provider.payInPortal(INVOICE, AMOUNT, Plan.complete());
            assertThat(paid.refusedToOpen().reasons()).containsExactly(ALREADY_PAID);

            Shop contradictory = new Shop();
            contradictory.provider.contradict(INVOICE);
            assertThat(contradictory.refusedToOpen().reasons()).containsExactly(UNDER_REVIEW);
        }
    }

    /** Every port of the shop, counting its calls. */
    private static final class Counting implements InvoiceSource, PaymentProvider {
        private final Shop shop;
        private final AtomicInteger sourceCalls = new AtomicInteger();
        private final AtomicInteger providerCalls = new AtomicInteger();
        private final CountingAttempts attempts;
        private boolean findThrows;

        Counting(Shop shop) {
            this.shop = shop;
            this.attempts = new CountingAttempts(shop.attempts);
        }

        @Override
        public Option<Invoice> invoice(AccountId account, InvoiceNumber number) {
            sourceCalls.incrementAndGet();
            return shop.invoices.invoice(account, number);
        }

        @Override
        public InvoicePage invoices(AccountId account, PageRequest page) {
            sourceCalls.incrementAndGet();
            return shop.invoices.invoices(account, page);
        }

        @Override
        public OpenItems openItems(AccountId account) {
            sourceCalls.incrementAndGet();
            return shop.invoices.openItems(account);
        }

        @Override
        public ProviderId id() {
            return shop.provider.id();
        }

        @Override
        public Capabilities capabilities() {
            return shop.provider.capabilities();
        }

        @Override
        public Map<InvoiceNumber, ProviderView> find(List<PaymentQuery> queries) {
            providerCalls.incrementAndGet();
            if (findThrows) {
                throw new IllegalStateException("a bug of the adapter");
            }
            return shop.provider.find(queries);
        }

        @Override
        public ChargeResult charge(ChargeOrder order) {
            return shop.provider.charge(order);
        }

        @Override
        public Either<ProviderView.Inconclusive.Cause, URI> portal(AccountId account, Option<InvoiceNumber> invoice) {
            return shop.provider.portal(account, invoice);
        }

        @Override
        public Option<CardEntry> cardEntry() {
            return shop.provider.cardEntry();
        }
    }
}
