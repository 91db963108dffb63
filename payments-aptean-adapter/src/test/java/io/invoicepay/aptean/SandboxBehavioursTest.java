package io.invoicepay.aptean;

import static io.invoicepay.aptean.Storefront.ACCOUNT;
import static io.invoicepay.aptean.Storefront.AMOUNT;
import static io.invoicepay.aptean.Storefront.ANN;
import static io.invoicepay.aptean.Storefront.INVOICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.aptean.ApteanPayConfig.PaymentMark;
import io.invoicepay.aptean.ApteanPayConfig.SchemaLevel;
import io.invoicepay.aptean.sandbox.Charge;
import io.invoicepay.aptean.sandbox.DeclineForm;
import io.invoicepay.aptean.sandbox.Fault;
import io.invoicepay.aptean.sandbox.Fault.Damage;
import io.invoicepay.aptean.sandbox.RequestCap;
import io.invoicepay.aptean.sandbox.TestCard;
import io.invoicepay.attempt.Attention;
import io.invoicepay.attempt.Evidence.Verdict;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.checkout.PayState;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.inmemory.VirtualClock;
import io.invoicepay.invoice.CreditMemo;
import io.invoicepay.invoice.DocumentStatus;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.GuestPayment;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.payment.PaymentOutcome;
import io.invoicepay.payment.Refusals;
import io.invoicepay.payment.StandardRefusal;
import io.invoicepay.spi.PageRequest;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The numbered behaviours that concern a provider: core, adapter and sandbox together, over HTTP. */
@DisplayName("On Aptean Pay,")
class SandboxBehavioursTest {
    private static final Duration SETTLED = Duration.ofMinutes(5);

    private static Refusals refusals(PaymentOutcome outcome) {
        return ((PaymentOutcome.Refused) outcome).refusals();
    }

    @DisplayName(
            "EX-01 an invoice of $1,250.00 goes from Pay by the dialog and guest checkout to Pending, by one charge")
    @ParameterizedTest(name = "{0} fields")
    @EnumSource(SchemaLevel.class)
    void workedExample(SchemaLevel level) {
        try (Storefront shop = new Storefront(
                server -> {
                    if (level == SchemaLevel.CORE) {
                        server.schema(io.invoicepay.aptean.sandbox.SchemaLevel.OF_2021);
                    }
                },
                adapter -> adapter.schema(level))) {
            assertThat(shop.column()).isEqualTo(PayState.PAY);
            var dialog = shop.open();
            assertThat(dialog.invoice()).isEqualTo(INVOICE);
            assertThat(dialog.amount()).isEqualTo(AMOUNT);
            assertThat(shop.payments.checkAddress(Storefront.FORM).isRight()).isTrue();

            PaymentOutcome outcome = shop.payments.payNow(ANN, dialog.token(), shop.card(TestCard.APPROVED));

            assertThat(outcome).isInstanceOfSatisfying(PaymentOutcome.Pending.class, pending -> {
                assertThat(pending.amount()).isEqualTo(AMOUNT);
                assertThat(pending.payment().value())
                        .isEqualTo(shop.live().get(0).paymentId());
            });
            assertThat(shop.column()).isEqualTo(PayState.PENDING);
            assertThat(shop.sandbox.charges()).singleElement().satisfies(charge -> {
                assertThat(charge.amount()).isEqualTo(125000);
                assertThat(charge.requestIds()).containsExactly(shop.request);
            });
            assertThat(shop.sandbox.received("createPayment")).isEqualTo(1);
        }
    }

    @DisplayName("before the dialog,")
    @Nested
    class Validation {
        @DisplayName("VAL-01 COL-07 an invoice that was not sent shows Pay, and selecting it says that it was not sent")
        @Test
        void notSent() {
            try (Storefront shop = new Storefront()) {
                InvoiceNumber other = new InvoiceNumber("PS-INV103002");
                shop.invoices.put(Invoice.of(other, ACCOUNT, AMOUNT));

                assertThat(shop.payments.invoices(ANN, PageRequest.first(10)).rows())
                        .allSatisfy(row -> assertThat(row.pay()).isEqualTo(PayState.PAY));
                assertThat(shop.payments.open(ANN, other).getLeft()).isEqualTo(Refusals.of(StandardRefusal.NOT_SENT));
            }
        }

