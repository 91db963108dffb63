package io.invoicepay.behaviours;

import static io.invoicepay.behaviours.Shop.ACCOUNT;
import static io.invoicepay.behaviours.Shop.AMOUNT;
import static io.invoicepay.behaviours.Shop.ANN;
import static io.invoicepay.behaviours.Shop.INVOICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.attempt.Transition;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.inmemory.FaultyAttempts;
import io.invoicepay.inmemory.FaultyAttempts.Fault;
import io.invoicepay.inmemory.InMemoryAttempts;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.inmemory.Plan;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.provider.ProviderView.Inconclusive;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.invoicepay.reconciliation.Reconciliation;
import io.invoicepay.reconciliation.ReconciliationReport;
import io.invoicepay.reconciliation.ReconciliationRunner;
import io.invoicepay.spi.AttemptsUnavailableException;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.PaymentListener;
import io.invoicepay.spi.StoredSlot;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("The reconciliation runner")
@Timeout(60)
class ReconciliationRunnerTest {
    private static final Duration PAUSE = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final String THREAD = "invoice-payments-reconciliation";

    private final Shop shop = new Shop();
    private final VirtualTimer timer = new VirtualTimer(shop.clock);
    private final AtomicInteger id = new AtomicInteger();

    private UUID nextId() {
        return new UUID(1, id.incrementAndGet() * 0x9E3779B97F4A7C15L);
    }

    private InvoicePayments node(PaymentAttempts store) {
        return shop.wire(shop.invoices, store, b -> b.provider(shop.provider).ids(this::nextId));
    }

    private ReconciliationRunner.Builder runner(InvoicePayments payments) {
        return ReconciliationRunner.builder(payments.reconciliation())
                .pause(PAUSE, LONGEST)
                .executor(timer);
    }

    private ReconciliationRunner start() {
        return runner(node(shop.attempts)).start();
    }

    private static InvoiceNumber number(int i) {
        return new InvoiceNumber("PS-INV2" + String.format(java.util.Locale.ROOT, "%05d", i));
    }

    private void invoices(int count) {
        for (int i = 0; i < count; i++) {
            shop.invoices.put(Invoice.of(number(i), ACCOUNT, AMOUNT));
            shop.provider.send(number(i), AMOUNT);
        }
    }

    private void payAll(int count) {
        for (int i = 0; i < count; i++) {
            String token = shop.payments.open(ANN, number(i)).get().token();
            shop.payments.payNow(ANN, token, Shop.card(shop.payments, "tok-good"));
        }
    }

    private SlotStatus status() {
        return shop.payments.explain(ANN, INVOICE).get().status();
    }

    @Test
    @DisplayName("STA-03 clears up what is due by itself, until it is closed")
    void clearsUp() {
        shop.provider.next(Plan.settleAfter(Duration.ofMinutes(1)));
        shop.pay();
        try (ReconciliationRunner runner = start()) {
            timer.advance(Duration.ofMinutes(10));
            assertThat(status()).isEqualTo(SlotStatus.PAID);
            assertThat(runner.activity().changed()).isEqualTo(1);
            assertThat(runner.isRunning()).isTrue();
            timer.runNext();
            assertThat(runner.activity().lastSuccess()).contains(Instant.ofEpochMilli(shop.clock.millis()));
            assertThat(runner.activity().rounds()).isPositive();
            assertThat(runner.activity().failures()).isZero();
        }
        assertThat(timer.next()).isEmpty();
    }

    @Test
    @DisplayName("STA-03 ten thousand hints for one invoice are one check, and end what they were about")
    void manyHints() {
        shop.provider.payInPortal(INVOICE, AMOUNT, Plan.approve());
        try (ReconciliationRunner runner = start()) {
            for (int i = 0; i < 10_000; i++) {
                assertThat(runner.hint(INVOICE, "event")).isTrue();
            }
            int before = shop.provider.queryRequests();
            timer.runNext();

            assertThat(shop.provider.queryRequests() - before).isEqualTo(1);
            assertThat(runner.activity().hintsTaken()).isEqualTo(1);
            assertThat(runner.activity().hintsMerged()).isEqualTo(9_999);
            assertThat(runner.activity().hintsWaiting()).isZero();
            assertThat(status()).isEqualTo(SlotStatus.EXTERNAL_PENDING);
        }
    }

