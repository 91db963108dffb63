package io.invoicepay.behaviours;

import static io.invoicepay.behaviours.Shop.AMOUNT;
import static io.invoicepay.behaviours.Shop.ANN;
import static io.invoicepay.behaviours.Shop.INVOICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.attempt.Evidence.Verdict;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.attempt.Transition;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.inmemory.InMemoryAttempts;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.inmemory.LedgerEntry;
import io.invoicepay.inmemory.Plan;
import io.invoicepay.money.Money;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.PaymentOutcome;
import io.invoicepay.payment.Refusals;
import io.invoicepay.payment.StandardRefusal;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.KeyContract;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderView.Inconclusive;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What happens meanwhile, on another node or at the provider")
class MeanwhileTest {
    private final Shop shop = new Shop();

    private SlotStatus status() {
        return shop.payments.explain(ANN, INVOICE).get().status();
    }

    private static PaymentOutcome pay(InvoicePayments node, String token) {
        return node.payNow(ANN, token, Shop.card(node, "tok-good"));
    }

    /** A node before whose writes of one kind something happens, each time the next of these. */
    private InvoicePayments nodeBefore(Transition write, Runnable... steps) {
        Queue<Runnable> left = new ArrayDeque<>(List.of(steps));
        return shop.wire(
                shop.invoices,
                new WriteHook(shop.attempts, next -> {
                    if (next.cause().transition() == write && !left.isEmpty()) {
                        left.remove().run();
                    }
                }),
                b -> b.provider(shop.provider));
    }

    @Test
    @DisplayName("GST-09 whoever is overtaken by a payment that has failed since is told that one was pending, once")
    void overtakenAndFree() {
        String token = shop.open().token();
        shop.provider.next(Plan.decline(DeclineReason.DECLINED));

        assertThat(pay(nodeBefore(Transition.RESERVED, () -> shop.pay()), token))
                .isEqualTo(
                        new PaymentOutcome.Refused(Refusals.of(StandardRefusal.PAYMENT_PENDING), Option.some(AMOUNT)));
        assertThat(shop.ledger()).noneMatch(LedgerEntry::mayTakeMoney);
    }

    @Test
    @DisplayName("GST-09 whoever finds the invoice held is told that a payment is pending, once")
    void held() {
        String token = shop.open().token();
        shop.pay();

        assertThat(pay(shop.payments, token))
                .isEqualTo(
                        new PaymentOutcome.Refused(Refusals.of(StandardRefusal.PAYMENT_PENDING), Option.some(AMOUNT)));
    }

    @Test
    @DisplayName("GST-08 an invoice that the account has no more when Pay Now is pressed is unknown, and not charged")
    void invoiceGone() {
        String token = shop.open().token();
        shop.invoices.remove(INVOICE);

        assertThat(pay(shop.payments, token))
                .isEqualTo(new PaymentOutcome.Refused(Refusals.of(StandardRefusal.UNKNOWN_INVOICE), Option.none()));
        assertThat(shop.ledger()).isEmpty();
    }

    @Test
    @DisplayName("GST-08 a portal payment found by the last look is put on record at once")
    void foundByLastLook() {
        String token = shop.open().token();
        PaymentId portal = shop.provider.payInPortal(INVOICE, AMOUNT, Plan.approve());

        assertThat(pay(shop.payments, token)).isInstanceOf(PaymentOutcome.Refused.class);
        assertThat(status()).isEqualTo(SlotStatus.EXTERNAL_PENDING);
        assertThat(shop.payments.explain(ANN, INVOICE).get().payments()).containsExactly(portal);
    }

    @Test
    @DisplayName(
            "GST-08 a provider whose answers outlast the reservation is not sent anything, nor asked all over again")
    void answersTooLate() {
        AtomicInteger looks = new AtomicInteger();
        InvoicePayments slow = shop.wire(
                shop.invoices,
                shop.attempts,
                b -> b.provider(new FindHook(shop.provider, () -> {
                    looks.incrementAndGet();
                    shop.clock.advance(Duration.ofSeconds(61));
                })));

        assertThat(pay(slow, shop.open().token()))
                .isEqualTo(new PaymentOutcome.NotCharged(NotChargedReason.PROVIDER_UNREACHABLE));
        assertThat(looks).hasValue(1);
        assertThat(shop.ledger()).isEmpty();
    }

