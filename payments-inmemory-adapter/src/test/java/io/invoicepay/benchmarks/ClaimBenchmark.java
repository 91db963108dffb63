package io.invoicepay.benchmarks;

import io.invoicepay.attempt.Cause;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.attempt.Transition;
import io.invoicepay.inmemory.InMemoryAttempts;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.spi.CasResult;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The first write of an invoice's slot in the in-memory store, beside {@code ConcurrentHashMap.putIfAbsent} of the same key. Choose the
 * threads with {@code -t 8} and {@code -t 64}. Each iteration starts with an empty store, and each claim is of an invoice of its own.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class ClaimBenchmark {
    private static final MerchantId MERCHANT = new MerchantId("default");
    private static final Cause CAUSE = new Cause(Transition.CHECKED, Instant.EPOCH, "benchmark", "");

    private InMemoryAttempts attempts = new InMemoryAttempts();
    private ConcurrentHashMap<InvoiceKey, PaymentSlot> map = new ConcurrentHashMap<>();

    @Setup(Level.Iteration)
    public void empty() {
        attempts = new InMemoryAttempts();
        map = new ConcurrentHashMap<>();
    }

    /** A thread's own run of invoice numbers. */
    @State(Scope.Thread)
    public static class Numbers {
        private static final AtomicInteger THREADS = new AtomicInteger();

        private final String prefix = THREADS.incrementAndGet() + "-";
        private long count;

        PaymentSlot next() {
            InvoiceKey key = new InvoiceKey(MERCHANT, new InvoiceNumber(prefix + count++));
            return PaymentSlot.builder(key, SlotStatus.PAYABLE, CAUSE).build();
        }
    }

    @Benchmark
    public CasResult claim(Numbers numbers) {
        PaymentSlot slot = numbers.next();
        return attempts.compareAndSet(0, slot, new UUID(numbers.count, 1));
    }

    @Benchmark
    public Object concurrentHashMap(Numbers numbers) {
        PaymentSlot slot = numbers.next();
        UUID writeId = new UUID(numbers.count, 1);
        PaymentSlot before = map.putIfAbsent(slot.invoice(), slot);
        return before == null ? writeId : before;
    }
}