    @Test
    @DisplayName(
            "STA-03 a hint is acted upon long before the next pause ends, and asks no port on the thread that gives it")
    void hintIsQuickAndFree() {
        CountingAttempts store = new CountingAttempts(shop.attempts);
        try (ReconciliationRunner runner = runner(node(store)).start()) {
            timer.runNext();
            int calls = store.calls.get();
            int asked = shop.provider.queryRequests();

            assertThat(runner.hint(INVOICE, "event")).isTrue();

            assertThat(store.calls.get()).isEqualTo(calls);
            assertThat(shop.provider.queryRequests()).isEqualTo(asked);
            assertThat(timer.next()).contains(Duration.ofMillis(200));
        }
    }

    @Test
    @DisplayName("STA-03 a hint without an invoice or a source is refused where it is given, and stops no round")
    @SuppressWarnings("NullAway") // as a caller in another language would
    void hintOfNothing() {
        ReconciliationRunner runner = start();
        assertThatNullPointerException()
                .isThrownBy(() -> runner.hint(number(0), null))
                .withMessage("source");
        assertThatNullPointerException()
                .isThrownBy(() -> runner.hint(null, "event"))
                .withMessage("invoice");
        assertThatNullPointerException()
                .isThrownBy(() -> shop.payments.reconciliation().hint(number(0), null))
                .withMessage("source");
    }

    @Test
    @DisplayName("STA-03 a hint that comes during a round is acted upon soon after it")
    void hintDuringRound() {
        invoices(1);
        List<ReconciliationRunner> hinted = new ArrayList<>();
        InvoicePayments node = shop.wire(
                shop.invoices,
                shop.attempts,
                b -> b.ids(this::nextId)
                        .provider(new FindHook(
                                shop.provider,
                                () -> hinted.forEach(runner -> assertThat(runner.hint(number(0), "event"))
                                        .isTrue()))));
        try (ReconciliationRunner runner = runner(node).start()) {
            assertThat(runner.hint(INVOICE, "event")).isTrue();
            hinted.add(runner);
            timer.runNext();
            hinted.clear();

            assertThat(runner.activity().hintsWaiting()).isEqualTo(1);
            assertThat(timer.next()).contains(Duration.ofMillis(200));
            timer.runNext();
            assertThat(runner.activity().hintsWaiting()).isZero();
            assertThat(timer.next().get()).isGreaterThanOrEqualTo(PAUSE.dividedBy(2));
        }
    }

    @Test
    @DisplayName("STA-03 a round takes half a batch of hints, and the others with the next")
    void moreHintsThanFit() {
        invoices(3);
        ReconciliationRunner runner = runner(node(shop.attempts)).batch(4).build();
        for (int i = 0; i < 3; i++) {
            assertThat(runner.hint(number(i), "event")).isTrue();
        }
        assertThat(runner.runOnce().checked()).isEqualTo(2);
        assertThat(runner.activity().hintsWaiting()).isEqualTo(1);
        assertThat(runner.runOnce().checked()).isEqualTo(1);
        assertThat(runner.activity().hintsWaiting()).isZero();
    }

    @Test
    @DisplayName("STA-03 however many events come, what is due has its turn, and the events follow at once")
    void hintsDoNotStarve() {
        invoices(20);
        shop.provider.next(Plan.settleAfter(Duration.ofMinutes(1)));
        shop.pay();
        shop.clock.advance(Duration.ofMinutes(5));
        try (ReconciliationRunner runner = runner(node(shop.attempts)).batch(4).start()) {
            for (int i = 0; i < 20; i++) {
                assertThat(runner.hint(number(i), "event")).isTrue();
            }
            timer.runNext();
            assertThat(status()).isEqualTo(SlotStatus.PAID);
            assertThat(runner.activity().hintsWaiting()).isEqualTo(18);
            for (int round = 0; round < 8; round++) {
                assertThat(timer.next()).contains(Duration.ZERO);
                timer.runNext();
            }
            assertThat(runner.activity().hintsWaiting()).isEqualTo(2);
        }
    }

