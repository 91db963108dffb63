package io.invoicepay.inmemory;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.spi.AttemptsUnavailableException;
import io.invoicepay.spi.CasResult;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.StoredSlot;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * A store of attempts over which one can lay the faults of a real one, call by call: for tests of hosts and of the core.
 *
 * <p>Safe for any thread; faults are taken in the order of the calls.
 */
public final class FaultyAttempts implements PaymentAttempts {
    private final PaymentAttempts store;
    private final Supplier<Fault> writes;
    private final Supplier<Fault> reads;
    private final Queue<Fault> nextWrites = new ArrayDeque<>();
    private final Queue<Fault> nextReads = new ArrayDeque<>();
    private final Queue<Write> underWay = new ArrayDeque<>();

    /** What can go wrong with one call. */
    public enum Fault {
        /** Nothing. */
        NONE,
        /** Written, but the confirmation was lost: {@link CasResult#UNKNOWN}. */
        UNKNOWN_WRITTEN,
        /** Not written, and nobody can tell: {@link CasResult#UNKNOWN}. */
        UNKNOWN_NOT_WRITTEN,
        /** {@link CasResult#UNKNOWN}; it may still be written, when {@link FaultyAttempts#arrive} says so. */
        UNKNOWN_UNDER_WAY,
        /** {@link CasResult#LOST} although nobody else has written, as after a database's own conflict. */
        LOST,
        /** The store cannot be reached: {@link AttemptsUnavailableException}; a write answers {@link CasResult#UNKNOWN}. */
        UNAVAILABLE
    }

    private record Write(long expectedVersion, PaymentSlot next, UUID writeId) {}

    private FaultyAttempts(PaymentAttempts store, Supplier<Fault> writes, Supplier<Fault> reads) {
        this.store = Objects.requireNonNull(store, "store");
        this.writes = writes;
        this.reads = reads;
    }

    /** Nothing goes wrong until told. */
    public static FaultyAttempts over(PaymentAttempts store) {
        return over(store, () -> Fault.NONE, () -> Fault.NONE);
    }

    /**
     * Asks before every call what goes wrong with it, unless that was told beforehand.
     *
     * @param writes for {@link #compareAndSet}
     * @param reads for all other calls; only {@code NONE} and {@code UNAVAILABLE}
     */
    public static FaultyAttempts over(PaymentAttempts store, Supplier<Fault> writes, Supplier<Fault> reads) {
        return new FaultyAttempts(store, writes, reads);
    }

    /** What goes wrong with the next writes, one after the other. */
    public synchronized void nextWrites(Fault... faults) {
        nextWrites.addAll(Arrays.asList(faults));
    }

    /**
     * What goes wrong with the next reading calls, one after the other.
     *
     * @throws IllegalArgumentException for a fault that only a write can have
     */
    public synchronized void nextReads(Fault... faults) {
        for (Fault fault : faults) {
            nextReads.add(ofRead(fault));
        }
    }

    /** Lets every write that was {@link Fault#UNKNOWN_UNDER_WAY} arrive now, in order; it wins or loses as any other. */
    public synchronized void arrive() {
        for (Write write = underWay.poll(); write != null; write = underWay.poll()) {
            store.compareAndSet(write.expectedVersion(), write.next(), write.writeId());
        }
    }

    @Override
    public CasResult compareAndSet(long expectedVersion, PaymentSlot next, UUID writeId) {
        return switch (fault(nextWrites, writes)) {
            case NONE -> store.compareAndSet(expectedVersion, next, writeId);
            case UNKNOWN_WRITTEN -> {
                store.compareAndSet(expectedVersion, next, writeId);
                yield CasResult.UNKNOWN;
            }
            case UNKNOWN_UNDER_WAY -> {
                send(new Write(expectedVersion, next, writeId));
                yield CasResult.UNKNOWN;
            }
            case LOST -> CasResult.LOST;
            case UNKNOWN_NOT_WRITTEN, UNAVAILABLE -> CasResult.UNKNOWN;
        };
    }

    private synchronized void send(Write write) {
        underWay.add(write);
    }

    @Override
    public StoredSlot read(InvoiceKey invoice) {
        return reading().read(invoice);
    }

    @Override
    public Map<InvoiceKey, StoredSlot> readAll(Collection<InvoiceKey> invoices) {
        return reading().readAll(invoices);
    }

    @Override
    public List<InvoiceKey> due(MerchantId merchant, Instant now, int limit) {
        return reading().due(merchant, now, limit);
    }

    @Override
    public List<InvoiceKey> attention(MerchantId merchant, Set<SlotStatus> statuses, int limit) {
        return reading().attention(merchant, statuses, limit);
    }

    @Override
    public List<StoredSlot> history(InvoiceKey invoice) {
        return reading().history(invoice);
    }

    private PaymentAttempts reading() {
        if (ofRead(fault(nextReads, reads)) == Fault.UNAVAILABLE) {
            throw new AttemptsUnavailableException("the store was told to be unavailable");
        }
        return store;
    }

    private synchronized Fault fault(Queue<Fault> told, Supplier<Fault> otherwise) {
        return told.isEmpty() ? otherwise.get() : told.remove();
    }

    private static Fault ofRead(Fault fault) {
        if (fault != Fault.NONE && fault != Fault.UNAVAILABLE) {
            throw new IllegalArgumentException("a read cannot end as " + fault);
        }
        return fault;
    }
}
