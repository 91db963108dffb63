package io.invoicepay.behaviours;

import static io.invoicepay.behaviours.Shop.ACCOUNT;
import static io.invoicepay.behaviours.Shop.AMOUNT;
import static io.invoicepay.behaviours.Shop.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.inmemory.FaultyAttempts;
import io.invoicepay.inmemory.FaultyAttempts.Fault;
import io.invoicepay.inmemory.InMemoryAttempts;
import io.invoicepay.inmemory.InMemoryInvoices;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.inmemory.LedgerEntry;
import io.invoicepay.inmemory.Plan;
import io.invoicepay.inmemory.VirtualClock;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.provider.KeyContract;
import io.invoicepay.reconciliation.ReconciliationRunner;
import io.invoicepay.spi.AttemptsUnavailableException;
import io.invoicepay.spi.PaymentListener;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two nodes over one store, on a virtual clock, with a provider that ignores keys: the ledger is what counts. */
@Timeout(120)
class TwoRunnersTest {
    private static final int INVOICES = 200;

    private final VirtualClock clock = VirtualClock.at(Instant.parse("2026-11-24T09:00:00Z"));
    private final VirtualTimer timer = new VirtualTimer(clock);
    private final InMemoryInvoices invoices = InMemoryInvoices.of(List.of(), List.of());
    private final InMemoryAttempts attempts = new InMemoryAttempts();
    private final InMemoryProvider provider =
            InMemoryProvider.builder(clock).keys(KeyContract.IGNORES_KEYS).build();

    private static InvoiceNumber number(int i) {
        return new InvoiceNumber(String.format(Locale.ROOT, "PS-INV2%05d", i));
    }