    @Test
    @DisplayName("STA-03 a batch of one looks at one hinted at and one that is due")
    void batchOfOne() {
        invoices(3);
        payAll(1);
        shop.clock.advance(Duration.ofSeconds(70));
        ReconciliationRunner runner = runner(node(shop.attempts)).batch(1).build();
        assertThat(runner.hint(number(1), "event")).isTrue();
        assertThat(runner.hint(number(2), "event")).isTrue();

        assertThat(runner.runOnce().checked()).isEqualTo(2);
        assertThat(runner.activity().hintsWaiting()).isEqualTo(1);
    }

    @Test
    @DisplayName("STA-03 hints and what is due fill a round together, hints first")
    void hintsAndDue() {
        invoices(3);
        payAll(2);
        shop.clock.advance(Duration.ofSeconds(70));
        ReconciliationRunner runner = runner(node(shop.attempts)).batch(2).build();
        assertThat(runner.hint(number(2), "event")).isTrue();

        assertThat(runner.runOnce().checked()).isEqualTo(2);
        assertThat(runner.activity().hintsWaiting()).isZero();
    }

    @Test
    @DisplayName("STA-03 a pause can be as long as the whole of it")
    void wholePause() {
        long half = PAUSE.toNanos() / 2;
        InvoicePayments node = shop.wire(
                shop.invoices, shop.attempts, b -> b.provider(shop.provider).ids(() -> new UUID(1, half)));
        try (ReconciliationRunner runner = runner(node).start()) {
            assertThat(runner.isRunning()).isTrue();
            assertThat(timer.next()).contains(PAUSE);
        }
    }

    @Test
    @DisplayName("STA-03 while the store takes no writes nothing is moved on, and the runner waits ever longer")
    void writesFail() {
        shop.pay();
        shop.clock.advance(Duration.ofMinutes(2));
        FaultyAttempts store = FaultyAttempts.over(shop.attempts, () -> Fault.UNKNOWN_NOT_WRITTEN, () -> Fault.NONE);
        assertThat(runner(node(store)).build().runOnce().stuck()).isTrue();
        try (ReconciliationRunner runner = runner(node(store)).start()) {
            timer.runNext();
            assertThat(timer.next().get()).isBetween(PAUSE, PAUSE.multipliedBy(2));
            timer.runNext();
            assertThat(timer.next().get()).isBetween(PAUSE.multipliedBy(2), PAUSE.multipliedBy(4));
            assertThat(runner.activity().failures()).isZero();
        }
    }

    @Test
    @DisplayName("STA-03 a round that has moved on whatever another node had left is not stuck")
    void partlyDoneByOthers() {
        invoices(2);
        payAll(2);
        shop.clock.advance(Duration.ofSeconds(70));
        PaymentAttempts list =
                new DueOf(shop.attempts, shop.attempts.due(new MerchantId("default"), shop.clock.instant(), 10));
        shop.payments.reconciliation().hint(number(0), "event");
        assertThat(shop.payments.open(ANN, number(0)).isLeft()).isTrue();
        assertThat(shop.payments.explain(ANN, number(0)).get().status()).isEqualTo(SlotStatus.PAID);

        ReconciliationReport report = runner(node(list)).build().runOnce();

        assertThat(report.checked()).isEqualTo(2);
        assertThat(report.changes()).hasSize(1);
        assertThat(report.stuck()).isFalse();
    }

    @Test
    @DisplayName("STA-03 what the store does not hold at all is settled: a round of nothing else is not stuck")
    void unknownToTheStore() {
        PaymentAttempts list = new DueOf(
                new InMemoryAttempts(),
                List.of(shop.payments.explain(ANN, INVOICE).get().invoice()));
        assertThat(runner(node(list)).build().runOnce().stuck()).isFalse();
    }

    /** A store whose list of what is due was read a moment ago. */
    private static final class DueOf extends AttemptsAround {
        private final List<InvoiceKey> list;

        DueOf(PaymentAttempts store, List<InvoiceKey> list) {
            super(store);
            this.list = list;
        }

        @Override
        public List<InvoiceKey> due(MerchantId merchant, Instant now, int limit) {
            return list;
        }
    }

