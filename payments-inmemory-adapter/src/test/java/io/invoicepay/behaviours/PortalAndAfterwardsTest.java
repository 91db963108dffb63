package io.invoicepay.behaviours;

import static io.invoicepay.behaviours.Shop.ACCOUNT;
import static io.invoicepay.behaviours.Shop.AMOUNT;
import static io.invoicepay.behaviours.Shop.ANN;
import static io.invoicepay.behaviours.Shop.INVOICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.invoicepay.attempt.Attention;
import io.invoicepay.attempt.Evidence;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.checkout.PayState;
import io.invoicepay.checkout.PortalLink;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.inmemory.LedgerEntry;
import io.invoicepay.inmemory.Plan;
import io.invoicepay.invoice.DocumentStatus;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.PaymentOutcome;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.payment.Refusals;
import io.invoicepay.payment.StandardRefusal;
import io.invoicepay.spi.CasResult;
import io.invoicepay.spi.PageRequest;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.PaymentListener;
import io.vavr.control.Option;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PortalAndAfterwardsTest {
    private static final Money ZERO = Money.of("0.00", "USD");

    private final Shop shop = new Shop();

    private SlotStatus status() {
        return shop.payments.explain(ANN, INVOICE).get().status();
    }

    @Nested
    @DisplayName("the portal")
    class Portal {
        @Test
        @DisplayName("POR-01 opens for an invoice after the same validation as the dialog")
        void opens() {
            PortalLink link = shop.payments.portal(ANN, INVOICE).get();
            assertThat(link.uri().getHost()).isEqualTo("pay.example.com");
            assertThat(link).hasToString("PortalLink[***]");

            shop.pay();
            assertThat(shop.payments.portal(ANN, INVOICE).getLeft().has(StandardRefusal.PAYMENT_PENDING))
                    .isTrue();
        }

        @Test
        @DisplayName("POR-02 a link to a host that is not the provider's, or not https, is never handed out")
        void foreignHost() {
            InMemoryProvider odd = InMemoryProvider.builder(shop.clock)
                    .portal(URI.create("http://pay.example.com/"))
                    .build();
            odd.send(INVOICE, AMOUNT);
            InvoicePayments payments = shop.wire(odd, b -> b);

            assertThat(payments.portal(ANN, INVOICE).getLeft())
                    .isEqualTo(Refusals.of(StandardRefusal.PORTAL_LINK_REFUSED));
            assertThat(payments.balancePortal(ANN).getLeft())
                    .isEqualTo(Refusals.of(StandardRefusal.PORTAL_LINK_REFUSED));
        }

        @Test
        @DisplayName("POR-03 a payment made there shows Pending, then nothing once the ERP shows it")
        void returns() {
            var unused = shop.payments.portal(ANN, INVOICE).get();
            shop.provider.payInPortal(INVOICE, AMOUNT, Plan.approve());

            shop.later(Duration.ofSeconds(20));
            assertThat(status()).isEqualTo(SlotStatus.EXTERNAL_PENDING);
            assertThat(shop.column()).isEqualTo(PayState.PENDING);

            shop.later(Duration.ofHours(1));
            assertThat(status()).isEqualTo(SlotStatus.PAID);
            assertThat(shop.column()).isEqualTo(PayState.PENDING);

            shop.invoices.put(Shop.invoice(ZERO, DocumentStatus.PAID));
            assertThat(shop.column()).isEqualTo(PayState.NONE);
        }

        @Test
        @DisplayName("POR-03 opening the portal without paying leaves the invoice payable")
        void justLooking() {
            var unused = shop.payments.portal(ANN, INVOICE).get();
            IntStream.range(0, 20).forEach(i -> shop.later(Duration.ofMinutes(30)));

            assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);
        }
    }

    @Nested
    @DisplayName("afterwards")
    class Afterwards {
        @Test
        @DisplayName(
                "STA-01 completed at the provider it stays Pending for as long as the ERP shows a balance, and cannot be paid")
        void completedNotPosted() {
            shop.pay();
            for (int day = 0; day < 9; day++) {
                shop.later(Duration.ofDays(1));
                assertThat(shop.column()).isEqualTo(PayState.PENDING);
                assertThat(shop.refusedToOpen().has(StandardRefusal.ALREADY_PAID))
                        .isTrue();
            }

            shop.invoices.put(Shop.invoice(ZERO, DocumentStatus.PAID));
            assertThat(shop.column()).isEqualTo(PayState.NONE);
            assertThat(shop.ledger()).hasSize(1);
        }

        @Test
        @DisplayName("STA-02 failing after it was pending it shows Pay again, and the reason can be read")
        void failsLater() {
            shop.provider.next(Plan.failAfter(Duration.ofHours(2), DeclineReason.INSUFFICIENT_FUNDS));
            shop.pay();
            assertThat(shop.column()).isEqualTo(PayState.PENDING);

            shop.later(Duration.ofHours(3));

            assertThat(shop.column()).isEqualTo(PayState.PAY);
            assertThat(shop.payments.history(ANN, INVOICE).get())
                    .last()
                    .satisfies(entry -> assertThat(entry.cause().evidence()).contains("INSUFFICIENT_FUNDS"));
        }

        @Test
        @DisplayName("STA-02 a customer who opens the invoice need not wait for the next check to pay again")
        void failsAndIsOpened() {
            shop.provider.next(Plan.failAfter(Duration.ofSeconds(1), DeclineReason.INSUFFICIENT_FUNDS));
            shop.pay();
            Instant next = shop.payments.explain(ANN, INVOICE).get().nextCheck().get();
            shop.clock.set(next.minusMillis(1));

            assertThat(shop.button()).isEqualTo(PayState.PAY);
            assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);
        }

        @Test
        @DisplayName("STA-04 a customer who opens a pending invoice again and again writes nothing")
        void openedAgainAndAgain() {
            shop.provider.next(Plan.settleAfter(Duration.ofDays(1)));
            shop.pay();
            int written = shop.attempts
                    .history(new io.invoicepay.payment.InvoiceKey(
                            new io.invoicepay.payment.MerchantId("default"), INVOICE))
                    .size();
            IntStream.range(0, 5).forEach(i -> assertThat(shop.button()).isEqualTo(PayState.PENDING));

            assertThat(shop.attempts.history(new io.invoicepay.payment.InvoiceKey(
                            new io.invoicepay.payment.MerchantId("default"), INVOICE)))
                    .hasSize(written);
        }

        @Test
        @DisplayName("STA-03 hints, repeated and for anything, only bring a check forward")
        void hints() {
            shop.provider.next(Plan.settleAfter(Duration.ofMinutes(1)));
            shop.pay();
            shop.later(Duration.ofMinutes(2));
            SlotStatus settled = status();
            int before = shop.attempts
                    .history(new io.invoicepay.payment.InvoiceKey(
                            new io.invoicepay.payment.MerchantId("default"), INVOICE))
                    .size();

            IntStream.range(0, 100).forEach(i -> shop.payments.reconciliation().hint(INVOICE, "event"));

            assertThat(status()).isEqualTo(settled);
            int after = shop.attempts
                    .history(new io.invoicepay.payment.InvoiceKey(
                            new io.invoicepay.payment.MerchantId("default"), INVOICE))
                    .size();
            assertThat(after - before).isLessThanOrEqualTo(1);
        }

        @Test
        @DisplayName("STA-03 a hint finds a portal payment of an invoice nobody had touched")
        void hintFindsPortalPayment() {
            shop.provider.payInPortal(INVOICE, AMOUNT, Plan.approve());

            shop.payments.reconciliation().hint(INVOICE, "event");
            shop.later(Duration.ZERO);

            assertThat(status()).isEqualTo(SlotStatus.EXTERNAL_PENDING);
        }

        @Test
        @DisplayName(
                "STA-07 a portal payment of which only an event told opens the invoice again once it is given back")
        void foundByEventAndRefunded() {
            shop.provider.payInPortal(INVOICE, AMOUNT, Plan.complete());
            shop.payments.reconciliation().hint(INVOICE, "event");
            shop.later(Duration.ZERO);
            assertThat(status()).isEqualTo(SlotStatus.PAID);
            shop.provider.refund(shop.ledger().get(0).payment(), AMOUNT);

            assertThat(shop.button()).isEqualTo(PayState.PAY);
            assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);
        }

        @Test
        @DisplayName(
                "STA-04 a portal payment of which only an event told is reported if the ERP does not post it, once its owner has seen a list")
        void foundByEventAndNotPosted() {
            shop.provider.payInPortal(INVOICE, AMOUNT, Plan.complete());
            shop.payments.reconciliation().hint(INVOICE, "event");
            shop.later(Duration.ZERO);
            assertThat(shop.column()).isEqualTo(PayState.PENDING);
            IntStream.range(0, 12).forEach(day -> shop.later(Duration.ofDays(1)));

            assertThat(shop.payments.reconciliation().attention(10))
                    .extracting(slot -> slot.attention().get())
                    .containsExactly(Attention.PAID_BUT_OPEN);
        }

        @Test
        @DisplayName(
                "STA-04 a portal payment that a list shows is on record from then on, and a second look writes nothing")
        void listedAndRecorded() {
            shop.provider.payInPortal(INVOICE, AMOUNT, Plan.settleAfter(Duration.ofDays(60)));

            assertThat(shop.column()).isEqualTo(PayState.PENDING);
            assertThat(status()).isEqualTo(SlotStatus.EXTERNAL_PENDING);
            int written = shop.payments.history(ANN, INVOICE).get().size();
            assertThat(shop.column()).isEqualTo(PayState.PENDING);
            assertThat(shop.payments.history(ANN, INVOICE).get()).hasSize(written);

            IntStream.range(0, 5).forEach(day -> shop.later(Duration.ofDays(1)));
            assertThat(shop.payments.reconciliation().attention(10))
                    .extracting(slot -> slot.attention().get())
                    .containsExactly(Attention.PENDING_TOO_LONG);
        }

        @Test
        @DisplayName("COL-08 a list does not try to put every payment on record in a store that takes none")
        void storeTakesNothing() {
            AtomicInteger writes = new AtomicInteger();
            PaymentAttempts readOnly = new AttemptsAround(shop.attempts) {
                @Override
                public CasResult compareAndSet(long expectedVersion, PaymentSlot next, UUID writeId) {
                    writes.incrementAndGet();
                    return CasResult.UNKNOWN;
                }
            };
            for (int number = 1; number <= 20; number++) {
                InvoiceNumber invoice = new InvoiceNumber("L-" + number);
                shop.invoices.put(Invoice.of(invoice, ACCOUNT, AMOUNT));
                shop.provider.send(invoice, AMOUNT);
                shop.provider.payInPortal(invoice, AMOUNT, Plan.settleAfter(Duration.ofDays(1)));
            }
            InvoicePayments payments = shop.wire(shop.invoices, readOnly, b -> b.provider(shop.provider));

            assertThat(payments.invoices(ANN, PageRequest.first(30)).rows())
                    .filteredOn(row -> row.pay() == PayState.PENDING)
                    .hasSize(20);
            assertThat(writes).hasValue(1);
        }

        @Test
        @DisplayName(
                "STA-06 two portal payments that only a list has shown are reported, though the ERP shows nothing owed afterwards")
        void twoListed() {
            InMemoryProvider uncapped =
                    InMemoryProvider.builder(shop.clock).caps(false).build();
            uncapped.send(INVOICE, AMOUNT);
            InvoicePayments payments = shop.wire(uncapped, b -> b);
            uncapped.payInPortal(INVOICE, AMOUNT, Plan.complete());
            uncapped.payInPortal(INVOICE, AMOUNT, Plan.complete());

            assertThat(Shop.column(payments)).isEqualTo(PayState.PENDING);
            shop.invoices.put(Shop.invoice(ZERO, DocumentStatus.PAID));

            assertThat(payments.reconciliation().attention(10)).singleElement().satisfies(item -> {
                assertThat(item.attention()).contains(Attention.OVERPAID);
                assertThat(item.payments()).hasSize(2);
            });
        }

        @Test
        @DisplayName(
                "STA-04 pending too long is reported and never released; it tells since when, on what, when next and what ends it")
        void pendingTooLong() {
            shop.provider.next(Plan.settleAfter(Duration.ofDays(60)));
            Instant paidAt = shop.clock.instant();
            shop.pay();
            for (int day = 0; day < 5; day++) {
                shop.later(Duration.ofDays(1));
                assertThat(shop.payments.open(ANN, INVOICE).isLeft()).isTrue();
            }

            assertThat(shop.payments.reconciliation().attention(10))
                    .singleElement()
                    .satisfies(item -> {
                        assertThat(item.invoice().invoice()).isEqualTo(INVOICE);
                        assertThat(item.attention()).contains(Attention.PENDING_TOO_LONG);
                    });
            PaymentSlot slot = shop.payments.explain(ANN, INVOICE).get();
            assertThat(slot.since()).isAfter(paidAt);
            assertThat(slot.nextCheck().get()).isAfter(shop.clock.instant());
            assertThat(slot.cause().defaultText()).isNotBlank();
            assertThat(slot.status().whatEndsIt()).contains("operator");

            shop.later(Duration.ofDays(60));
            assertThat(status()).isEqualTo(SlotStatus.PAID);
        }

        @Test
        @DisplayName("STA-06 a second completed payment is reported with both references")
        void secondPayment() {
            InMemoryProvider uncapped =
                    InMemoryProvider.builder(shop.clock).caps(false).build();
            uncapped.send(INVOICE, AMOUNT);
            InvoicePayments payments = shop.wire(uncapped, b -> b);
            String token = payments.open(ANN, INVOICE).get().token();
            var unused = payments.payNow(ANN, token, Shop.card(payments, "tok-good"));
            uncapped.payInPortal(INVOICE, AMOUNT, Plan.complete());

            for (int hour = 0; hour < 3; hour++) {
                shop.clock.advance(Duration.ofHours(1));
                var report = payments.reconciliation().checkDue(10);
                assertThat(report.checked()).isNotNegative();
            }

            List<PaymentId> both =
                    uncapped.ledger().stream().map(LedgerEntry::payment).toList();
            assertThat(payments.reconciliation().attention(10)).singleElement().satisfies(item -> {
                assertThat(item.attention()).contains(Attention.OVERPAID);
                assertThat(item.payments()).containsExactlyInAnyOrderElementsOf(both);
            });
            assertThat(payments.open(ANN, INVOICE).isLeft()).isTrue();
        }

        @Test
        @DisplayName("STA-07 a full refund that the ERP shows too opens the invoice again, with a new key")
        void refunded() {
            shop.provider.next(Plan.complete());
            shop.pay();
            shop.invoices.put(Shop.invoice(ZERO, DocumentStatus.PAID));
            shop.later(Duration.ofDays(1));

            shop.provider.refund(shop.ledger().get(0).payment(), AMOUNT);
            shop.invoices.put(Shop.invoice(AMOUNT));
            shop.later(Duration.ofDays(2));

            assertThat(shop.column()).isEqualTo(PayState.PAY);
            assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);
            assertThat(shop.ledger()).hasSize(2);
            assertThat(shop.ledger().stream().map(LedgerEntry::key).distinct()).hasSize(2);
        }

        @Test
        @DisplayName(
                "STA-07 a full refund opens the invoice again when its owner looks, long after anybody watches the payment")
        void refundedLongAfter() {
            shop.provider.next(Plan.complete());
            shop.pay();
            shop.invoices.put(Shop.invoice(ZERO, DocumentStatus.PAID));
            IntStream.range(0, 90).forEach(day -> shop.later(Duration.ofDays(1)));
            assertThat(shop.payments.explain(ANN, INVOICE).get().nextCheck()).isEmpty();

            shop.provider.refund(shop.ledger().get(0).payment(), AMOUNT);
            shop.invoices.put(Shop.invoice(AMOUNT));

            assertThat(shop.button()).isEqualTo(PayState.PAY);
            assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);
        }

        @Test
        @DisplayName("STA-07 a partial refund waits for a person")
        void refundedInPart() {
            shop.provider.next(Plan.complete());
            shop.pay();
            shop.later(Duration.ofDays(1));

            shop.provider.refund(shop.ledger().get(0).payment(), Money.of("50.00", "USD"));
            shop.later(Duration.ofDays(2));

            assertThat(shop.payments.reconciliation().attention(10))
                    .extracting(slot -> slot.attention().get())
                    .containsExactly(Attention.REVERSED);
            assertThat(shop.column()).isEqualTo(PayState.PENDING);
        }

        @Test
        @DisplayName("STA-07 after a part was paid in the portal the rest is payable as soon as provider and ERP agree")
        void partElsewhere() {
            Money rest = Money.of("1000.00", "USD");
            shop.provider.payInPortal(INVOICE, Money.of("250.00", "USD"), Plan.complete());
            assertThat(shop.refusedToOpen().reasons()).containsExactly(StandardRefusal.AMOUNTS_DIFFER);

            shop.invoices.put(
                    io.invoicepay.invoice.Invoice.of(INVOICE, ACCOUNT, rest).withTotal(AMOUNT));

            assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);
            shop.later(Duration.ofDays(1));
            assertThat(status()).isEqualTo(SlotStatus.PAID);
            assertThat(shop.ledger()).extracting(LedgerEntry::charged).contains(rest);
        }
    }

    @Nested
    @DisplayName("an operator")
    class Operator {
        @Test
        @DisplayName("STA-04 decides a review with name and reason, which the history keeps")
        void decides() {
            shop.provider.next(Plan.chargeInstead(Money.of("12.50", "USD")));
            assertThat(shop.pay()).isInstanceOf(PaymentOutcome.OutcomeUnknown.class);
            assertThat(status()).isEqualTo(SlotStatus.REVIEW);
            assertThat(shop.refusedToOpen().has(StandardRefusal.UNDER_REVIEW)).isTrue();

            boolean recorded = shop.payments
                    .reconciliation()
                    .decide(INVOICE, Evidence.Verdict.NOT_PAID, List.of(), "olga", "refunded by hand, case 17");

            assertThat(recorded).isTrue();
            assertThat(status()).isEqualTo(SlotStatus.PAYABLE);
            assertThat(shop.payments.history(ANN, INVOICE).get()).last().satisfies(entry -> {
                assertThat(entry.cause().actor()).isEqualTo("operator olga");
                assertThat(entry.cause().evidence()).isEqualTo("refunded by hand, case 17");
            });
        }

        private List<PaymentSlot> waiting(InvoicePayments payments) {
            return payments.reconciliation().attention(10);
        }

        @Test
        @DisplayName("STA-04 is told why, since when, on what evidence, how much, by whom, and what can be decided")
        void isTold() {
            shop.provider.next(Plan.chargeInstead(Money.of("12.50", "USD")));
            shop.pay();
            assertThat(waiting(shop.payments)).singleElement().satisfies(item -> {
                assertThat(item.attention()).contains(Attention.AMOUNT_MISMATCH);
                assertThat(item.cause().evidence()).isEqualTo(Attention.AMOUNT_MISMATCH.defaultText());
                assertThat(item.attempt().get().amount()).isEqualTo(AMOUNT);
                assertThat(item.provider()).contains(shop.provider.id());
                assertThat(item.since()).isEqualTo(shop.clock.instant());
                assertThat(shop.payments.reconciliation().verdicts(item)).containsExactly(Evidence.Verdict.values());
            });
        }

        @Test
        @DisplayName("STA-04 a payment that the ERP does not post is reported, and off the list once it has")
        void paidButOpen() {
            shop.pay();
            for (int day = 0; day < 12; day++) {
                shop.later(Duration.ofDays(1));
            }
            assertThat(waiting(shop.payments)).singleElement().satisfies(item -> {
                assertThat(item.attention()).contains(Attention.PAID_BUT_OPEN);
                assertThat(shop.payments.reconciliation().verdicts(item)).containsExactly(Evidence.Verdict.NOT_PAID);
            });
            shop.invoices.put(Shop.invoice(ZERO, DocumentStatus.PAID));
            shop.later(Duration.ofDays(2));
            assertThat(waiting(shop.payments)).isEmpty();
        }

        @Test
        @DisplayName(
                "STA-07 opens an invoice again of which an earlier part was given back, and the rest of it can be paid")
        void partGivenBack() {
            Money part = Money.of("250.00", "USD");
            shop.provider.payInPortal(INVOICE, part, Plan.complete());
            shop.invoices.put(io.invoicepay.invoice.Invoice.of(INVOICE, ACCOUNT, AMOUNT.minus(part))
                    .withTotal(AMOUNT));
            shop.provider.next(Plan.complete());
            shop.pay();
            shop.provider.refund(shop.ledger().get(0).payment(), part);
            shop.invoices.put(
                    io.invoicepay.invoice.Invoice.of(INVOICE, ACCOUNT, part).withTotal(AMOUNT));
            IntStream.range(0, 12).forEach(day -> shop.later(Duration.ofDays(1)));
            assertThat(status()).isEqualTo(SlotStatus.PAID);

            assertThat(shop.payments
                            .reconciliation()
                            .decide(INVOICE, Evidence.Verdict.NOT_PAID, List.of(), "olga", "a part was given back"))
                    .isTrue();

            assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);
            assertThat(shop.ledger()).extracting(LedgerEntry::charged).containsExactly(part, AMOUNT.minus(part), part);
        }

        @Test
        @DisplayName("STA-01 cannot open an invoice again that the provider still shows as paid")
        void paidAllTheSame() {
            shop.pay();
            IntStream.range(0, 12).forEach(day -> shop.later(Duration.ofDays(1)));
            assertThat(shop.payments
                            .reconciliation()
                            .decide(INVOICE, Evidence.Verdict.NOT_PAID, List.of(), "olga", "a mistake"))
                    .isTrue();

            assertThat(shop.refusedToOpen().has(StandardRefusal.ALREADY_PAID)).isTrue();
            assertThat(status()).isEqualTo(SlotStatus.PAID);
            assertThat(shop.ledger()).hasSize(1);
        }

        @Test
        @DisplayName("STA-04 decides what was shown: of another payment that waits by now nothing is decided")
        void anotherMatter() {
            shop.provider.next(Plan.chargeInstead(Money.of("12.50", "USD")));
            shop.pay();
            PaymentSlot seen = waiting(shop.payments).get(0);
            shop.clock.advance(Duration.ofMinutes(1));
            assertThat(shop.payments
                            .reconciliation()
                            .decide(INVOICE, Evidence.Verdict.NOT_PAID, List.of(), "oscar", "refunded by hand"))
                    .isTrue();
            shop.provider.refund(shop.ledger().get(0).payment(), Money.of("12.50", "USD"));
            shop.provider.next(Plan.chargeInstead(Money.of("20.00", "USD")));
            shop.pay();
            assertThat(status()).isEqualTo(SlotStatus.REVIEW);

            assertThat(shop.payments
                            .reconciliation()
                            .decide(seen, Evidence.Verdict.NOT_PAID, List.of(), "olga", "refunded by hand"))
                    .isFalse();

            assertThat(status()).isEqualTo(SlotStatus.REVIEW);
            assertThat(shop.payments
                            .reconciliation()
                            .decide(
                                    waiting(shop.payments).get(0),
                                    Evidence.Verdict.NOT_PAID,
                                    List.of(),
                                    "olga",
                                    "and again"))
                    .isTrue();
        }

        @Test
        @DisplayName("STA-06 names two payments where more was taken than was owed, and not one of them twice")
        void twoOfThem() {
            shop.provider.next(Plan.chargeInstead(Money.of("12.50", "USD")));
            shop.pay();
            PaymentId one = shop.ledger().get(0).payment();

            assertThat(shop.payments
                            .reconciliation()
                            .decide(INVOICE, Evidence.Verdict.OVERPAID, List.of(one, one), "olga", "twice"))
                    .isFalse();
        }

        @Test
        @DisplayName("STA-04 lets a partial refund be, and hears of it again only when there is news")
        void letsBe() {
            shop.provider.next(Plan.complete());
            shop.pay();
            shop.later(Duration.ofDays(1));
            shop.provider.refund(shop.ledger().get(0).payment(), Money.of("50.00", "USD"));
            shop.clock.advance(Duration.ofDays(2));
            assertThat(shop.payments.reconciliation().checkDue(100).changes())
                    .as("still paid, and a change all the same")
                    .extracting(change -> change.after().attention())
                    .containsExactly(Option.some(Attention.REVERSED));
            assertThat(waiting(shop.payments))
                    .extracting(shop.payments.reconciliation()::verdicts)
                    .containsExactly(List.of(Evidence.Verdict.PAID, Evidence.Verdict.NOT_PAID));

            assertThat(shop.payments
                            .reconciliation()
                            .decide(INVOICE, Evidence.Verdict.PAID, List.of(), "olga", "goodwill, agreed"))
                    .isTrue();
            shop.later(Duration.ofDays(20));
            assertThat(waiting(shop.payments)).isEmpty();
            assertThat(shop.refusedToOpen().has(StandardRefusal.ALREADY_PAID)).isTrue();

            shop.payments.reconciliation().hint(INVOICE, "event");
            shop.later(Duration.ZERO);
            assertThat(waiting(shop.payments))
                    .extracting(slot -> slot.attention().get())
                    .containsExactly(Attention.REVERSED);
        }

        @Test
        @DisplayName("STA-06 ends an overpayment by naming the payment that stays, once the other was given back")
        void endsOverpayment() {
            InMemoryProvider uncapped =
                    InMemoryProvider.builder(shop.clock).caps(false).build();
            uncapped.send(INVOICE, AMOUNT);
            InvoicePayments payments = shop.wire(uncapped, b -> b);
            payments.payNow(ANN, payments.open(ANN, INVOICE).get().token(), Shop.card(payments, "tok-good"));
            PaymentId second = uncapped.payInPortal(INVOICE, AMOUNT, Plan.complete());
            for (int hour = 0; hour < 3; hour++) {
                shop.clock.advance(Duration.ofHours(1));
                assertThat(payments.reconciliation().checkDue(10).checked()).isNotNegative();
            }
            PaymentSlot item = waiting(payments).get(0);
            assertThat(payments.reconciliation().verdicts(item)).containsExactly(Evidence.Verdict.PAID);
            List<PaymentId> stays =
                    item.payments().stream().filter(id -> !id.equals(second)).toList();
            uncapped.refund(second, AMOUNT);

            assertThat(payments.reconciliation().decide(INVOICE, Evidence.Verdict.PAID, stays, "olga", "refunded"))
                    .isTrue();
            for (int day = 0; day < 5; day++) {
                shop.clock.advance(Duration.ofDays(1));
                assertThat(payments.reconciliation().checkDue(10).changes()).isEmpty();
            }
            assertThat(waiting(payments)).isEmpty();
            assertThat(payments.explain(ANN, INVOICE).get().status()).isEqualTo(SlotStatus.PAID);
        }

        @Test
        @DisplayName("STA-04 cannot release what waits for the provider, nor decide without name and reason")
        void cannotRelease() {
            shop.pay();

            assertThat(shop.payments
                            .reconciliation()
                            .decide(INVOICE, Evidence.Verdict.NOT_PAID, List.of(), "olga", "the customer asked"))
                    .isFalse();
            assertThat(shop.column()).isEqualTo(PayState.PENDING);
            for (String[] unsigned : new String[][] {{" ", "because"}, {"olga", " "}}) {
                assertThatThrownBy(() -> shop.payments
                                .reconciliation()
                                .decide(INVOICE, Evidence.Verdict.PAID, List.of(), unsigned[0], unsigned[1]))
                        .isInstanceOf(IllegalArgumentException.class);
            }
        }
    }

    @Nested
    @DisplayName("as a library")
    class AsALibrary {
        /** Another provider, to which the invoice was sent as well. */
        private InMemoryProvider nextProvider() {
            InMemoryProvider next = InMemoryProvider.builder(shop.clock)
                    .id(new ProviderId("next"))
                    .build();
            next.send(INVOICE, AMOUNT);
            return next;
        }

        @Test
        @DisplayName("LIB-02 LIB-05 is embedded by its ports, and a whole payment runs on plain objects")
        void embedded() {
            assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);
        }

        @Test
        @DisplayName(
                "LIB-03 LIB-06 after a swap the payment in flight stays with its provider, and new ones go to the new one")
        void swap() {
            shop.provider.next(Plan.failAfter(Duration.ofHours(1), DeclineReason.DECLINED));
            shop.pay();
            InMemoryProvider next = nextProvider();
            InvoicePayments swapped = shop.wire(next, b -> b.formerProvider(shop.provider));

            assertThat(Shop.column(swapped)).isEqualTo(PayState.PENDING);
            assertThat(swapped.open(ANN, INVOICE).getLeft().has(StandardRefusal.PAYMENT_PENDING))
                    .isTrue();

            shop.clock.advance(Duration.ofHours(2));
            assertThat(swapped.reconciliation().checkDue(10).changes()).hasSize(1);
            assertThat(Shop.column(swapped)).isEqualTo(PayState.PAY);
            String token = swapped.open(ANN, INVOICE).get().token();
            assertThat(swapped.payNow(ANN, token, Shop.card(swapped, "tok-good")))
                    .isInstanceOf(PaymentOutcome.Pending.class);
            assertThat(next.ledger()).hasSize(1);
            assertThat(shop.ledger()).hasSize(1);
        }

        @Test
        @DisplayName(
                "LIB-06 VAL-02 a page that finds the former provider's payment failed asks the new one before it opens anything")
        void freedByAPage() {
            shop.provider.next(Plan.failAfter(Duration.ofHours(1), DeclineReason.DECLINED));
            shop.pay();
            InMemoryProvider next = nextProvider();
            InvoicePayments swapped = shop.wire(next, b -> b.formerProvider(shop.provider));
            PaymentId paid = next.payInPortal(INVOICE, AMOUNT, Plan.settleAfter(Duration.ofDays(1)));
            shop.clock.advance(Duration.ofHours(2));

            assertThat(swapped.portal(ANN, INVOICE).getLeft().has(StandardRefusal.PAYMENT_PENDING))
                    .isTrue();
            assertThat(swapped.explain(ANN, INVOICE).get().payments()).containsExactly(paid);
        }

        @Test
        @DisplayName(
                "LIB-06 STA-06 a payment in the former provider's portal is found before the invoice can be paid again")
        void paidInTheFormerPortal() {
            for (Duration until : List.of(Duration.ZERO, Duration.ofDays(3))) {
                Shop before = new Shop();
                InMemoryProvider next = InMemoryProvider.builder(before.clock)
                        .id(new ProviderId("next"))
                        .build();
                next.send(INVOICE, AMOUNT);
                assertThat(before.payments.portal(ANN, INVOICE).isRight()).isTrue();
                InvoicePayments swapped = before.wire(next, b -> b.formerProvider(before.provider));
                String token = swapped.open(ANN, INVOICE).get().token();
                before.provider.payInPortal(INVOICE, AMOUNT, Plan.settleAfter(Duration.ofDays(1)));
                before.clock.advance(until);

                PaymentOutcome outcome = swapped.payNow(ANN, token, Shop.card(swapped, "tok-good"));
                assertThat(outcome).isInstanceOf(PaymentOutcome.Refused.class);
                assertThat(swapped.open(ANN, INVOICE)
                                .getLeft()
                                .has(until.isZero() ? StandardRefusal.PAYMENT_PENDING : StandardRefusal.ALREADY_PAID))
                        .isTrue();
                assertThat(next.ledger()).isEmpty();
                assertThat(swapped.explain(ANN, INVOICE).get().provider()).contains(before.provider.id());
            }
        }

        @Test
        @DisplayName("LIB-06 POR-03 what was opened in the former provider's portal is followed there")
        void followedInTheFormerPortal() {
            assertThat(shop.payments.portal(ANN, INVOICE).isRight()).isTrue();
            InMemoryProvider next = nextProvider();
            InvoicePayments swapped = shop.wire(next, b -> b.formerProvider(shop.provider));
            PaymentId paid = shop.provider.payInPortal(INVOICE, AMOUNT, Plan.settleAfter(Duration.ofDays(1)));

            shop.clock.advance(Duration.ofMinutes(1));
            assertThat(swapped.reconciliation().checkDue(10).changes()).hasSize(1);
            assertThat(Shop.column(swapped)).isEqualTo(PayState.PENDING);
            assertThat(swapped.explain(ANN, INVOICE).get().payments()).containsExactly(paid);
        }

        @Test
        @DisplayName(
                "LIB-06 VAL-05 while the former portal is watched, and its provider is silent, nothing is charged at the next")
        void silentFormerPortal() {
            assertThat(shop.payments.portal(ANN, INVOICE).isRight()).isTrue();
            InMemoryProvider next = nextProvider();
            InvoicePayments swapped = shop.wire(next, b -> b.formerProvider(shop.provider));
            String token = swapped.open(ANN, INVOICE).get().token();
            shop.provider.unreachable(true);

            assertThat(swapped.payNow(ANN, token, Shop.card(swapped, "tok-good")))
                    .isEqualTo(new PaymentOutcome.NotCharged(NotChargedReason.PROVIDER_UNREACHABLE));
            assertThat(swapped.open(ANN, INVOICE).getLeft())
                    .isEqualTo(Refusals.of(StandardRefusal.PROVIDER_UNREACHABLE));
            shop.provider.unreachable(false);
            assertThat(swapped.payNow(ANN, token, Shop.card(swapped, "tok-good")))
                    .isInstanceOf(PaymentOutcome.Pending.class);
            assertThat(next.ledger()).hasSize(1);
        }

        @ParameterizedTest(name = "reconciled meanwhile: {0}")
        @ValueSource(booleans = {true, false})
        @DisplayName(
                "LIB-06 a former provider that stays silent is waited for an hour, and then no more, whoever looks")
        void formerPortalForgotten(boolean reconciled) {
            assertThat(shop.payments.portal(ANN, INVOICE).isRight()).isTrue();
            InMemoryProvider next = nextProvider();
            InvoicePayments swapped = shop.wire(next, b -> b.formerProvider(shop.provider));
            shop.provider.unreachable(true);
            int refused = 0;
            while (swapped.open(ANN, INVOICE).isLeft()) {
                assertThat(refused++).isLessThan(100);
                shop.clock.advance(Duration.ofMinutes(5));
                if (reconciled) {
                    assertThat(swapped.reconciliation().checkDue(10).checked()).isLessThanOrEqualTo(1);
                }
            }
            assertThat(refused).isBetween(3, 30);
        }

        @Test
        @DisplayName("LIB-06 what a former provider does not answer is no reason against a payment to the new one")
        void silentFormerProvider() {
            shop.pay();
            InMemoryProvider next = nextProvider();
            InvoicePayments swapped = shop.wire(next, b -> b.formerProvider(shop.provider));
            shop.provider.unreachable(true);
            assertThat(swapped.open(ANN, INVOICE).getLeft()).isEqualTo(Refusals.of(StandardRefusal.PAYMENT_PENDING));
        }

        @Test
        @DisplayName("LIB-06 a payment whose provider is no longer wired in stays pending and is reported as such")
        void providerForgotten() {
            shop.pay();
            InMemoryProvider next = nextProvider();
            InvoicePayments swapped = shop.wire(next, b -> b);

            shop.clock.advance(Duration.ofDays(1));
            var unused = swapped.reconciliation().checkDue(10);

            assertThat(Shop.column(swapped)).isEqualTo(PayState.PENDING);
            assertThat(swapped.explain(ANN, INVOICE).get().cause().evidence()).contains("MISCONFIGURED");
            assertThat(next.ledger()).isEmpty();
        }

        @Test
        @DisplayName("LIB-07 list, detail and dialog are data with a version")
        void versionedData() {
            assertThat(shop.payments.account(ANN).version()).isEqualTo(1);
            assertThat(shop.payments
                            .invoices(ANN, io.invoicepay.spi.PageRequest.first(1))
                            .version())
                    .isEqualTo(1);
            assertThat(shop.payments.invoice(ANN, INVOICE).get().version()).isEqualTo(1);
            assertThat(shop.open().version()).isEqualTo(1);
        }

        @Test
        @DisplayName("LIB-08 a node that dies after reserving leaves nothing behind once the reservation has lapsed")
        void diesAfterReserving() {
            InvoicePayments dying =
                    shop.wire(shop.invoices, new DyingStore(shop.attempts, 2), b -> b.provider(shop.provider));
            String token = shop.open().token();
            assertThatThrownBy(() -> dying.payNow(ANN, token, Shop.card(dying, "tok-good")))
                    .isInstanceOf(DyingStore.Death.class);

            assertThat(shop.refusedToOpen().has(StandardRefusal.PAYMENT_PENDING))
                    .isTrue();
            shop.clock.advance(Duration.ofSeconds(61));
            assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);
            assertThat(shop.ledger()).hasSize(1);
        }

        @Test
        @DisplayName("LIB-08 a node that dies after sending loses nothing: another node finds the payment")
        void diesAfterSending() {
            InvoicePayments dying =
                    shop.wire(shop.invoices, new DyingStore(shop.attempts, 3), b -> b.provider(shop.provider));
            String token = shop.open().token();
            assertThatThrownBy(() -> dying.payNow(ANN, token, Shop.card(dying, "tok-good")))
                    .isInstanceOf(DyingStore.Death.class);
            assertThat(shop.ledger()).hasSize(1);

            assertThat(shop.column()).isEqualTo(PayState.PENDING);
            shop.later(Duration.ofMinutes(5));
            shop.later(Duration.ofMinutes(5));
            assertThat(status()).isEqualTo(SlotStatus.PAID);
            assertThat(shop.ledger()).hasSize(1);
        }

        @Test
        @DisplayName("STA-05 a listener hears every move, and its failure changes no payment")
        void listener() {
            InvoicePayments payments = shop.wire(
                    shop.provider,
                    b -> b.listener(new PaymentListener() {
                        @Override
                        public void moved(PaymentSlot before, PaymentSlot after) {
                            throw new IllegalStateException("a bug of the host's");
                        }
                    }));
            String token = payments.open(ANN, INVOICE).get().token();
            assertThat(payments.payNow(ANN, token, Shop.card(payments, "tok-good")))
                    .isInstanceOf(PaymentOutcome.Pending.class);
            assertThat(shop.events.names)
                    .as("nor keeps it from another listener")
                    .contains("moved");

            Shop other = new Shop();
            other.pay();
            assertThat(other.events.names).filteredOn("moved"::equals).hasSize(3);
        }
    }
}