    private static Plan plan(SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0 -> Plan.complete();
            case 1 -> Plan.settleAfter(Duration.ofMinutes(random.nextInt(1, 3_000)));
            case 2 -> Plan.failAfter(Duration.ofMinutes(random.nextInt(1, 3_000)), DeclineReason.DECLINED);
            case 3 -> Plan.decline(DeclineReason.INSUFFICIENT_FUNDS);
            case 4 -> Plan.loseRequest();
            case 5 -> Plan.approve().losingAnswer();
            case 6 -> Plan.approve().delayed(Duration.ofMinutes(random.nextInt(1, 300)));
            default -> Plan.approve();
        };
    }

    private void pay(InvoicePayments node, int i) {
        node.open(ANN, number(i)).forEach(dialog -> node.payNow(ANN, dialog.token(), Shop.card(node, "tok-good")));
    }

    private InvoicePayments.Builder node(SplittableRandom random, FaultyAttempts store) {
        return InvoicePayments.builder(invoices, store, Shop.SECRET)
                .clock(clock)
                .ids(() -> new UUID(random.nextLong(), random.nextLong()));
    }

    private static FaultyAttempts faulty(InMemoryAttempts store, SplittableRandom random) {
        Fault[] writes = {
            Fault.UNKNOWN_WRITTEN, Fault.UNKNOWN_NOT_WRITTEN, Fault.LOST, Fault.UNAVAILABLE,
        };
        return FaultyAttempts.over(
                store,
                () -> random.nextInt(50) == 0 ? writes[random.nextInt(writes.length)] : Fault.NONE,
                () -> random.nextInt(50) == 0 ? Fault.UNAVAILABLE : Fault.NONE);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    @DisplayName(
            "LIB-08 two runners side by side end every payment, whatever the store and the provider do, and nothing is charged twice")
    void endsEverything(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int i = 0; i < INVOICES; i++) {
            invoices.put(Invoice.of(number(i), ACCOUNT, AMOUNT));
            provider.send(number(i), AMOUNT);
        }
        FaultyAttempts one = faulty(attempts, random);
        FaultyAttempts two = faulty(attempts, random);
        InvoicePayments second = node(random, two).provider(provider).build();
        ReconciliationRunner meanwhile =
                ReconciliationRunner.builder(second.reconciliation()).batch(7).build();
        // the second node runs a whole round between the first's question and its write, every third time
        InvoicePayments first = node(random, one)
                .provider(new FindHook(provider, () -> {
                    if (random.nextInt(3) == 0) {
                        try {
                            meanwhile.runOnce();
                        } catch (AttemptsUnavailableException e) {
                            assertThat(meanwhile.activity().failures()).isPositive();
                        }
                    }
                }))
                .build();
        try (ReconciliationRunner left = ReconciliationRunner.builder(first.reconciliation())
                        .pause(Duration.ofMinutes(1), Duration.ofMinutes(10))
                        .executor(timer)
                        .batch(10)
                        .start();
                ReconciliationRunner right = ReconciliationRunner.builder(second.reconciliation())
                        .pause(Duration.ofMinutes(1), Duration.ofMinutes(10))
                        .executor(timer)
                        .batch(10)
                        .start()) {
            for (int i = 0; i < INVOICES; i++) {
                provider.next(plan(random));
                tryToPay(random.nextBoolean() ? first : second, i);
                left.hint(number(random.nextInt(INVOICES)), "event");
                timer.advance(Duration.ofSeconds(random.nextInt(0, 20)));
            }
            timer.advance(Duration.ofDays(6));
            assertThat(left.activity().checked()).isPositive();
            assertThat(right.activity().checked()).isPositive();
        }
        Map<SlotStatus, Integer> ends = new EnumMap<>(SlotStatus.class);
        for (int i = 0; i < INVOICES; i++) {
            SlotStatus status = status(i);
            ends.merge(status, 1, Integer::sum);
            List<LedgerEntry> ledger = provider.ledger(number(i));
            long taken = ledger.stream().filter(LedgerEntry::tookMoney).count();
            long live = ledger.stream().filter(LedgerEntry::mayTakeMoney).count();
            assertThat(taken).as("invoice %s, seed %s", i, seed).isLessThanOrEqualTo(1);
            assertThat(live - taken).as("invoice %s, seed %s", i, seed).isLessThanOrEqualTo(0);
            assertThat(status == SlotStatus.PAID)
                    .as("invoice %s is %s, seed %s", i, status, seed)
                    .isEqualTo(taken == 1);
        }
        assertThat(ends.keySet())
                .as("seed %s: %s", seed, ends)
                .containsExactlyInAnyOrder(SlotStatus.PAYABLE, SlotStatus.PAID, SlotStatus.REVIEW);
    }

    /** A page of a host whose store fails shows an error; the customer comes back or does not. */
    private void tryToPay(InvoicePayments node, int i) {
        try {
            pay(node, i);
        } catch (AttemptsUnavailableException e) {
            assertThat(e).hasMessageContaining("unavailable");
        }
    }

    private SlotStatus status(int i) {
        return attempts.read(new InvoiceKey(new MerchantId("default"), number(i)))
                .slot()
                .status();
    }

    @Test
    @DisplayName("LIB-08 two runners on two threads at once end every payment, and each is told of once")
    void onTwoThreads() throws Exception {
        AtomicInteger paid = new AtomicInteger();
        List<ReconciliationRunner> runners = IntStream.range(0, 2)
                .mapToObj(i -> InvoicePayments.builder(invoices, attempts, Shop.SECRET)
                        .provider(provider)
                        .clock(clock)
                        .listener(new PaymentListener() {
                            @Override
                            public void moved(PaymentSlot before, PaymentSlot after) {
                                if (after.status() == SlotStatus.PAID) {
                                    paid.incrementAndGet();
                                }
                            }
                        })
                        .build())
                .map(node -> ReconciliationRunner.builder(node.reconciliation())
                        .batch(13)
                        .build())
                .toList();
        InvoicePayments shop = InvoicePayments.builder(invoices, attempts, Shop.SECRET)
                .provider(provider)
                .clock(clock)
                .build();
        for (int i = 0; i < INVOICES; i++) {
            invoices.put(Invoice.of(number(i), ACCOUNT, AMOUNT));
            provider.send(number(i), AMOUNT);
            provider.next(Plan.settleAfter(Duration.ofSeconds(1)));
            pay(shop, i);
        }
        clock.advance(Duration.ofMinutes(1));
        CyclicBarrier barrier = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            List<Future<Integer>> ends = runners.stream()
                    .map(runner -> threads.submit(() -> {
                        int rounds = 0;
                        barrier.await();
                        while (runner.runOnce().checked() > 0) {
                            rounds++;
                        }
                        return rounds;
                    }))
                    .toList();
            for (Future<Integer> end : ends) {
                assertThat(end.get(60, TimeUnit.SECONDS)).isPositive();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(IntStream.range(0, INVOICES).mapToObj(this::status)).containsOnly(SlotStatus.PAID);
        assertThat(paid).hasValue(INVOICES);
        assertThat(provider.ledger()).hasSize(INVOICES);
    }
}