    @Test
    @DisplayName(
            "STA-03 what cannot be moved leaves its place to the others, and has its turn now and then all the same")
    void stuckHasItsTurn() {
        InvoiceKey broken = new InvoiceKey(new MerchantId("default"), number(0));
        InvoiceKey sound = shop.payments.explain(ANN, INVOICE).get().invoice();
        List<InvoiceKey> asked = new ArrayList<>();
        PaymentAttempts store = new AttemptsAround(new DueOf(shop.attempts, List.of(broken, sound))) {
            @Override
            public Map<InvoiceKey, StoredSlot> readAll(Collection<InvoiceKey> invoices) {
                asked.addAll(invoices);
                if (invoices.contains(broken)) {
                    throw new IllegalStateException();
                }
                return super.readAll(invoices);
            }

            @Override
            public StoredSlot read(InvoiceKey invoice) {
                throw new IllegalStateException();
            }
        };
        Reconciliation reconciliation = node(store).reconciliation();
        for (int round = 0; round < 200; round++) {
            assertThat(reconciliation.checkDue(1).checked()).isEqualTo(1);
        }
        assertThat(asked.get(0)).isEqualTo(broken);
        assertThat(Collections.frequency(asked, broken)).isBetween(3, 5);
    }

    @Test
    @DisplayName("STA-03 asking a runner what it does keeps no other thread from doing so")
    void askedByTwo() throws InterruptedException, ExecutionException, TimeoutException {
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (ReconciliationRunner runner = start()) {
            assertThat(runner.isRunning()).isTrue();
            assertThat(runner.activity().rounds()).isZero();
            assertThat(other.submit(runner::isRunning).get(30, TimeUnit.SECONDS))
                    .isTrue();
            assertThat(other.submit(runner::activity).get(30, TimeUnit.SECONDS)).isEqualTo(runner.activity());
        } finally {
            other.shutdownNow();
        }
    }

    @Test
    @DisplayName("STA-03 hints beyond the bound are turned away and counted; what is in flight is checked all the same")
    void hintsBeyondTheBound() {
        invoices(3);
        shop.provider.next(Plan.settleAfter(Duration.ofMinutes(1)));
        shop.pay();
        try (ReconciliationRunner runner = runner(node(shop.attempts)).hints(2).start()) {
            assertThat(runner.hint(number(0), "event")).isTrue();
            assertThat(runner.hint(number(1), "event")).isTrue();
            assertThat(runner.hint(INVOICE, "event")).isFalse();
            assertThat(runner.hint(number(0), "event")).isTrue();
            assertThat(runner.activity().hintsRefused()).isEqualTo(1);

            timer.advance(Duration.ofMinutes(10));
            assertThat(status()).isEqualTo(SlotStatus.PAID);
            assertThat(runner.hint(INVOICE, "event")).isTrue();
        }
    }