    @Test
    @DisplayName("GST-10 a store that has lost its writes does not use a key again that the provider shows as used up")
    void storeLost() {
        InMemoryProvider showing =
                InMemoryProvider.builder(shop.clock).showingKeys(true).build();
        showing.send(INVOICE, AMOUNT);
        InvoicePayments before = shop.wire(showing, b -> b);
        String token = before.open(ANN, INVOICE).get().token();
        showing.next(Plan.decline(DeclineReason.DECLINED));
        assertThat(pay(before, token)).isInstanceOf(PaymentOutcome.Declined.class);

        InvoicePayments after = shop.wire(shop.invoices, new InMemoryAttempts(), b -> b.provider(showing));

        assertThat(pay(after, token)).isInstanceOf(PaymentOutcome.Pending.class);
        assertThat(showing.ledger())
                .extracting(LedgerEntry::key)
                .doesNotHaveDuplicates()
                .hasSize(2);
    }

    @Test
    @DisplayName("GST-10 an answer under another key than ours is a matter for a person, whatever it says")
    void answerOfAnother() {
        for (ProviderPayment.Status shown : List.of(
                ProviderPayment.Status.PENDING, ProviderPayment.Status.COMPLETED, ProviderPayment.Status.FAILED)) {
            Shop other = new Shop();
            InvoicePayments odd = other.wire(
                    new OddProvider(
                            other.provider,
                            (provider, order) -> ChargeResult.confirmed(ProviderPayment.of(
                                    new PaymentId("foreign"),
                                    shown,
                                    AMOUNT,
                                    Option.some(new IdempotencyKey("of-somebody-else"))))),
                    b -> b);

            assertThat(pay(odd, other.open().token())).isInstanceOf(PaymentOutcome.OutcomeUnknown.class);
            assertThat(other.payments.explain(ANN, INVOICE).get().status()).isEqualTo(SlotStatus.REVIEW);
        }
    }

    @Test
    @DisplayName("GST-10 an answer that comes after the reconciler has taken over is still written down")
    void answerAfterDeadline() {
        InvoicePayments slow = shop.wire(
                new OddProvider(shop.provider, (provider, order) -> {
                    ChargeResult result = provider.charge(order);
                    shop.clock.advance(Duration.ofMinutes(2));
                    shop.provider.failQueries(
                            Option.some(new Inconclusive(Inconclusive.Cause.UNREACHABLE, Option.none())));
                    var unused = shop.payments.reconciliation().checkDue(10);
                    assertThat(status()).isEqualTo(SlotStatus.UNKNOWN);
                    return result;
                }),
                b -> b);
        shop.provider.next(Plan.settleAfter(Duration.ofDays(1)));

        assertThat(pay(slow, shop.open().token())).isInstanceOf(PaymentOutcome.Pending.class);
        assertThat(status()).isEqualTo(SlotStatus.PENDING);
    }

    @Test
    @DisplayName("STA-03 a charge whose sender died is asked about as soon as its time is over, in the same round")
    void senderDied() {
        InvoicePayments dying =
                shop.wire(shop.invoices, new DyingStore(shop.attempts, 3), b -> b.provider(shop.provider));
        String token = shop.open().token();
        try {
            pay(dying, token);
            throw new AssertionError("it should have died");
        } catch (DyingStore.Death expected) {
            assertThat(status()).isEqualTo(SlotStatus.SENDING);
        }
        shop.clock.advance(Duration.ofMinutes(2));

        assertThat(shop.payments.reconciliation().checkDue(10).changes())
                .extracting(change -> change.after().status())
                .containsExactly(SlotStatus.UNKNOWN, SlotStatus.PAID);
        assertThat(status()).isEqualTo(SlotStatus.PAID);
    }

