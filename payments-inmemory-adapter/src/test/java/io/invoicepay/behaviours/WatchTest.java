package io.invoicepay.behaviours;

import static io.invoicepay.behaviours.Shop.ACCOUNT;
import static io.invoicepay.behaviours.Shop.AMOUNT;
import static io.invoicepay.behaviours.Shop.ANN;
import static io.invoicepay.behaviours.Shop.INVOICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.invoicepay.attempt.Attention;
import io.invoicepay.attempt.Evidence.Verdict;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.checkout.PayState;
import io.invoicepay.inmemory.FaultyAttempts;
import io.invoicepay.inmemory.FaultyAttempts.Fault;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.inmemory.Plan;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.DocumentStatus;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.invoice.OpenItems;
import io.invoicepay.money.Money;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.PaymentOutcome;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.payment.StandardRefusal;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.reconciliation.ReconciliationReport;
import io.invoicepay.spi.InvoicePage;
import io.invoicepay.spi.InvoiceSource;
import io.invoicepay.spi.PageRequest;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

@DisplayName("What is watched, and for how long")
class WatchTest {
    private static final Money ZERO = Money.zero(AMOUNT.currency());
    private static final Money PART = Money.of("250.00", "USD");

    private final Shop shop = new Shop();

    private static void days(Shop shop, InvoicePayments payments, int days) {
        for (int day = 0; day < days; day++) {
            shop.clock.advance(Duration.ofDays(1));
            var unused = payments.reconciliation().checkDue(100);
        }
    }

    private static List<Attention> told(InvoicePayments payments) {
        return payments.reconciliation().attention(10).stream()
                .map(slot -> slot.attention().get())
                .toList();
    }

    private static PaymentSlot slot(InvoicePayments payments) {
        return payments.explain(ANN, INVOICE).get();
    }

    private static PaymentSlot slot(InvoicePayments payments, Customer customer) {
        return payments.explain(customer, INVOICE).get();
    }

    private InMemoryProvider next() {
        InMemoryProvider next =
                InMemoryProvider.builder(shop.clock).id(new ProviderId("next")).build();
        next.send(INVOICE, AMOUNT);
        return next;
    }

    private InMemoryProvider uncapped() {
        InMemoryProvider uncapped =
                InMemoryProvider.builder(shop.clock).caps(false).build();
        uncapped.send(INVOICE, AMOUNT);
        return uncapped;
    }

    private static PaymentOutcome pay(InvoicePayments payments, String token) {
        return payments.payNow(ANN, token, Shop.card(payments, "tok-good"));
    }

    @Nested
    @DisplayName("an opened portal")
    class OpenedPortal {
        @BeforeEach
        void open() {
            assertThat(shop.payments.portal(ANN, INVOICE).isRight()).isTrue();
        }

        private void twoHours(InvoicePayments payments) {
            for (int n = 0; n < 12; n++) {
                shop.clock.advance(Duration.ofMinutes(10));
                var unused = payments.reconciliation().checkDue(100);
            }
        }

        @Test
        @DisplayName("POR-03 is watched for its hour, however often somebody looks at the invoice meanwhile")
        void lookingDoesNotEndIt() {
            int before = shop.attempts.history(slot(shop.payments).invoice()).size();
            for (int views = 0; views < 20; views++) {
                shop.clock.advance(Duration.ofMillis(100));
                assertThat(shop.button()).isEqualTo(PayState.PAY);
            }
            assertThat(shop.attempts.history(slot(shop.payments).invoice()))
                    .as("and no look writes")
                    .hasSize(before);
            shop.clock.advance(Duration.ofMinutes(5));
            shop.provider.payInPortal(INVOICE, AMOUNT, Plan.complete());
            twoHours(shop.payments);

            assertThat(slot(shop.payments).status()).isEqualTo(SlotStatus.PAID);
        }

        @Test
        @DisplayName("LIB-06 keeps the next provider waiting for a silent former one, however often somebody looks")
        void lookingDoesNotFreeTheNext() {
            InMemoryProvider next = next();
            InvoicePayments swapped = shop.wire(next, b -> b.formerProvider(shop.provider));
            for (int views = 0; views < 8; views++) {
                shop.clock.advance(Duration.ofSeconds(1));
                assertThat(swapped.invoice(ANN, INVOICE).isRight()).isTrue();
            }
            String token = swapped.open(ANN, INVOICE).get().token();
            shop.provider.payInPortal(INVOICE, AMOUNT, Plan.complete());
            shop.provider.unreachable(true);
            shop.clock.advance(Duration.ofSeconds(30));

            assertThat(pay(swapped, token)).isInstanceOf(PaymentOutcome.NotCharged.class);
            assertThat(next.ledger()).isEmpty();
        }

        @Test
        @DisplayName("POR-03 is watched on when a card was declined meanwhile")
        void declineDoesNotEndIt() {
            shop.provider.next(Plan.decline(DeclineReason.DECLINED));
            shop.clock.advance(Duration.ofMinutes(2));
            assertThat(shop.pay("tok-bad")).isInstanceOf(PaymentOutcome.Declined.class);
            shop.provider.payInPortal(INVOICE, AMOUNT, Plan.complete());
            twoHours(shop.payments);

            assertThat(slot(shop.payments).status()).isEqualTo(SlotStatus.PAID);
        }