        @DisplayName("VAL-01 a request that was closed is not sent until it is sent again, then with its new amount")
        @Test
        void closedAndSentAgain() {
            try (Storefront shop = new Storefront()) {
                shop.sandbox.closeRequest(shop.request);
                assertThat(shop.refused()).isEqualTo(Refusals.of(StandardRefusal.NOT_SENT));

                Money reduced = Money.of("900.00", "USD");
                shop.invoices.put(Storefront.invoice(reduced));
                shop.sandbox.issue(INVOICE.value(), 90000);

                assertThat(shop.open().amount()).isEqualTo(reduced);
            }
        }

        @DisplayName("VAL-02 COL-06 a payment pending in the portal is told, and shows Pending whatever the balance is")
        @Test
        void pendingElsewhere() {
            try (Storefront shop = new Storefront()) {
                var unused = shop.sandbox.payInPortal(shop.request, TestCard.SLOW);

                assertThat(shop.refused().has(StandardRefusal.PAYMENT_PENDING)).isTrue();
                shop.invoices.put(new CreditMemo("CR-1", ACCOUNT, Money.of("5000.00", "USD"), DocumentStatus.OPEN));
                assertThat(shop.column()).isEqualTo(PayState.PENDING);
            }
        }

        @DisplayName("VAL-05 a server that cannot be reached is neither not sent nor pending, and nothing is charged")
        @Test
        void unreachable() {
            try (Storefront shop = new Storefront()) {
                String token = shop.open().token();
                GuestPayment card = shop.card(TestCard.APPROVED);
                shop.line.cut(true);

                assertThat(shop.refused()).isEqualTo(Refusals.of(StandardRefusal.PROVIDER_UNREACHABLE));
                assertThat(shop.payments.payNow(ANN, token, card)).isNotInstanceOf(PaymentOutcome.OutcomeUnknown.class);

                shop.line.cut(false);
                assertThat(shop.sandbox.charges()).isEmpty();
                assertThat(shop.payments.payNow(ANN, token, card)).isInstanceOf(PaymentOutcome.Pending.class);
            }
        }

        @DisplayName("VAL-06 a request for another amount than the ERP shows is not payable here, in either direction")
        @Test
        void amountsDiffer() {
            try (Storefront shop = new Storefront()) {
                for (String other : List.of("1249.99", "1250.01")) {
                    shop.invoices.put(Storefront.invoice(Money.of(other, "USD")));
                    assertThat(shop.refused()).isEqualTo(Refusals.of(StandardRefusal.AMOUNTS_DIFFER));
                }
            }
        }

        @DisplayName("VAL-08 an early-payment discount, too small an amount and another currency are told apart")
        @Test
        void outOfBounds() {
            try (Storefront shop = new Storefront()) {
                shop.sandbox.closeRequest(shop.request);
                shop.sandbox.issue(INVOICE.value(), 125000, 2500, Duration.ofDays(3));
                assertThat(shop.refused().reasons()).contains(StandardRefusal.DISCOUNT_APPLIES);

                shop.invoices.put(Storefront.invoice(Money.of("0.99", "USD")));
                assertThat(shop.refused().reasons()).contains(StandardRefusal.BELOW_MINIMUM);

                shop.invoices.put(Storefront.invoice(Money.of("1250.00", "EUR")));
                assertThat(shop.refused().reasons()).contains(StandardRefusal.CURRENCY_NOT_ACCEPTED);
            }
        }

        @DisplayName("COL-08 a list asks Aptean Pay nothing for a row")
        @Test
        void listsAskNothingForARow() {
            try (Storefront shop = new Storefront()) {
                IntStream.range(0, 99)
                        .forEach(n -> shop.invoices.put(Invoice.of(new InvoiceNumber("I-" + n), ACCOUNT, AMOUNT)));
                int before = shop.sandbox.calls().size();

                assertThat(shop.payments.invoices(ANN, PageRequest.first(100)).rows())
                        .hasSize(100);

                assertThat(shop.sandbox.calls().size() - before).isLessThanOrEqualTo(2);
            }
        }
    }