    @Test
    @DisplayName(
            "GST-10 the provider is asked by attempt, key, amount and time of a charge in flight, and by nothing else")
    void trace() {
        OddProvider asked = new OddProvider(shop.provider);
        InvoicePayments node = shop.wire(asked, b -> b);
        pay(node, node.open(ANN, INVOICE).get().token());
        assertThat(asked.queries).hasSize(2);
        assertThat(asked.queries.get(0).attempt()).isEmpty();

        shop.clock.advance(Duration.ofMinutes(1));
        var unused = node.reconciliation().checkDue(10);

        LedgerEntry charged = shop.ledger().get(0);
        assertThat(asked.queries.get(2).attempt().get()).satisfies(trace -> {
            assertThat(trace.amount()).isEqualTo(AMOUNT);
            assertThat(Option.some(trace.key())).isEqualTo(charged.key());
        });
    }

    @Test
    @DisplayName(
            "STA-03 what another node has checked since the list of due payments was read is not asked about again")
    void checkedMeanwhile() {
        shop.provider.next(Plan.settleAfter(Duration.ofDays(1)));
        shop.pay();
        shop.clock.advance(Duration.ofMinutes(1));
        InvoicePayments node = shop.wire(
                shop.invoices,
                new AttemptsAround(shop.attempts) {
                    @Override
                    public List<InvoiceKey> due(MerchantId merchant, Instant now, int limit) {
                        List<InvoiceKey> due = super.due(merchant, now, limit);
                        var unused = shop.payments.reconciliation().checkDue(10);
                        return due;
                    }
                },
                b -> b.provider(shop.provider));
        int before = shop.provider.queryRequests();

        assertThat(node.reconciliation().checkDue(10)).satisfies(report -> {
            assertThat(report.checked()).isEqualTo(1);
            assertThat(report.changes()).isEmpty();
        });
        assertThat(shop.provider.queryRequests() - before)
                .as("by the other node")
                .isEqualTo(1);
        assertThat(shop.payments.explain(ANN, INVOICE).get().checks()).isEqualTo(1);
    }

    @Test
    @DisplayName("STA-05 the history leaves out checks that changed nothing")
    void checksAreNoHistory() {
        shop.provider.next(Plan.settleAfter(Duration.ofDays(1)));
        shop.pay();
        shop.later(Duration.ofMinutes(1));
        shop.later(Duration.ofHours(1));

        assertThat(shop.payments.explain(ANN, INVOICE).get().checks()).isEqualTo(2);
        assertThat(shop.payments.history(ANN, INVOICE).get())
                .extracting(slot -> slot.cause().transition())
                .containsExactly(Transition.RESERVED, Transition.ARMED, Transition.ACCEPTED);
    }

    @Test
    @DisplayName("GST-10 the round that sends a lost request again reports what came of it")
    void sentAgain() {
        InMemoryProvider replaying = InMemoryProvider.builder(shop.clock)
                .keys(KeyContract.REPLAYS)
                .showingKeys(true)
                .build();
        replaying.send(INVOICE, AMOUNT);
        InvoicePayments node = shop.wire(replaying, b -> b);
        replaying.next(Plan.loseRequest(), Plan.settleAfter(Duration.ofDays(1)));
        pay(node, node.open(ANN, INVOICE).get().token());
        shop.clock.advance(Duration.ofMinutes(5));

        assertThat(node.reconciliation().checkDue(10).changes())
                .extracting(change -> change.after().status())
                .containsExactly(SlotStatus.PENDING);
        assertThat(shop.events.names).doesNotContain("port failed");
        assertThat(replaying.ledger()).hasSize(1);
    }

    @Test
    @DisplayName("PAY-02 GST-08 a lost request is not sent again once the invoice is settled, or owes another amount")
    void notSentAgain() {
        for (Money owed : List.of(Money.of("0.00", "USD"), Money.of("1000.00", "USD"))) {
            Shop lost = new Shop();
            InMemoryProvider replaying = InMemoryProvider.builder(lost.clock)
                    .keys(KeyContract.REPLAYS)
                    .showingKeys(true)
                    .build();
            replaying.send(INVOICE, AMOUNT);
            InvoicePayments node = lost.wire(replaying, b -> b);
            replaying.next(Plan.loseRequest());
            pay(node, node.open(ANN, INVOICE).get().token());
            lost.invoices.put(Shop.invoice(owed));
            lost.clock.advance(Duration.ofMinutes(5));

            assertThat(node.reconciliation().checkDue(10).changes()).isEmpty();
            assertThat(replaying.ledger()).isEmpty();
        }
    }