    @Test
    @DisplayName("STA-03 a full batch is followed by the next at once, an empty one by a pause that chance spreads")
    void backpressure() {
        try (ReconciliationRunner runner = runner(node(shop.attempts)).batch(10).start()) {
            List<Duration> pauses = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                pauses.add(timer.next().get());
                timer.runNext();
            }
            assertThat(pauses).allSatisfy(pause -> assertThat(pause).isBetween(PAUSE.dividedBy(2), PAUSE));
            assertThat(pauses).doesNotHaveDuplicates();

            invoices(25);
            payAll(25);
            shop.clock.advance(Duration.ofSeconds(30));
            timer.runNext();
            assertThat(timer.next()).contains(Duration.ZERO);
            timer.runNext();
            assertThat(timer.next()).contains(Duration.ZERO);
            timer.runNext();
            assertThat(timer.next().get()).isGreaterThanOrEqualTo(PAUSE.dividedBy(2));
            assertThat(runner.activity().checked()).isEqualTo(25);
        }
    }

    @Test
    @DisplayName(
            "STA-03 with the store unavailable it waits ever longer, keeps its hints, and goes on when the store is back")
    void storeUnavailable() {
        AtomicBoolean down = new AtomicBoolean(true);
        FaultyAttempts store =
                FaultyAttempts.over(shop.attempts, () -> Fault.NONE, () -> down.get() ? Fault.UNAVAILABLE : Fault.NONE);
        shop.provider.payInPortal(INVOICE, AMOUNT, Plan.approve());
        try (ReconciliationRunner runner = runner(node(store)).start()) {
            assertThat(runner.hint(INVOICE, "event")).isTrue();
            List<Duration> pauses = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                timer.runNext();
                pauses.add(timer.next().get());
            }
            for (int i = 0; i < pauses.size(); i++) {
                Duration whole = PAUSE.multipliedBy(2L << i);
                Duration bounded = whole.compareTo(LONGEST) > 0 ? LONGEST : whole;
                assertThat(pauses.get(i)).isBetween(bounded.dividedBy(2), bounded);
            }
            assertThat(runner.activity().failures()).isEqualTo(8);
            assertThat(runner.activity().hintsWaiting()).isEqualTo(1);
            assertThat(shop.events.names).filteredOn("port failed"::equals).hasSize(8);
            assertThat(runner.hint(number(1), "event")).isTrue();
            assertThat(timer.next().get())
                    .as("a hint does not break the waiting")
                    .isEqualTo(pauses.get(7));

            down.set(false);
            timer.runNext();
            assertThat(status()).as("settled meanwhile").isEqualTo(SlotStatus.PAID);
            assertThat(timer.next().get()).isLessThanOrEqualTo(PAUSE);
        }
    }

    @Test
    @DisplayName("STA-03 a provider that asks for patience is not asked before, whatever is due or hinted; others are")
    void retryAfter() {
        InMemoryProvider former = InMemoryProvider.builder(shop.clock)
                .id(new ProviderId("former"))
                .build();
        former.send(number(0), AMOUNT);
        shop.invoices.put(Invoice.of(number(0), ACCOUNT, AMOUNT));
        InvoicePayments before = shop.wire(former, b -> b);
        former.next(Plan.settleAfter(Duration.ofMinutes(1)));
        before.payNow(ANN, before.open(ANN, number(0)).get().token(), Shop.card(before, "tok-good"));
        shop.provider.next(Plan.settleAfter(Duration.ofMinutes(1)));
        shop.pay();
        shop.provider.failQueries(Option.some(new Inconclusive(Cause.THROTTLED, Option.some(Duration.ofMinutes(10)))));
        InvoicePayments both = shop.wire(
                shop.invoices,
                shop.attempts,
                b -> b.provider(shop.provider).formerProvider(former).ids(this::nextId));
        try (ReconciliationRunner runner = runner(both).start()) {
            int asked = shop.provider.queryRequests();
            timer.advance(Duration.ofSeconds(20));
            assertThat(shop.provider.queryRequests() - asked).isEqualTo(1);

            for (int minute = 1; minute < 10; minute++) {
                assertThat(runner.hint(INVOICE, "event")).isTrue();
                timer.advance(Duration.ofMinutes(1));
            }
            assertThat(shop.provider.queryRequests() - asked).isEqualTo(1);
            assertThat(both.explain(ANN, number(0)).get().status()).isEqualTo(SlotStatus.PAID);

            shop.provider.failQueries(Option.none());
            timer.advance(Duration.ofMinutes(5));
            assertThat(status()).isEqualTo(SlotStatus.PAID);
        }
    }

    @Test
    @DisplayName("STA-03 a wish for patience is the answer also to what comes due meanwhile")
    void retryAfterForLaterOnes() {
        invoices(1);
        shop.provider.next(Plan.settleAfter(Duration.ofDays(1)), Plan.settleAfter(Duration.ofDays(1)));
        payAll(1);
        shop.clock.advance(Duration.ofSeconds(1));
        shop.pay();
        InvoicePayments node = node(shop.attempts);
        List<Instant> due = Stream.of(number(0), INVOICE)
                .map(number -> node.explain(ANN, number).get().nextCheck().get())
                .sorted()
                .toList();
        assertThat(due.get(1)).isAfter(due.get(0));
        shop.provider.failQueries(Option.some(new Inconclusive(Cause.THROTTLED, Option.some(Duration.ofMinutes(10)))));
        int asked = shop.provider.queryRequests();
        for (Instant moment : due) {
            shop.clock.set(moment);
            assertThat(node.reconciliation().checkDue(10).checked()).isEqualTo(1);
        }

        assertThat(shop.provider.queryRequests() - asked).isEqualTo(1);
    }

    @Test
    @DisplayName("STA-03 while no provider answers it does not run through a long list in a row")
    void providerSilent() {
        invoices(30);
        payAll(30);
        shop.clock.advance(Duration.ofSeconds(30));
        shop.provider.unreachable(true);
        try (ReconciliationRunner runner = runner(node(shop.attempts)).batch(10).start()) {
            timer.runNext();
            assertThat(timer.next().get()).isGreaterThanOrEqualTo(PAUSE);
            shop.provider.unreachable(false);
            timer.runNext();
            assertThat(timer.next()).contains(Duration.ZERO);
            assertThat(runner.activity().checked()).isEqualTo(20);
        }
    }

    @Test
    @DisplayName("STA-03 a host with a timer of its own runs rounds itself; nothing begins a thread or a timer")
    void drivenByTheHost() {
        shop.provider.next(Plan.settleAfter(Duration.ofMinutes(1)));
        shop.pay();
        ReconciliationRunner runner =
                ReconciliationRunner.builder(shop.payments.reconciliation()).build();
        assertThat(runner.hint(INVOICE, "event")).isTrue();
        shop.clock.advance(Duration.ofMinutes(2));

        ReconciliationReport report = runner.runOnce();

        assertThat(report.changes()).hasSize(1);
        assertThat(runner.isRunning()).isFalse();
        assertThat(threads()).isEmpty();
        assertThat(timer.next()).isEmpty();
        runner.close();
    }

    @Test
    @DisplayName("STA-03 a host's own round lets it know that the store is unavailable")
    void drivenWithoutStore() {
        FaultyAttempts store = FaultyAttempts.over(shop.attempts);
        store.nextReads(Fault.UNAVAILABLE);
        ReconciliationRunner runner = runner(node(store)).build();
        assertThatThrownBy(runner::runOnce).isInstanceOf(AttemptsUnavailableException.class);
        assertThat(runner.activity().failures()).isEqualTo(1);
    }

    @Test
    @DisplayName("STA-03 closed, it takes no hint and begins no round; the host's executor is left running")
    void closed() {
        ReconciliationRunner runner = start();
        runner.close();
        runner.close();
        assertThat(runner.hint(INVOICE, "event")).isFalse();
        assertThat(runner.isRunning()).isFalse();
        assertThat(timer.next()).isEmpty();
        assertThat(timer.isShutdown()).isFalse();
    }

    @Test
    @DisplayName("STA-03 an executor that the host shuts down ends the runner, and the listener is told")
    void executorShutDown() {
        ReconciliationRunner runner = start();
        timer.shutdown();
        timer.runNext();
        assertThat(runner.isRunning()).isFalse();
        assertThat(runner.hint(INVOICE, "event")).isFalse();
        assertThat(shop.events.names).last().isEqualTo("port failed");
        runner.close();
    }

    @Test
    @DisplayName(
            "STA-03 an executor that is shut down at once ends the runner without a word: it says so, and takes no hint")
    void executorThrownAway() {
        ReconciliationRunner runner = start();
        assertThat(runner.isRunning()).isTrue();
        assertThat(timer.shutdownNow()).isEmpty();
        assertThat(runner.isRunning()).isFalse();
        assertThat(runner.hint(INVOICE, "event")).isFalse();
        runner.close();
    }

    @Test
    @DisplayName("STA-03 a host's source of ids that fails ends no runner, and is told")
    void idsFail() {
        InvoicePayments node = shop.wire(
                shop.invoices,
                shop.attempts,
                b -> b.provider(shop.provider).ids(() -> {
                    throw new IllegalStateException();
                }));
        try (ReconciliationRunner runner = runner(node).start()) {
            timer.runNext();
            timer.runNext();
            assertThat(runner.isRunning()).isTrue();
            assertThat(timer.next()).contains(PAUSE.dividedBy(2));
        }
        assertThat(shop.events.names).contains("port failed");
    }

    @Test
    @DisplayName("STA-03 an event that comes while an older check ends is acted upon all the same")
    void overtakenHint() {
        shop.provider.next(Plan.settleAfter(Duration.ofDays(1)));
        shop.pay();
        shop.clock.set(
                shop.payments.explain(ANN, INVOICE).get().nextCheck().get().minusMillis(1));
        List<Runnable> meanwhile = new ArrayList<>();
        InvoicePayments node = node(new WriteHook(shop.attempts, next -> {
            if (next.cause().transition() == Transition.CHECK_BROUGHT_FORWARD) {
                meanwhile.forEach(Runnable::run);
                meanwhile.clear();
            }
        }));
        meanwhile.add(() -> shop.later(Duration.ofMillis(1)));
        node.reconciliation().hint(INVOICE, "event");

        PaymentSlot hinted = shop.payments.explain(ANN, INVOICE).get();
        assertThat(hinted.isDue(shop.clock.instant())).isTrue();
        assertThat(hinted.cause().transition()).isEqualTo(Transition.CHECK_BROUGHT_FORWARD);
    }

    @Test
    @DisplayName("STA-03 a hint that the store does not confirm is told to who gives it; a runner looks all the same")
    void unconfirmedHint() {
        shop.provider.payInPortal(INVOICE, AMOUNT, Plan.complete());
        FaultyAttempts store = FaultyAttempts.over(shop.attempts);
        InvoicePayments node = node(store);
        store.nextWrites(Fault.UNKNOWN_NOT_WRITTEN);
        assertThatThrownBy(() -> node.reconciliation().hint(INVOICE, "event"))
                .isInstanceOf(AttemptsUnavailableException.class)
                .hasMessage("the store does not confirm an early check of invoice default/PS-INV103001");
        assertThat(status()).isEqualTo(SlotStatus.PAYABLE);

        store.nextWrites(Fault.UNKNOWN_NOT_WRITTEN);
        ReconciliationRunner runner = runner(node).build();
        assertThat(runner.hint(INVOICE, "event")).isTrue();
        assertThat(runner.runOnce().changes()).hasSize(1);
        assertThat(status()).isEqualTo(SlotStatus.PAID);
    }

    @Test
    @DisplayName("STA-03 started without an executor it works on one daemon thread, which closing ends")
    void ownThread() throws InterruptedException {
        CountDownLatch told = new CountDownLatch(1);
        shop.provider.payInPortal(INVOICE, AMOUNT, Plan.approve());
        InvoicePayments payments = shop.wire(
                shop.provider,
                b -> b.listener(new PaymentListener() {
                    @Override
                    public void moved(PaymentSlot before, PaymentSlot after) {
                        if (after.status() == SlotStatus.EXTERNAL_PENDING) {
                            told.countDown();
                        }
                    }
                }));
        ReconciliationRunner runner = ReconciliationRunner.start(payments.reconciliation());
        assertThat(runner.hint(INVOICE, "event")).isTrue();
        assertThat(told.await(30, TimeUnit.SECONDS)).isTrue();
        List<Thread> own = threads();
        assertThat(own)
                .singleElement()
                .satisfies(thread -> assertThat(thread.isDaemon()).isTrue());
        runner.close();
        own.get(0).join(TimeUnit.SECONDS.toMillis(30));
        assertThat(own.get(0).isAlive()).isFalse();
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().equals(THREAD))
                .toList();
    }

    /** A provider whose answer waits until a test lets it go. */
    private static final class Slow {
        final CountDownLatch asked = new CountDownLatch(1);
        final CountDownLatch answer = new CountDownLatch(1);
        final AtomicBoolean interrupted = new AtomicBoolean();

        void hold() {
            asked.countDown();
            try {
                answer.await();
            } catch (InterruptedException e) {
                interrupted.set(true);
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private InvoicePayments slowNode(Slow slow) {
        return shop.wire(shop.invoices, shop.attempts, b -> b.provider(new FindHook(shop.provider, slow::hold)));
    }

    @Test
    @DisplayName("STA-03 closing waits for the check under way")
    void closeWaits() throws InterruptedException {
        shop.provider.next(Plan.settleAfter(Duration.ofSeconds(1)));
        shop.pay();
        shop.clock.advance(Duration.ofMinutes(1));
        Slow slow = new Slow();
        ReconciliationRunner runner = ReconciliationRunner.start(slowNode(slow).reconciliation());
        assertThat(runner.hint(INVOICE, "event")).isTrue();
        assertThat(slow.asked.await(30, TimeUnit.SECONDS)).isTrue();

        Thread closing = new Thread(runner::close);
        closing.start();
        while (closing.getState() != Thread.State.TIMED_WAITING && closing.isAlive()) {
            Thread.onSpinWait();
        }
        assertThat(closing.isAlive()).as("it waits").isTrue();
        slow.answer.countDown();
        closing.join();

        assertThat(status()).isEqualTo(SlotStatus.PAID);
        assertThat(slow.interrupted).isFalse();
    }

    @Test
    @DisplayName("STA-03 closing waits no longer than its grace; the check it cuts short is found due again")
    void closeCutsShort() throws InterruptedException {
        shop.provider.next(Plan.settleAfter(Duration.ofSeconds(1)));
        shop.pay();
        shop.clock.advance(Duration.ofMinutes(1));
        Slow slow = new Slow();
        ReconciliationRunner runner = ReconciliationRunner.builder(
                        slowNode(slow).reconciliation())
                .pause(Duration.ofMillis(1), Duration.ofMillis(1))
                .grace(Duration.ofMillis(1))
                .start();
        assertThat(slow.asked.await(30, TimeUnit.SECONDS)).isTrue();
        List<Thread> own = threads();

        runner.close();
        own.get(0).join();

        assertThat(slow.interrupted).isTrue();
        assertThat(status()).isEqualTo(SlotStatus.PENDING);
        shop.later(Duration.ofMinutes(1));
        assertThat(status()).isEqualTo(SlotStatus.PAID);
    }

    @Test
    @DisplayName("STA-03 an interrupted thread closes it at once and stays interrupted")
    void closeInterrupted() throws InterruptedException {
        shop.pay();
        shop.clock.advance(Duration.ofMinutes(1));
        Slow slow = new Slow();
        ReconciliationRunner runner = ReconciliationRunner.start(slowNode(slow).reconciliation());
        assertThat(runner.hint(INVOICE, "event")).isTrue();
        assertThat(slow.asked.await(30, TimeUnit.SECONDS)).isTrue();

        Thread.currentThread().interrupt();
        runner.close();

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    @DisplayName("STA-03 settings that make no sense are refused while wiring")
    void settings() {
        ReconciliationRunner.Builder builder = ReconciliationRunner.builder(shop.payments.reconciliation());
        assertThatIllegalArgumentException().isThrownBy(() -> builder.pause(Duration.ZERO, PAUSE));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.pause(PAUSE.negated(), PAUSE));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.pause(LONGEST, PAUSE));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.batch(0));
        assertThat(builder.batch(1).hints(1).build().isRunning()).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> builder.hints(0));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.grace(PAUSE.negated()));
        Duration forEver = ChronoUnit.FOREVER.getDuration();
        assertThatIllegalArgumentException().isThrownBy(() -> builder.pause(PAUSE, forEver));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.grace(forEver));
        assertThat(builder.pause(PAUSE, Duration.ofDays(1)).grace(Duration.ofDays(1)))
                .isSameAs(builder);
    }

    @Test
    @DisplayName(
            "LIB-08 of two runners that find the same payment due at the same moment, one moves it on; nothing is lost")
    void sameMoment() {
        IntStream.range(0, 2).forEach(i -> shop.provider.next(Plan.settleAfter(Duration.ofSeconds(10))));
        shop.pay();
        shop.clock.advance(Duration.ofMinutes(1));
        ReconciliationRunner other = runner(node(shop.attempts)).build();
        AtomicBoolean once = new AtomicBoolean(true);
        InvoicePayments interrupted = shop.wire(
                shop.invoices,
                shop.attempts,
                b -> b.provider(new FindHook(shop.provider, () -> {
                    if (once.getAndSet(false)) {
                        assertThat(other.runOnce().changes()).hasSize(1);
                    }
                })));
        ReconciliationReport report = runner(interrupted).build().runOnce();

        assertThat(report.checked()).isEqualTo(1);
        assertThat(status()).isEqualTo(SlotStatus.PAID);
        assertThat(shop.events.names).last().isEqualTo("overtaken");
    }
}