    @DisplayName("at Pay Now,")
    @Nested
    class PayNow {
        @DisplayName("GST-05 GST-06 the full balance is charged under a key that was kept before, and shows Pending")
        @Test
        void pays() {
            try (Storefront shop = new Storefront()) {
                assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);

                assertThat(shop.live()).singleElement().satisfies(charge -> {
                    assertThat(charge.amount()).isEqualTo(AMOUNT.minorUnits());
                    assertThat(charge.key()).isPresent();
                });
                assertThat(shop.column()).isEqualTo(PayState.PENDING);
                assertThat(shop.refused().has(StandardRefusal.PAYMENT_PENDING)).isTrue();
            }
        }

        @DisplayName("GST-07 a decline shown as a failed payment keeps the dialog, and another card can be tried")
        @Test
        void declined() {
            try (Storefront shop = new Storefront()) {
                String token = shop.open().token();

                assertThat(shop.payments.payNow(ANN, token, shop.card(TestCard.DECLINED)))
                        .isInstanceOf(PaymentOutcome.Declined.class);
                assertThat(shop.column()).isEqualTo(PayState.PAY);
                assertThat(shop.live()).isEmpty();
                assertThat(shop.payments.payNow(ANN, token, shop.card(TestCard.APPROVED)))
                        .isInstanceOf(PaymentOutcome.Pending.class);
                assertThat(shop.sandbox.charges().stream().map(Charge::key).distinct())
                        .hasSize(2);
            }
        }