    @Test
    @DisplayName("STA-03 a page puts on record that a payment in flight was completed only when a check of it is due")
    void foundByAPage() {
        shop.provider.next(Plan.settleAfter(Duration.ofSeconds(1)));
        shop.pay();
        PaymentSlot pending = shop.payments.explain(ANN, INVOICE).get();
        shop.clock.set(pending.nextCheck().get().minusMillis(1));
        assertThat(shop.payments.open(ANN, INVOICE).isLeft()).isTrue();
        assertThat(shop.payments.explain(ANN, INVOICE).get()).isEqualTo(pending);

        shop.clock.advance(Duration.ofSeconds(2));
        assertThat(shop.payments.open(ANN, INVOICE).isLeft()).isTrue();
        assertThat(status()).isEqualTo(SlotStatus.PAID);
    }

    @Test
    @DisplayName("STA-06 a page puts a second payment on record at once, also where nothing is checked any more")
    void secondFoundByAPage() {
        InMemoryProvider uncapped =
                InMemoryProvider.builder(shop.clock).caps(false).build();
        uncapped.send(INVOICE, AMOUNT);
        InvoicePayments node = shop.wire(uncapped, b -> b);
        uncapped.next(Plan.complete());
        pay(node, node.open(ANN, INVOICE).get().token());
        PaymentId second = uncapped.payInPortal(INVOICE, AMOUNT, Plan.complete());
        assertThat(node.open(ANN, INVOICE).isLeft()).isTrue();

        PaymentSlot twice = node.explain(ANN, INVOICE).get();
        assertThat(twice.status()).isEqualTo(SlotStatus.OVERPAID);
        assertThat(twice.payments()).contains(second);
    }

    /** An amount that was not asked for: a person has to decide. */
    private void inReview() {
        shop.provider.next(Plan.chargeInstead(Money.of("12.50", "USD")));
        shop.pay();
        assertThat(status()).isEqualTo(SlotStatus.REVIEW);
    }

    private void check() {
        shop.payments.reconciliation().hint(INVOICE, "event");
        var unused = shop.payments.reconciliation().checkDue(10);
    }

    private static boolean decide(InvoicePayments node, Verdict verdict, String... payments) {
        List<PaymentId> named =
                java.util.Arrays.stream(payments).map(PaymentId::new).toList();
        return node.reconciliation().decide(INVOICE, verdict, named, "olga", "seen in the provider's portal");
    }

    @Test
    @DisplayName("STA-04 a decision holds although the same matter is checked while it is made, twice")
    void decidedWhileChecked() {
        inReview();
        assertThat(decide(nodeBefore(Transition.OPERATOR_DECIDED, this::check, this::check), Verdict.NOT_PAID))
                .isTrue();
        assertThat(status()).isEqualTo(SlotStatus.PAYABLE);
    }

    @Test
    @DisplayName("STA-04 a decision that is overtaken three times is not recorded, and can be made again")
    void decidedTooSlowly() {
        inReview();
        assertThat(decide(
                        nodeBefore(Transition.OPERATOR_DECIDED, this::check, this::check, this::check),
                        Verdict.NOT_PAID))
                .isFalse();
        assertThat(status()).isEqualTo(SlotStatus.REVIEW);
        assertThat(decide(shop.payments, Verdict.NOT_PAID)).isTrue();
    }

    @Test
    @DisplayName("STA-04 what was decided of one matter is not applied to another, decided by somebody else meanwhile")
    void anotherMatter() {
        inReview();
        InvoicePayments slow = nodeBefore(
                Transition.OPERATOR_DECIDED,
                () -> assertThat(decide(shop.payments, Verdict.OVERPAID, "one", "other"))
                        .isTrue());

        assertThat(decide(slow, Verdict.PAID, "one")).isFalse();
        PaymentSlot slot = shop.payments.explain(ANN, INVOICE).get();
        assertThat(slot.status()).isEqualTo(SlotStatus.OVERPAID);
        assertThat(slot.payments()).containsExactly(new PaymentId("one"), new PaymentId("other"));
    }
}