        @Test
        @DisplayName("LIB-06 is watched on at the former provider when a Pay Now at the next came to nothing")
        void formerIsWatchedOn() {
            for (Plan plan : List.of(Plan.decline(DeclineReason.DECLINED), Plan.expireCardEntry())) {
                Shop here = new Shop();
                assertThat(here.payments.portal(ANN, INVOICE).isRight()).isTrue();
                InMemoryProvider next = InMemoryProvider.builder(here.clock)
                        .id(new ProviderId("next"))
                        .build();
                next.send(INVOICE, AMOUNT);
                InvoicePayments swapped = here.wire(next, b -> b.formerProvider(here.provider));
                next.next(plan);
                here.clock.advance(Duration.ofMinutes(2));
                String token = swapped.open(ANN, INVOICE).get().token();
                assertThat(pay(swapped, token)).isNotInstanceOf(PaymentOutcome.Pending.class);
                here.provider.payInPortal(INVOICE, AMOUNT, Plan.complete());
                here.provider.unreachable(true);

                assertThat(pay(swapped, token)).isInstanceOf(PaymentOutcome.NotCharged.class);
                assertThat(next.ledger())
                        .allMatch(entry -> entry.status().name().equals("FAILED"));
            }
        }
    }

    @Test
    @DisplayName("STA-04 what waits for a person is not listed by less than none")
    void negativeLimit() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> shop.payments.reconciliation().attention(-1))
                .withMessage("limit -1 is negative");
        assertThat(shop.payments.reconciliation().attention(0)).isEmpty();
    }

    @Test
    @DisplayName("STA-05 no card number gets into the history with a person's decision")
    void noCardInDecision() {
        for (List<String> words : List.of(
                List.of("ben", "card 4111 1111 1111 1111 was not charged", "p"),
                List.of("4111111111111111", "not charged", "p"),
                List.of("ben", "not charged", "4111-1111-1111-1111"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> shop.payments
                            .reconciliation()
                            .decide(
                                    INVOICE,
                                    Verdict.NOT_PAID,
                                    List.of(new PaymentId("p-1"), new PaymentId(words.get(2))),
                                    words.get(0),
                                    words.get(1)))
                    .withMessageEndingWith("holds what looks like a card number: leave it out")
                    .withMessageNotContaining("4111");
        }
    }

    @Test
    @DisplayName("STA-03 a report tells of how many the provider told nothing")
    void unanswered() {
        assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);
        shop.clock.advance(Duration.ofMinutes(1));
        shop.provider.unreachable(true);
        assertThat(shop.payments.reconciliation().checkDue(10).unanswered()).isEqualTo(1);

        shop.provider.unreachable(false);
        shop.clock.advance(Duration.ofHours(1));
        assertThat(shop.payments.reconciliation().checkDue(10).unanswered()).isZero();
    }

    @Test
    @DisplayName(
            "DLG-02 the dialog of another invoice is refused where a page says which one it is about, and charges neither")
    void dialogOfAnother() {
        InvoiceNumber other = new InvoiceNumber("OTHER");
        shop.invoices.put(Invoice.of(other, ACCOUNT, AMOUNT));
        shop.provider.send(other, AMOUNT);
        String token = shop.payments.open(ANN, other).get().token();

        PaymentOutcome mixed = shop.payments.payNow(ANN, INVOICE, token, Shop.card(shop.payments, "tok-good"));
        assertThat(mixed)
                .isInstanceOfSatisfying(
                        PaymentOutcome.Refused.class,
                        refused -> assertThat(refused.refusals().has(StandardRefusal.DIALOG_INVALID))
                                .isTrue());
        assertThat(shop.provider.ledger()).isEmpty();

        assertThat(shop.payments.payNow(ANN, other, token, Shop.card(shop.payments, "tok-good")))
                .isInstanceOf(PaymentOutcome.Pending.class);
        assertThat(shop.provider.ledger()).hasSize(1);
    }

    @Test
    @DisplayName("LIB-06 an event may be a former provider's: what was paid there is found by it")
    void eventOfFormer() {
        InvoicePayments swapped = shop.wire(next(), b -> b.formerProvider(shop.provider));
        shop.provider.payInPortal(INVOICE, AMOUNT, Plan.complete());
        swapped.reconciliation().hint(INVOICE, "event");
        var unused = swapped.reconciliation().checkDue(10);

        assertThat(slot(swapped).status()).isEqualTo(SlotStatus.PAID);
    }

    @Test
    @DisplayName("LIB-06 a former provider's event that comes when the invoice is due anyway is acted upon too")
    void eventOfFormerWhenDue() {
        InvoicePayments swapped = shop.wire(next(), b -> b.formerProvider(shop.provider));
        assertThat(swapped.portal(ANN, INVOICE).isRight()).isTrue();
        shop.clock.advance(Duration.ofSeconds(15));
        var unused = swapped.reconciliation().checkDue(10);
        shop.provider.payInPortal(INVOICE, AMOUNT, Plan.complete());
        shop.clock.advance(Duration.ofMinutes(10));
        swapped.reconciliation().hint(INVOICE, "event");
        unused = swapped.reconciliation().checkDue(10);

        assertThat(slot(swapped).status()).isEqualTo(SlotStatus.PAID);
    }

    @Test
    @DisplayName("LIB-06 an event of a former provider counts where there is no present one")
    void eventWithoutPresent() {
        InvoicePayments closing = shop.wire(shop.invoices, shop.attempts, b -> b.formerProvider(shop.provider));
        shop.provider.payInPortal(INVOICE, AMOUNT, Plan.complete());
        closing.reconciliation().hint(INVOICE, "event");
        assertThat(closing.reconciliation().checkDue(10).changes()).hasSize(1);
        assertThat(slot(closing).status()).isEqualTo(SlotStatus.PAID);

        InvoicePayments nobody = shop.withoutProvider();
        nobody.reconciliation().hint(new InvoiceNumber("OTHER"), "event");
        assertThat(nobody.reconciliation().checkDue(10).checked())
                .as("nobody to ask")
                .isZero();
    }

    @Nested
    @DisplayName("what a former provider holds")
    class HeldAtFormer {
        private final InMemoryProvider next = next();
        private final InvoicePayments swapped = shop.wire(next, b -> b.formerProvider(shop.provider));

        HeldAtFormer() {
            InvoiceNumber other = new InvoiceNumber("OTHER");
            next.send(other, AMOUNT);
            next.payInPortal(other, AMOUNT, Plan.complete()); // or both providers would give the same reference
        }

        private PaymentId there() {
            return next.ledger(INVOICE).get(0).payment();
        }

        private List<PaymentId> both() {
            return List.of(shop.provider.ledger().get(0).payment(), there());
        }

        @Test
        @DisplayName(
                "LIB-06 STA-06 and is paid in the present one's portal: for a person, who hears of both also once the first has settled")
        void pendingThere() {
            shop.provider.next(Plan.settleAfter(Duration.ofDays(1)));
            assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);
            next.payInPortal(INVOICE, AMOUNT, Plan.complete());
            shop.clock.advance(Duration.ofMinutes(1));
            ReconciliationReport report = swapped.reconciliation().checkDue(10);
            assertThat(report.changes()).hasSize(1);
            assertThat(told(swapped)).containsExactly(Attention.RECORDS_CONFLICT);
            assertThat(slot(swapped).payments()).containsExactlyElementsOf(both());
            assertThat(slot(swapped).cause().evidence()).isEqualTo("completed at next: [" + there() + "]");

            next.unreachable(true);
            days(shop, swapped, 2);

            assertThat(told(swapped)).containsExactly(Attention.RECORDS_CONFLICT);
            assertThat(slot(swapped).payments()).containsExactlyElementsOf(both());
            assertThat(swapped.reconciliation()
                            .decide(INVOICE, Verdict.OVERPAID, both(), "operator", "both are settled"))
                    .isTrue();
        }

        @Test
        @DisplayName("LIB-06 and has settled, and is paid in the present one's portal: paid twice, and told")
        void paidThere() {
            assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);
            next.payInPortal(INVOICE, AMOUNT, Plan.complete());
            days(shop, swapped, 1);

            assertThat(told(swapped)).containsExactly(Attention.OVERPAID);
            assertThat(slot(swapped).payments()).containsExactlyElementsOf(both());
        }

        @Test
        @DisplayName(
                "LIB-06 what the present one holds, and is paid in a former one's portal after all, is paid twice, and told")
        void paidAtFormer() {
            assertThat(swapped.payNow(ANN, swapped.open(ANN, INVOICE).get().token(), Shop.card(swapped, "tok-good")))
                    .isInstanceOf(PaymentOutcome.Pending.class);
            shop.provider.payInPortal(INVOICE, AMOUNT, Plan.complete());
            days(shop, swapped, 1);

            assertThat(told(swapped)).containsExactly(Attention.OVERPAID);
            assertThat(slot(swapped).payments()).containsExactlyInAnyOrderElementsOf(both());
        }

        @Test
        @DisplayName(
                "LIB-06 GST-10 and whose request is lost is not sent again while it is paid in another's portal, or that cannot be told")
        void notSentAgain() {
            InMemoryProvider replaying = InMemoryProvider.builder(shop.clock)
                    .id(new ProviderId("replaying"))
                    .build();
            replaying.send(INVOICE, AMOUNT);
            replaying.next(Plan.loseRequest());
            InvoicePayments node = shop.wire(replaying, b -> b.formerProvider(shop.provider));
            assertThat(WatchTest.pay(node, node.open(ANN, INVOICE).get().token()))
                    .isInstanceOf(PaymentOutcome.OutcomeUnknown.class);
            shop.provider.unreachable(true);
            shop.clock.advance(Duration.ofSeconds(10));
            assertThat(node.reconciliation().checkDue(10).checked()).isEqualTo(1);
            shop.provider.unreachable(false);
            shop.provider.payInPortal(INVOICE, AMOUNT, Plan.complete());
            shop.clock.advance(Duration.ofSeconds(10));
            assertThat(node.reconciliation().checkDue(10).checked()).isEqualTo(1);

            assertThat(replaying.chargeRequests()).isEqualTo(1);
            assertThat(told(node)).containsExactly(Attention.RECORDS_CONFLICT);
        }

        @Test
        @DisplayName("LIB-06 GST-10 and whose request is lost is sent again where no other holds money")
        void sentAgain() {
            next.next(Plan.loseRequest());
            assertThat(WatchTest.pay(swapped, swapped.open(ANN, INVOICE).get().token()))
                    .isInstanceOf(PaymentOutcome.OutcomeUnknown.class);
            shop.clock.advance(Duration.ofSeconds(10));
            assertThat(swapped.reconciliation().checkDue(10).checked()).isEqualTo(1);

            assertThat(next.chargeRequests()).isEqualTo(2);
            assertThat(next.ledger(INVOICE)).hasSize(1);
        }

        @Test
        @DisplayName(
                "LIB-06 that a person has to decide, and is paid in the present one's portal, stays with the person, and nothing of it is dropped")
        void reviewThere() {
            shop.provider.next(Plan.chargeInstead(PART));
            assertThat(shop.pay()).isInstanceOf(PaymentOutcome.OutcomeUnknown.class);
            assertThat(told(swapped)).containsExactly(Attention.AMOUNT_MISMATCH);
            next.payInPortal(INVOICE, AMOUNT, Plan.complete());
            days(shop, swapped, 1);

            assertThat(told(swapped)).containsExactly(Attention.RECORDS_CONFLICT);
            assertThat(slot(swapped).payments()).containsExactlyElementsOf(both());
        }

        @Test
        @DisplayName("LIB-06 is paid in the present one's portal: written once a check from then on")
        void writtenOnce() {
            shop.provider.next(Plan.settleAfter(Duration.ofDays(9)));
            assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);
            next.payInPortal(INVOICE, AMOUNT, Plan.complete());
            days(shop, swapped, 1);
            assertThat(slot(swapped).status()).isEqualTo(SlotStatus.REVIEW);
            int before = shop.attempts.history(slot(swapped).invoice()).size();
            days(shop, swapped, 1);

            assertThat(shop.attempts.history(slot(swapped).invoice())).hasSize(before + 1);
        }

        @Test
        @DisplayName("LIB-06 GST-10 is not freed by a failure that the present one shows under the same key")
        void failureElsewhere() {
            shop.provider.next(Plan.loseRequest());
            assertThat(shop.pay()).isInstanceOf(PaymentOutcome.OutcomeUnknown.class);
            ProviderPayment failed = new ProviderPayment(
                    new PaymentId("failed-at-next"),
                    ProviderPayment.Status.FAILED,
                    AMOUNT,
                    ZERO,
                    Option.some(slot(swapped).attempt().get().key()),
                    Option.none());
            InvoicePayments odd = shop.wire(
                    new ProviderAround(next) {
                        @Override
                        public Map<InvoiceNumber, ProviderView> find(List<PaymentQuery> queries) {
                            ProviderView view = new ProviderView.Sent(
                                    "request", true, AMOUNT, AMOUNT, Option.none(), List.of(failed));
                            return Map.of(INVOICE, view);
                        }
                    },
                    b -> b.formerProvider(shop.provider));
            shop.clock.advance(Duration.ofMinutes(5));
            assertThat(odd.reconciliation().checkDue(10).checked()).isEqualTo(1);

            assertThat(slot(odd).status()).isEqualTo(SlotStatus.UNKNOWN);
        }

        @Test
        @DisplayName(
                "LIB-06 GST-10 nothing is charged at the present one while the store does not take what a former one shows")
        void notOnRecord() {
            shop.provider.payInPortal(INVOICE, AMOUNT, Plan.complete());
            FaultyAttempts store = FaultyAttempts.over(shop.attempts);
            InvoicePayments node =
                    shop.wire(shop.invoices, store, b -> b.provider(next).formerProvider(shop.provider));
            InvoicePayments without = shop.wire(next, b -> b);
            String token = without.open(ANN, INVOICE).get().token();
            store.nextWrites(Fault.UNKNOWN_NOT_WRITTEN);

            assertThat(WatchTest.pay(node, token))
                    .isEqualTo(new PaymentOutcome.NotCharged(NotChargedReason.STORE_UNAVAILABLE));
            assertThat(next.ledger(INVOICE)).isEmpty();
        }

        @Test
        @DisplayName("LIB-06 is not ended by what the present one shows of less, and written once a check")
        void partsAndNothing() {
            shop.provider.next(Plan.settleAfter(Duration.ofDays(1)));
            assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);
            next.payInPortal(INVOICE, PART, Plan.complete());
            next.payInPortal(INVOICE, PART, Plan.settleAfter(Duration.ofDays(9)));
            int before = shop.attempts.history(slot(swapped).invoice()).size();
            shop.clock.advance(Duration.ofMinutes(1));
            var unused = swapped.reconciliation().checkDue(10);

            assertThat(slot(swapped).status()).isEqualTo(SlotStatus.PENDING);
            assertThat(shop.attempts.history(slot(swapped).invoice())).hasSize(before + 1);
        }

        @Test
        @DisplayName("STA-03 costs the present one a single call a round, and none while it asks for patience")
        void calls() {
            assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);
            int asked = next.queryRequests();
            days(shop, swapped, 1);
            assertThat(next.queryRequests() - asked).isEqualTo(1);

            next.failQueries(Option.some(new ProviderView.Inconclusive(
                    ProviderView.Inconclusive.Cause.THROTTLED, Option.some(Duration.ofMinutes(10)))));
            for (int n = 0; n < 2; n++) {
                asked = next.queryRequests();
                swapped.reconciliation().hint(INVOICE, "event");
                assertThat(swapped.reconciliation().checkDue(10).checked()).isEqualTo(1);
                assertThat(next.queryRequests() - asked).isEqualTo(n == 0 ? 1 : 0);
                shop.clock.advance(Duration.ofMinutes(5));
            }
        }
    }

    @Test
    @DisplayName("LIB-06 nothing is charged while an event may be a former provider's, and that one is silent")
    void eventOfSilentFormer() {
        for (boolean opened : List.of(false, true)) {
            Shop here = new Shop();
            InMemoryProvider next = InMemoryProvider.builder(here.clock)
                    .id(new ProviderId("next"))
                    .build();
            next.send(INVOICE, AMOUNT);
            InvoicePayments swapped = here.wire(next, b -> b.formerProvider(here.provider));
            assertThat(!opened || swapped.portal(ANN, INVOICE).isRight()).isTrue();
            String token = swapped.open(ANN, INVOICE).get().token();
            here.provider.payInPortal(INVOICE, AMOUNT, Plan.complete());
            swapped.reconciliation().hint(INVOICE, "event");
            here.provider.unreachable(true);
            var unused = swapped.reconciliation().checkDue(10);

            assertThat(pay(swapped, token))
                    .isEqualTo(new PaymentOutcome.NotCharged(NotChargedReason.PROVIDER_UNREACHABLE));
            assertThat(next.ledger()).isEmpty();
        }
    }

    @Test
    @DisplayName("LIB-06 of two former providers, one that is silent does not hide what was paid at the other")
    void silentBesideAnswering() {
        InMemoryProvider silent = InMemoryProvider.builder(shop.clock)
                .id(new ProviderId("silent"))
                .build();
        silent.unreachable(true);
        InvoicePayments swapped =
                shop.wire(next(), b -> b.formerProvider(silent).formerProvider(shop.provider));
        shop.provider.payInPortal(INVOICE, AMOUNT, Plan.complete());
        swapped.reconciliation().hint(INVOICE, "event");
        var unused = swapped.reconciliation().checkDue(10);

        assertThat(slot(swapped).status()).isEqualTo(SlotStatus.PAID);
    }

    @Test
    @DisplayName(
            "DET-02 LIB-06 what the present provider shows as paid is seen although a former one, watched, is silent")
    void presentBesideSilentFormer() {
        assertThat(shop.payments.portal(ANN, INVOICE).isRight()).isTrue();
        InMemoryProvider next = next();
        InvoicePayments swapped = shop.wire(next, b -> b.formerProvider(shop.provider));
        shop.provider.unreachable(true);
        next.payInPortal(INVOICE, AMOUNT, Plan.settleAfter(Duration.ofDays(1)));
        shop.clock.advance(Duration.ofMinutes(1));
        assertThat(swapped.reconciliation().checkDue(10).changes()).hasSize(1);
        assertThat(slot(swapped).status()).isEqualTo(SlotStatus.EXTERNAL_PENDING);

        Shop other = new Shop();
        assertThat(other.payments.portal(ANN, INVOICE).isRight()).isTrue();
        InMemoryProvider present =
                InMemoryProvider.builder(other.clock).id(new ProviderId("next")).build();
        present.send(INVOICE, AMOUNT);
        InvoicePayments shown = other.wire(present, b -> b.formerProvider(other.provider));
        other.provider.unreachable(true);
        assertThat(shown.invoice(ANN, INVOICE).get().pay()).isEqualTo(PayState.PAY);
        present.payInPortal(INVOICE, AMOUNT, Plan.settleAfter(Duration.ofDays(1)));
        other.clock.advance(Duration.ofMinutes(1));
        assertThat(shown.invoice(ANN, INVOICE).get().pay()).isEqualTo(PayState.PENDING);
        assertThat(slot(shown).status())
                .as("and on record, though the silence was first")
                .isEqualTo(SlotStatus.EXTERNAL_PENDING);
    }

    @Test
    @DisplayName("STA-03 LIB-06 a former provider that asks for patience is not asked before, and holds up nobody else")
    void restingFormer() {
        InMemoryProvider next = next();
        InvoicePayments swapped = shop.wire(next, b -> b.formerProvider(shop.provider));
        shop.provider.failQueries(Option.some(new ProviderView.Inconclusive(
                ProviderView.Inconclusive.Cause.THROTTLED, Option.some(Duration.ofMinutes(15)))));
        int asked = shop.provider.queryRequests();
        for (int n = 0; n < 3; n++) {
            swapped.reconciliation().hint(INVOICE, "event");
            assertThat(swapped.reconciliation().checkDue(10).stuck()).isFalse();
            shop.clock.advance(Duration.ofMinutes(4));
        }
        assertThat(shop.provider.queryRequests() - asked).isEqualTo(1);

        shop.clock.advance(Duration.ofMinutes(4));
        swapped.reconciliation().hint(INVOICE, "event");
        assertThat(swapped.reconciliation().checkDue(10).checked()).isEqualTo(1);
        assertThat(shop.provider.queryRequests() - asked).isEqualTo(2);
    }

    @Test
    @DisplayName(
            "STA-03 LIB-06 that a former provider's wish is kept does not make it longer, however long the rounds take")
    void restIsNotLengthened() {
        InvoicePayments swapped = shop.wire(
                new FindHook(next(), () -> {}),
                b -> b.formerProvider(shop.provider)
                        .formerProvider(new FindHook(
                                InMemoryProvider.builder(shop.clock)
                                        .id(new ProviderId("slow"))
                                        .build(),
                                () -> shop.clock.advance(Duration.ofMinutes(1)))));
        shop.provider.failQueries(Option.some(new ProviderView.Inconclusive(
                ProviderView.Inconclusive.Cause.THROTTLED, Option.some(Duration.ofMinutes(10)))));
        int asked = shop.provider.queryRequests();
        for (int n = 0; n < 13; n++) {
            swapped.reconciliation().hint(INVOICE, "event");
            var unused = swapped.reconciliation().checkDue(10);
        }

        assertThat(shop.provider.queryRequests() - asked).isEqualTo(2);
    }

    @Test
    @DisplayName(
            "STA-03 LIB-06 that a former provider alone is silent is no trouble all over; that the present one is, is")
    void onlyFormerSilent() {
        shop.provider.next(Plan.settleAfter(Duration.ofDays(1)));
        assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);
        InvoicePayments swapped = shop.wire(next(), b -> b.formerProvider(shop.provider));
        shop.provider.unreachable(true);
        shop.clock.advance(Duration.ofMinutes(1));
        assertThat(swapped.reconciliation().checkDue(10).stuck()).isFalse();

        shop.clock.advance(Duration.ofHours(1));
        assertThat(shop.payments.reconciliation().checkDue(10).stuck()).isTrue();
    }

    @Test
    @DisplayName("LIB-06 a former provider that is silent is asked once a round, whatever many events tell")
    void silentFormer() {
        AtomicInteger asked = new AtomicInteger();
        InMemoryProvider next = next();
        InvoicePayments swapped =
                shop.wire(next, b -> b.formerProvider(new FindHook(shop.provider, asked::incrementAndGet)));
        shop.provider.unreachable(true);
        for (int n = 0; n < 5; n++) {
            swapped.reconciliation().hint(new InvoiceNumber("OTHER-" + n), "event");
        }
        assertThat(swapped.reconciliation().checkDue(10).checked()).isEqualTo(5);

        assertThat(asked).hasValue(1);
    }

    @Test
    @DisplayName("P3 of two payments made elsewhere, one that is not shown for a while holds the invoice all the same")
    void oneOfTwoNotShown() {
        InMemoryProvider uncapped = uncapped();
        Set<PaymentId> hidden = new HashSet<>();
        InvoicePayments payments = shop.wire(new Hiding(uncapped, hidden), b -> b);
        PaymentId one = uncapped.payInPortal(INVOICE, AMOUNT, Plan.settleAfter(Duration.ofDays(1)));
        PaymentId other = uncapped.payInPortal(INVOICE, AMOUNT, Plan.settleAfter(Duration.ofDays(1)));
        assertThat(Shop.column(payments)).isEqualTo(PayState.PENDING);
        assertThat(slot(payments).payments()).containsExactlyInAnyOrder(one, other);

        hidden.add(one);
        shop.clock.advance(Duration.ofSeconds(30));
        var unused = payments.reconciliation().checkDue(10);
        assertThat(slot(payments).payments()).containsExactlyInAnyOrder(one, other);
        uncapped.fail(other, DeclineReason.DECLINED);
        shop.clock.advance(Duration.ofSeconds(60));
        unused = payments.reconciliation().checkDue(10);

        assertThat(slot(payments).status()).isEqualTo(SlotStatus.EXTERNAL_PENDING);
        assertThat(payments.open(ANN, INVOICE).isLeft()).isTrue();
    }

    /** Shows some payments not at all, and totals that lag behind. */
    private static final class Hiding extends ProviderAround {
        private final Set<PaymentId> hidden;

        Hiding(InMemoryProvider provider, Set<PaymentId> hidden) {
            super(provider);
            this.hidden = hidden;
        }

        @Override
        public Map<InvoiceNumber, ProviderView> find(List<PaymentQuery> queries) {
            Map<InvoiceNumber, ProviderView> answer = new HashMap<>(super.find(queries));
            answer.replaceAll((number, view) -> view instanceof ProviderView.Sent sent ? without(sent) : view);
            return answer;
        }

        private ProviderView without(ProviderView.Sent sent) {
            return new ProviderView.Sent(
                    sent.request(),
                    true,
                    sent.requested(),
                    sent.requested(),
                    sent.discount(),
                    sent.payments().stream()
                            .filter(payment -> !hidden.contains(payment.id()))
                            .toList());
        }
    }

    @Nested
    @DisplayName("what is in flight")
    class InFlight {
        private final InMemoryProvider slow =
                InMemoryProvider.builder(shop.clock).caps(false).build();
        private final InvoicePayments payments = shop.wire(slow, b -> b);

        @BeforeEach
        void payAndWait() {
            slow.send(INVOICE, AMOUNT);
            slow.next(Plan.settleAfter(Duration.ofDays(2)));
            assertThat(WatchTest.pay(payments, payments.open(ANN, INVOICE).get().token()))
                    .isInstanceOf(PaymentOutcome.Pending.class);
            for (int n = 0; n < 20; n++) {
                shop.clock.advance(Duration.ofMinutes(20));
                var unused = payments.reconciliation().checkDue(100);
            }
            assertThat(slot(payments).nextCheck().get())
                    .isAfter(shop.clock.instant().plus(Duration.ofMinutes(5)));
        }

        @Test
        @DisplayName(
                "STA-02 that has failed meanwhile shows Pay in a list at once, though its next check is hours away")
        void failed() {
            slow.fail(slow.ledger().get(0).payment(), DeclineReason.DECLINED);

            assertThat(Shop.column(payments)).isEqualTo(PayState.PAY);
            assertThat(slot(payments).status()).isEqualTo(SlotStatus.PAYABLE);
            assertThat(payments.open(ANN, INVOICE).isRight()).isTrue();
        }

        @Test
        @DisplayName(
                "STA-01 that is completed is on record with the next list, and a list that tells nothing new writes nothing")
        void completed() {
            int before = shop.attempts.history(slot(payments).invoice()).size();
            assertThat(Shop.column(payments)).isEqualTo(PayState.PENDING);
            assertThat(shop.attempts.history(slot(payments).invoice())).hasSize(before);

            slow.settle(slow.ledger().get(0).payment());
            assertThat(Shop.column(payments)).isEqualTo(PayState.PENDING);
            assertThat(slot(payments).status()).isEqualTo(SlotStatus.PAID);
        }

        @Test
        @DisplayName("LIB-06 that is a former provider's is not asked about at the present one")
        void former() {
            InMemoryProvider next = next();
            next.payInPortal(INVOICE, AMOUNT, Plan.complete());
            InvoicePayments swapped = shop.wire(next, b -> b.formerProvider(slow));

            assertThat(Shop.column(swapped)).isEqualTo(PayState.PENDING);
            assertThat(slot(swapped).status())
                    .as("what another shows is not how this one ended")
                    .isEqualTo(SlotStatus.PENDING);
        }
    }

    @Nested
    @DisplayName("what was paid, and is not posted")
    class NotPosted {
        @BeforeEach
        void pay() {
            shop.provider.next(Plan.complete());
            shop.pay();
            shop.later(Duration.ofMinutes(1));
        }

        private void isTold(InvoicePayments payments) {
            days(shop, payments, 60);
            assertThat(told(payments)).containsExactly(Attention.PAID_BUT_OPEN);
            assertThat(payments.reconciliation().verdicts(slot(payments))).contains(Verdict.NOT_PAID);
        }

        @Test
        @DisplayName("STA-04 is told to a person also while its provider is silent")
        void silent() {
            shop.provider.unreachable(true);
            isTold(shop.payments);
        }

        @Test
        @DisplayName("STA-04 is told to a person also where its provider is wired in no more")
        void gone() {
            isTold(shop.wire(next(), b -> b));
        }

        @Test
        @DisplayName("STA-04 is told to a person also where the provider's records contradict each other")
        void contradictory() {
            shop.provider.contradict(INVOICE);
            isTold(shop.payments);
        }

        @Test
        @DisplayName(
                "STA-04 is told to a person also where its account has been given another number, and ends as usual")
        void renumbered() {
            Customer carl = new Customer(new AccountId("20001"), "carl");
            shop.invoices.put(Invoice.of(INVOICE, carl.account(), AMOUNT));
            for (int list = 0; list < 3; list++) {
                assertThat(shop.payments.invoices(carl, PageRequest.first(10)).rows())
                        .anyMatch(row -> row.pay() == PayState.PENDING);
            }
            assertThat(shop.attempts.history(slot(shop.payments, carl).invoice()))
                    .as("the first list tells the number, and the others write nothing")
                    .filteredOn(stored -> stored.slot().account().contains(carl.account()))
                    .hasSize(1);
            days(shop, shop.payments, 60);
            assertThat(told(shop.payments)).containsExactly(Attention.PAID_BUT_OPEN);

            shop.invoices.put(Invoice.of(INVOICE, carl.account(), ZERO).withStatus(DocumentStatus.PAID));
            days(shop, shop.payments, 3);
            assertThat(told(shop.payments)).isEmpty();
        }

        @Test
        @DisplayName("STA-04 is no longer looked at once it is posted and long past, though its provider stays silent")
        void postedAndSilent() {
            shop.invoices.put(Shop.invoice(ZERO, DocumentStatus.PAID));
            shop.provider.unreachable(true);
            days(shop, shop.payments, 60);

            assertThat(slot(shop.payments).nextCheck()).isEmpty();
            assertThat(told(shop.payments)).isEmpty();
        }
    }

    @Test
    @DisplayName("STA-04 an ERP that cannot be read for a day does not end what waits for it to post a payment")
    void erpDownForADay() {
        AtomicBoolean down = new AtomicBoolean();
        InMemoryProvider uncapped = uncapped();
        uncapped.next(Plan.complete());
        InvoicePayments payments =
                shop.wire(new Unsteady(shop.invoices, down), shop.attempts, b -> b.provider(uncapped));
        assertThat(pay(payments, payments.open(ANN, INVOICE).get().token())).isInstanceOf(PaymentOutcome.Pending.class);
        days(shop, payments, 40);
        assertThat(told(payments)).containsExactly(Attention.PAID_BUT_OPEN);
        down.set(true);
        days(shop, payments, 2);
        down.set(false);
        shop.invoices.put(Shop.invoice(ZERO, DocumentStatus.PAID));
        days(shop, payments, 3);

        assertThat(told(payments)).isEmpty();
    }

    /** An invoice source that cannot always be read. */
    private record Unsteady(InvoiceSource source, AtomicBoolean down) implements InvoiceSource {
        @Override
        public Option<Invoice> invoice(AccountId account, InvoiceNumber number) {
            if (down.get()) {
                throw new IllegalStateException("down");
            }
            return source.invoice(account, number);
        }

        @Override
        public InvoicePage invoices(AccountId account, PageRequest page) {
            return source.invoices(account, page);
        }

        @Override
        public OpenItems openItems(AccountId account) {
            return source.openItems(account);
        }
    }

    @Nested
    @DisplayName("what was paid long ago, and is owed again")
    class OwedAgain {
        @BeforeEach
        void payAndForget() {
            shop.provider.next(Plan.complete());
            shop.pay();
            shop.invoices.put(Shop.invoice(ZERO, DocumentStatus.PAID));
            days(shop, shop.payments, 45);
            assertThat(slot(shop.payments).nextCheck()).isEmpty();
        }

        @Test
        @DisplayName("STA-07 is told to a person once a customer opens its page")
        void onItsPage() {
            shop.invoices.put(Shop.invoice(AMOUNT));
            assertThat(shop.payments.open(ANN, INVOICE).isLeft()).isTrue();

            assertThat(told(shop.payments)).containsExactly(Attention.PAID_BUT_OPEN);
        }

        @Test
        @DisplayName("STA-07 is told to a person once a customer opens a list, at the cost of one write")
        void inAList() {
            shop.invoices.put(Shop.invoice(AMOUNT));
            int before = shop.attempts.history(slot(shop.payments).invoice()).size();
            assertThat(shop.column()).isEqualTo(PayState.PENDING);
            assertThat(shop.column()).isEqualTo(PayState.PENDING);
            assertThat(shop.attempts.history(slot(shop.payments).invoice())).hasSize(before + 1);
            shop.later(Duration.ofMinutes(1));

            assertThat(told(shop.payments)).containsExactly(Attention.PAID_BUT_OPEN);
        }

        @Test
        @DisplayName("STA-07 is told to a person with what was given back of it")
        void givenBackInPart() {
            shop.provider.refund(shop.ledger().get(0).payment(), PART);
            shop.invoices.put(Invoice.of(INVOICE, ACCOUNT, PART).withTotal(AMOUNT));
            assertThat(shop.payments.open(ANN, INVOICE).isLeft()).isTrue();
            assertThat(told(shop.payments)).containsExactly(Attention.REVERSED);

            assertThat(shop.payments
                            .reconciliation()
                            .decide(INVOICE, Verdict.PAID, List.of(), "operator", "a goodwill credit"))
                    .isTrue();
            shop.button();
            shop.column();
            shop.later(Duration.ofDays(1));
            assertThat(told(shop.payments))
                    .as("a person has let it be: looking is no news")
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("STA-06 a person may let an overpayment be; a third payment is told all the same")
    void overpaymentIsSettled() {
        InMemoryProvider uncapped = uncapped();
        InvoicePayments payments = shop.wire(uncapped, b -> b);
        assertThat(pay(payments, payments.open(ANN, INVOICE).get().token())).isInstanceOf(PaymentOutcome.Pending.class);
        uncapped.payInPortal(INVOICE, AMOUNT, Plan.complete());
        shop.invoices.put(Shop.invoice(ZERO, DocumentStatus.PAID));
        days(shop, payments, 5);
        assertThat(told(payments)).containsExactly(Attention.OVERPAID);
        assertThat(payments.reconciliation()
                        .decide(INVOICE, Verdict.PAID, List.of(), "operator", "credited to the account"))
                .isTrue();
        days(shop, payments, 3);
        assertThat(told(payments)).isEmpty();

        PaymentId third = uncapped.payInPortal(INVOICE, AMOUNT, Plan.complete());
        days(shop, payments, 3);
        assertThat(told(payments)).containsExactly(Attention.OVERPAID);
        assertThat(slot(payments).payments()).hasSize(3).contains(third);
    }

    @Test
    @DisplayName("STA-05 the payments that a person rests \"not paid\" on stay in the history")
    void referencesOfNotPaid() {
        shop.provider.next(Plan.complete());
        shop.pay();
        shop.later(Duration.ofMinutes(1));
        days(shop, shop.payments, 30);
        assertThat(shop.payments
                        .reconciliation()
                        .decide(
                                INVOICE,
                                Verdict.NOT_PAID,
                                List.of(new PaymentId("PAY-77")),
                                "operator",
                                "charged back"))
                .isTrue();

        assertThat(slot(shop.payments).cause().evidence()).isEqualTo("[PAY-77]: charged back");
    }
}