        @DisplayName("GST-07 a decline shown as pending first is followed to its failure, and then Pay shows again")
        @Test
        void declinedLater() {
            try (Storefront shop = new Storefront(server -> server.declines(DeclineForm.FAILED_LATER), a -> {})) {
                assertThat(shop.pay(TestCard.DECLINED)).isInstanceOf(PaymentOutcome.Pending.class);

                shop.later(SETTLED);

                assertThat(shop.column()).isEqualTo(PayState.PAY);
                assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);
                assertThat(shop.live()).hasSize(1);
            }
        }

        @DisplayName(
                "GST-07 a decline told as an error alone is one at once, if the failed payment can be seen; another card can be tried")
        @Test
        void declinedByCode() {
            try (Storefront shop = new Storefront(server -> server.declines(DeclineForm.CODE_ERROR), a -> {})) {
                assertThat(shop.pay(TestCard.DECLINED)).isInstanceOf(PaymentOutcome.Declined.class);
                assertThat(shop.column()).isEqualTo(PayState.PAY);

                assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);
                assertThat(shop.live()).hasSize(1);
            }
        }

        @DisplayName(
                "GST-07 GST-10 where nothing may be assumed the same decline is left to a person, and never taken for payable")
        @Test
        void declinedByCodeWithoutAMark() {
            try (Storefront shop = new Storefront(
                    server -> server.declines(DeclineForm.CODE_ERROR),
                    adapter -> adapter.paymentMark(PaymentMark.NONE))) {
                assertThat(shop.pay(TestCard.DECLINED)).isInstanceOf(PaymentOutcome.OutcomeUnknown.class);

                for (int hour = 0; hour < 30; hour++) {
                    shop.later(Duration.ofHours(1));
                    assertThat(shop.column()).isEqualTo(PayState.PENDING);
                }

                assertThat(shop.status()).isEqualTo(SlotStatus.REVIEW);
                assertThat(shop.live()).isEmpty();
            }
        }

        @DisplayName(
                "GST-07 a card held for review is pending until it is decided, and failing then it frees the invoice")
        @Test
        void review() {
            try (Storefront shop = new Storefront()) {
                assertThat(shop.pay(TestCard.REVIEW)).isInstanceOf(PaymentOutcome.Pending.class);
                shop.later(Duration.ofDays(1));
                assertThat(shop.column()).isEqualTo(PayState.PENDING);

                shop.sandbox.decideReview(shop.live().get(0).paymentId(), false);
                shop.later(Duration.ofDays(1));

                assertThat(shop.column()).isEqualTo(PayState.PAY);
            }
        }

        @DisplayName("GST-07 a card that cannot be used and a claim that was used are told, and nothing is charged")
        @Test
        void unusableCards() {
            try (Storefront shop = new Storefront()) {
                GuestPayment used = shop.card(TestCard.DECLINED);
                assertThat(shop.payments.payNow(ANN, shop.open().token(), used))
                        .isInstanceOf(PaymentOutcome.Declined.class);

                PaymentOutcome expired = new PaymentOutcome.NotCharged(NotChargedReason.CARD_ENTRY_EXPIRED);
                assertThat(shop.payments.payNow(ANN, shop.open().token(), used)).isEqualTo(expired);
                assertThat(shop.pay(TestCard.UNUSABLE)).isEqualTo(expired);

                assertThat(shop.live()).isEmpty();
                assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);
            }
        }

        @DisplayName("GST-08 a balance that changed since the dialog opened is not charged, and the new one is told")
        @Test
        void balanceChanged() {
            try (Storefront shop = new Storefront()) {
                String token = shop.open().token();
                Money now = Money.of("900.00", "USD");
                shop.invoices.put(Storefront.invoice(now));

                assertThat(shop.payments.payNow(ANN, token, shop.card(TestCard.APPROVED)))
                        .isInstanceOfSatisfying(PaymentOutcome.Refused.class, refused -> {
                            assertThat(refused.refusals().has(StandardRefusal.BALANCE_CHANGED))
                                    .isTrue();
                            assertThat(refused.outstanding()).isEqualTo(Option.some(now));
                        });
                assertThat(shop.sandbox.received("createPayment")).isZero();
            }
        }

        @DisplayName(
                "GST-09 pressed sixteen times at once on two nodes it charges once, though nothing is capped or remembered")
        @Test
        void manyAtOnce() throws InterruptedException, ExecutionException {
            try (Storefront shop = new Storefront(
                    server -> server.requestCap(RequestCap.NONE).keys(io.invoicepay.aptean.sandbox.KeyContract.IGNORE),
                    adapter -> {})) {
                InvoicePayments otherNode = shop.node(shop.provider);
                String token = shop.open().token();
                ExecutorService pool = Executors.newFixedThreadPool(16);
                List<Callable<PaymentOutcome>> presses = IntStream.range(0, 16)
                        .<Callable<PaymentOutcome>>mapToObj(n -> {
                            InvoicePayments node = n % 2 == 0 ? shop.payments : otherNode;
                            GuestPayment card = shop.card(TestCard.APPROVED);
                            return () -> node.payNow(ANN, token, card);
                        })
                        .toList();

                int pending = 0;
                for (Future<PaymentOutcome> outcome : pool.invokeAll(presses)) {
                    if (outcome.get() instanceof PaymentOutcome.Pending) {
                        pending++;
                    } else {
                        assertThat(refusals(outcome.get()).has(StandardRefusal.PAYMENT_PENDING))
                                .isTrue();
                    }
                }
                pool.shutdown();

                assertThat(pending).isEqualTo(1);
                assertThat(shop.sandbox.received("createPayment")).isEqualTo(1);
                assertThat(shop.live()).hasSize(1);
            }
        }

        @DisplayName("GST-10 a lost answer is pending, never sent again, and paid once Aptean Pay shows it completed")
        @Test
        void answerLost() {
            try (Storefront shop = new Storefront()) {
                shop.befall("createPayment", Fault.after(new Damage.Closed()));

                assertThat(shop.pay()).isInstanceOf(PaymentOutcome.OutcomeUnknown.class);
                assertThat(shop.column()).isEqualTo(PayState.PENDING);
                shop.later(SETTLED);

                assertThat(shop.status()).isEqualTo(SlotStatus.PAID);
                assertThat(shop.sandbox.received("createPayment")).isEqualTo(1);
            }
        }

        @DisplayName("GST-10 (fault 18) a request delivered an hour late meets no second key, and is found")
        @Test
        void deliveredLate() {
            try (Storefront shop = new Storefront(
                    server -> server.requestCap(RequestCap.NONE).keys(io.invoicepay.aptean.sandbox.KeyContract.IGNORE),
                    adapter -> {})) {
                shop.befall(
                        "createPayment", new Fault(Fault.Processing.LATER, Duration.ofHours(1), new Damage.Closed()));

                assertThat(shop.pay()).isInstanceOf(PaymentOutcome.OutcomeUnknown.class);
                for (int minute = 0; minute < 55; minute += 5) {
                    shop.later(Duration.ofMinutes(5));
                    assertThat(shop.refused().has(StandardRefusal.PAYMENT_PENDING))
                            .isTrue();
                }
                shop.later(Duration.ofHours(2));
                shop.later(Duration.ofHours(12));

                assertThat(shop.status()).isEqualTo(SlotStatus.PAID);
                assertThat(shop.live()).hasSize(1);
            }
        }

        @DisplayName(
                "GST-10 (faults 17, 21) a request that the network delivered twice is charged once where keys count, and shown where not")
        @ParameterizedTest
        @EnumSource(io.invoicepay.aptean.sandbox.KeyContract.class)
        void deliveredTwice(io.invoicepay.aptean.sandbox.KeyContract keys) {
            try (Storefront shop =
                    new Storefront(server -> server.requestCap(RequestCap.NONE).keys(keys), adapter -> {})) {
                shop.befall("createPayment", Fault.twice());

                var unused = shop.pay();
                shop.later(SETTLED);
                shop.later(Duration.ofHours(1));

                boolean ignores = keys == io.invoicepay.aptean.sandbox.KeyContract.IGNORE;
                assertThat(shop.live()).hasSize(ignores ? 2 : 1);
                assertThat(shop.status()).isEqualTo(ignores ? SlotStatus.OVERPAID : SlotStatus.PAID);
            }
        }

        @DisplayName("GST-10 (fault 35) lists that lag behind never release an invoice")
        @Test
        void lag() {
            try (Storefront shop = new Storefront()) {
                String token = shop.open().token();
                GuestPayment card = shop.card(TestCard.APPROVED);
                shop.sandbox.clock().advance(Duration.ofHours(3));
                String fresh = shop.open().token();
                shop.sandbox.lagBy(Duration.ofHours(2));
                shop.befall("createPayment", Fault.after(new Damage.Closed()));

                assertThat(shop.payments.payNow(ANN, fresh, card)).isInstanceOf(PaymentOutcome.OutcomeUnknown.class);
                for (int minute = 0; minute < 115; minute += 5) {
                    shop.later(Duration.ofMinutes(5));
                    assertThat(shop.refused().has(StandardRefusal.PAYMENT_PENDING))
                            .isTrue();
                }
                shop.later(Duration.ofHours(8));

                assertThat(shop.status()).isEqualTo(SlotStatus.PAID);
                assertThat(shop.live()).hasSize(1);
                assertThat(token).isNotEqualTo(fresh);
            }
        }

        @DisplayName("GST-10 with a server that never shows the charge a person decides, and nothing is charged again")
        @Test
        void neverShown() {
            try (Storefront shop = new Storefront()) {
                shop.befall("createPayment", Fault.before(new Damage.Closed()));

                assertThat(shop.pay()).isInstanceOf(PaymentOutcome.OutcomeUnknown.class);
                for (int hour = 0; hour < 30; hour++) {
                    shop.later(Duration.ofHours(1));
                    assertThat(shop.payments.open(ANN, INVOICE).isLeft()).isTrue();
                }

                assertThat(shop.status()).isEqualTo(SlotStatus.REVIEW);
                assertThat(shop.sandbox.received("createPayment")).isEqualTo(1);
            }
        }

        @DisplayName("GST-10 a charge is sent again under its key, claim and all, only where the contract allows it")
        @Test
        void sentAgain() {
            try (Storefront shop = new Storefront(
                    server -> server.keys(io.invoicepay.aptean.sandbox.KeyContract.REPLAY),
                    adapter -> adapter.keys(io.invoicepay.provider.KeyContract.REPLAYS, Duration.ofHours(24)))) {
                shop.befall("createPayment", Fault.before(new Damage.Closed()));

                assertThat(shop.pay()).isInstanceOf(PaymentOutcome.OutcomeUnknown.class);
                for (int minute = 0; minute < 30; minute += 5) {
                    shop.later(Duration.ofMinutes(5));
                }

                assertThat(shop.live()).hasSize(1);
                assertThat(shop.sandbox.received("createPayment")).isEqualTo(2);
                assertThat(shop.sandbox.received("convertPaymentMethodClaim")).isEqualTo(1);
                assertThat(shop.status()).isIn(SlotStatus.PENDING, SlotStatus.PAID);
            }
        }
    }

    @DisplayName("in the portal,")
    @Nested
    class Portal {
        @DisplayName("POR-01 POR-02 an invoice opens by its own link on the configured host, or by the portal's root")
        @Test
        void opens() {
            try (Storefront shop = new Storefront();
                    Storefront old = new Storefront(
                            server -> server.schema(io.invoicepay.aptean.sandbox.SchemaLevel.OF_2021), a -> {})) {
                assertThat(shop.payments.portal(ANN, INVOICE).get().uri())
                        .isEqualTo(shop.sandbox.paymentUrl(shop.request));
                assertThat(old.payments.portal(ANN, INVOICE).get().uri()).isEqualTo(old.sandbox.portalUrl());
            }
        }

        @DisplayName("POR-02 a link to another host is never handed out")
        @Test
        void foreignHost() {
            try (Storefront shop = new Storefront()) {
                List<String> links = List.of(
                        "https://evil.example/?t", "https://127.0.0.1@evil.example/?t", "javascript:alert(1)", "//x");
                for (String link : links) {
                    shop.sandbox
                            .faults()
                            .next("paymentRequests", 2, Fault.after(new Damage.Rewritten("paymentUrl", link)));
                    assertThat(shop.payments.portal(ANN, INVOICE).isLeft())
                            .as(link)
                            .isTrue();
                    shop.sandbox.faults().clear();
                }
            }
        }

        @DisplayName("BAL-03 the balance is paid at the portal's root")
        @Test
        void balance() {
            try (Storefront shop = new Storefront()) {
                assertThat(shop.payments.balancePortal(ANN).get().uri()).isEqualTo(shop.sandbox.portalUrl());
            }
        }

        @DisplayName("POR-03 STA-01 a payment made there shows Pending until the ERP shows nothing outstanding")
        @Test
        void returns() {
            try (Storefront shop = new Storefront()) {
                var link = shop.payments.portal(ANN, INVOICE).get();
                assertThat(link.uri()).isNotNull();
                var unused = shop.sandbox.payInPortal(shop.request, TestCard.APPROVED);

                shop.later(Duration.ofSeconds(20));
                assertThat(shop.column()).isEqualTo(PayState.PENDING);
                shop.later(Duration.ofHours(1));
                assertThat(shop.status()).isEqualTo(SlotStatus.PAID);
                assertThat(shop.column()).isEqualTo(PayState.PENDING);

                shop.settledInTheErp();
                assertThat(shop.column()).isEqualTo(PayState.NONE);
            }
        }
    }

    @DisplayName("afterwards,")
    @Nested
    class Afterwards {
        @DisplayName(
                "STA-01 what Aptean Pay completed stays Pending for days while the ERP shows a balance, and is not payable")
        @Test
        void completed() {
            try (Storefront shop = new Storefront()) {
                var unused = shop.pay();
                for (int day = 0; day < 5; day++) {
                    shop.later(Duration.ofDays(1));
                    assertThat(shop.column()).isEqualTo(PayState.PENDING);
                    assertThat(shop.refused().has(StandardRefusal.ALREADY_PAID)).isTrue();
                }
                shop.settledInTheErp();
                assertThat(shop.column()).isEqualTo(PayState.NONE);
                assertThat(shop.live()).hasSize(1);
            }
        }

        @DisplayName("STA-01 what Aptean Pay calls completed shows Pending, also while no payment of it is listed")
        @Test
        void completedUnseen() {
            try (Storefront shop = new Storefront()) {
                shop.sandbox.pinStatus(shop.request, "COMPLETED");
                for (int day = 0; day < 40; day += 10) {
                    shop.later(Duration.ofDays(10));
                    assertThat(shop.column()).isEqualTo(PayState.PENDING);
                    assertThat(shop.payments.invoice(ANN, INVOICE).get().pay()).isEqualTo(PayState.PENDING);
                    assertThat(shop.refused().has(StandardRefusal.NOT_PAYABLE_ONLINE))
                            .isTrue();
                }
                assertThat(shop.payments.reconciliation().attention(10)).isEmpty();

                shop.settledInTheErp();
                assertThat(shop.column()).isEqualTo(PayState.NONE);
            }
        }

        @DisplayName("STA-02 a payment that fails after it was pending shows Pay again, with its reason in the history")
        @Test
        void failsLater() {
            try (Storefront shop = new Storefront(
                    server -> {}, adapter -> adapter.declineCode("DECLINED", DeclineReason.INSUFFICIENT_FUNDS))) {
                assertThat(shop.pay(TestCard.DECLINED_LATER)).isInstanceOf(PaymentOutcome.Pending.class);

                shop.later(SETTLED);

                assertThat(shop.column()).isEqualTo(PayState.PAY);
                assertThat(shop.payments.history(ANN, INVOICE).get())
                        .last()
                        .satisfies(entry -> assertThat(entry.cause().evidence()).contains("INSUFFICIENT_FUNDS"));
            }
        }

        @DisplayName("STA-03 a payment shown in a status nobody knows is still pending, and ends as it ends")
        @Test
        void unknownStatus() {
            try (Storefront shop = new Storefront()) {
                var unused = shop.pay();
                shop.sandbox
                        .faults()
                        .next("paymentRequests", 3, Fault.after(new Damage.Rewritten("payments.status", "ON_ICE")));
                shop.later(SETTLED);
                assertThat(shop.column()).isEqualTo(PayState.PENDING);

                shop.sandbox.faults().clear();
                shop.later(Duration.ofHours(12));
                assertThat(shop.status()).isEqualTo(SlotStatus.PAID);
            }
        }

        @DisplayName(
                "STA-03 (fault 36) a completed payment that is later shown as failed is reported, and never payable by itself")
        @Test
        void reversed() {
            try (Storefront shop = new Storefront()) {
                var unused = shop.pay();
                shop.later(SETTLED);
                assertThat(shop.status()).isEqualTo(SlotStatus.PAID);

                shop.sandbox.overrulePayment(shop.live().get(0).paymentId(), "FAILED");
                shop.later(Duration.ofDays(2));

                assertThat(shop.payments.open(ANN, INVOICE).isLeft()).isTrue();
                assertThat(shop.payments.reconciliation().attention(10))
                        .singleElement()
                        .satisfies(item -> assertThat(item.attention()).contains(Attention.REVERSED));
            }
        }

        @DisplayName("STA-06 a portal payment that raced a guest payment is reported with both references")
        @Test
        void overpaid() {
            try (Storefront shop = new Storefront(server -> server.requestCap(RequestCap.NONE), adapter -> {})) {
                var first = shop.pay();
                var second = shop.sandbox.payInPortal(shop.request, TestCard.APPROVED);
                assertThat(first).isInstanceOf(PaymentOutcome.Pending.class);
                assertThat(second).isPresent();

                shop.later(SETTLED);
                shop.later(Duration.ofDays(1));

                assertThat(shop.payments.reconciliation().attention(10))
                        .singleElement()
                        .satisfies(item -> {
                            assertThat(item.attention()).contains(Attention.OVERPAID);
                            assertThat(item.payments()).hasSize(2);
                        });
                assertThat(shop.live()).hasSize(2);
            }
        }

        @DisplayName("STA-07 a part paid in the portal leaves the rest, payable once the ERP shows that very rest")
        @Test
        void partPaid() {
            try (Storefront shop = new Storefront(server -> server.partialPayment(true), adapter -> {})) {
                var unused = shop.sandbox.payInPortal(Map.of(shop.request, 25000L), TestCard.APPROVED);
                shop.sandbox.clock().advance(SETTLED);
                assertThat(shop.refused().has(StandardRefusal.AMOUNTS_DIFFER)).isTrue();

                shop.invoices.put(
                        Invoice.of(INVOICE, ACCOUNT, Money.of("1000.00", "USD")).withTotal(AMOUNT));

                assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);
                shop.later(Duration.ofDays(1));
                assertThat(shop.status()).isEqualTo(SlotStatus.PAID);
                assertThat(shop.live()).extracting(Charge::amount).containsExactly(25000L, 100000L);
            }
        }

        @DisplayName("STA-07 a refund in part waits for a person, and the invoice is not payable")
        @Test
        void refundedInPart() {
            try (Storefront shop = new Storefront()) {
                var unused = shop.pay();
                shop.later(SETTLED);
                var refund = shop.sandbox.refund(shop.live().get(0).paymentId(), 5000);
                assertThat(refund).isNotBlank();
                shop.later(Duration.ofDays(2));

                assertThat(shop.payments.reconciliation().attention(10))
                        .singleElement()
                        .satisfies(item -> assertThat(item.attention()).contains(Attention.REVERSED));
                assertThat(shop.column()).isEqualTo(PayState.PENDING);

                assertThat(shop.payments
                                .reconciliation()
                                .decide(INVOICE, Verdict.NOT_PAID, List.of(), "operator", "owed again"))
                        .isTrue();
                assertThat(shop.column()).isEqualTo(PayState.PAY);
                shop.later(Duration.ofDays(2));
                assertThat(shop.payments.reconciliation().attention(10))
                        .as("what a person has decided is not undone by the next look")
                        .isEmpty();
                assertThat(shop.refused().has(StandardRefusal.NOT_PAYABLE_ONLINE))
                        .isTrue();
            }
        }

        @DisplayName(
                "STA-07 a payment of ours that took more than was asked, and names no fee for it, goes to a person")
        @Test
        void tookMore() {
            try (Storefront shop = new Storefront()) {
                assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);
                shop.sandbox
                        .faults()
                        .next("paymentRequests", 50, Fault.after(new Damage.Rewritten("payments.amount", 130_000)));
                shop.later(Duration.ofDays(1));

                assertThat(shop.status()).isEqualTo(SlotStatus.REVIEW);
                assertThat(shop.payments.reconciliation().attention(10))
                        .singleElement()
                        .satisfies(slot -> assertThat(slot.attention()).containsExactly(Attention.AMOUNT_MISMATCH));
                assertThat(shop.column()).isEqualTo(PayState.PENDING);
                assertThat(shop.live()).hasSize(1);
            }
        }

        @DisplayName("STA-07 a convenience fee adds to the payer's charge and to nothing else")
        @Test
        void fee() {
            try (Storefront shop = new Storefront(server -> server.convenienceFee(250), adapter -> {})) {
                assertThat(shop.provider.cardEntry()).isEqualTo(Option.none());
                var unused = shop.sandbox.payInPortal(shop.request, TestCard.APPROVED);
                shop.payments.reconciliation().hint(INVOICE, "test");

                shop.later(Duration.ofHours(1));
                shop.later(Duration.ofHours(1));

                assertThat(shop.live().get(0).amount()).isEqualTo(125000 + 3125);
                assertThat(shop.status()).isEqualTo(SlotStatus.PAID);
            }
        }
    }

    @DisplayName("LIB-03 LIB-06 another provider takes its place by one line, and what is in flight stays with it")
    @Test
    void swapped() {
        try (Storefront shop = new Storefront()) {
            var unused = shop.pay(TestCard.DECLINED_LATER);
            InMemoryProvider next =
                    InMemoryProvider.builder(VirtualClock.at(Instant.EPOCH)).build();
            next.send(INVOICE, AMOUNT);
            InvoicePayments swapped = InvoicePayments.builder(
                            shop.invoices,
                            shop.attempts,
                            io.invoicepay.payment.Secret.of("a secret of at least 32 bytes, for tests"))
                    .provider(next)
                    .formerProvider(shop.provider)
                    .clock(shop.sandbox.clock().asClock())
                    .build();
            Function<InvoicePayments, Boolean> refused =
                    payments -> payments.open(ANN, INVOICE).isLeft();

            assertThat(refused.apply(swapped)).isTrue();
            shop.sandbox.clock().advance(SETTLED);
            var report = swapped.reconciliation().checkDue(10);
            assertThat(report.changes()).hasSize(1);

            assertThat(refused.apply(swapped)).isFalse();
        }
    }
}
