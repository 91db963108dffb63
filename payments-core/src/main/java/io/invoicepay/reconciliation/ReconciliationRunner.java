package io.invoicepay.reconciliation;

import com.google.common.math.LongMath;
import io.invoicepay.invoice.InvoiceNumber;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Runs the checks of {@link Reconciliation} by itself, for as long as a host wants it:
 *
 * <pre>{@code
 * try (ReconciliationRunner runner = ReconciliationRunner.start(payments.reconciliation())) {
 *     … // the host's life
 * }
 * }</pre>
 *
 * <p>A round takes a bounded batch. A full one is followed by the next at once, an empty one by a pause, trouble all over (the store
 * unavailable, no provider answering) by ever longer pauses. A provider that asks for patience is not asked before. Any number of nodes
 * may run one: none leads, pauses are spread so that they do not march in step, and the compare-and-set of the store decides what two of
 * them find at the same time.
 *
 * <p>Only {@link #start} begins a thread, a daemon, or uses the executor given to it. A host with a timer of its own builds a runner,
 * never starts it, and calls {@link #runOnce}.
 *
 * <p>Safe for any thread. Every failure of the store is told to the host's listener; none ends the runner.
 */
public final class ReconciliationRunner implements AutoCloseable {
    private static final int DOUBLINGS = 20;
    private static final long GATHER = TimeUnit.MILLISECONDS.toNanos(200);

    private final Reconciliation reconciliation;
    private final long pause; // nanoseconds
    private final long longestPause;
    private final int batch;
    private final Duration grace;
    private final Option<ScheduledExecutorService> given;
    private final HintQueue hints;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition idle = lock.newCondition();
    // guarded by the lock, which is never held while a port is called
    private Option<ScheduledExecutorService> executor = Option.none();
    private Option<ScheduledFuture<?>> next = Option.none();
    private boolean running;
    private boolean closed;
    private int troubles;
    private long rounds;
    private long failures;
    private long checked;
    private long changed;
    private Option<Instant> lastSuccess = Option.none();

    private ReconciliationRunner(Builder builder) {
        reconciliation = builder.reconciliation;
        pause = builder.pause.toNanos();
        longestPause = builder.longestPause.toNanos();
        batch = builder.batch;
        grace = builder.grace;
        given = builder.executor;
        hints = new HintQueue(builder.hints);
    }

    /** A runner with the usual pace, started on a daemon thread of its own. */
    public static ReconciliationRunner start(Reconciliation reconciliation) {
        return builder(reconciliation).start();
    }

    /** Begins a runner that differs from the usual one. */
    public static Builder builder(Reconciliation reconciliation) {
        return new Builder(reconciliation);
    }

    /**
     * Asks for an early look at an invoice, as {@link Reconciliation#hint} does, without waiting for anything: for the thread that
     * receives a provider's event. Hints for one invoice that arrive before it is looked at cost one check together.
     *
     * @param source who says so, for the history: {@code event}, {@code portal opened}
     * @return whether it will be looked at early. Not, if the runner is closed or too many other invoices wait: then nothing but time is
     *     lost, since a payment in flight is on the due list and a page asks the provider anyway. An event's receiver answers so that it
     *     is delivered again (503).
     */
    public boolean hint(InvoiceNumber invoice, String source) {
        Objects.requireNonNull(invoice, "invoice");
        Objects.requireNonNull(source, "source");
        lock.lock();
        try {
            if (isOver() || !hints.offer(invoice, source)) {
                return false;
            }
            boolean calm = !running && troubles == 0 && !reconciliation.isResting();
            for (ScheduledFuture<?> future : next) {
                if (calm && future.getDelay(TimeUnit.NANOSECONDS) > gather()) {
                    future.cancel(false);
                    schedule(gather());
                }
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /**
     * One round, on the calling thread: invoices hinted at, half a batch of them at most, and what is due, one batch together. If it was full
     * ({@code checked() == } the batch size), or {@linkplain Activity#hintsWaiting hints wait}, there is more.
     *
     * @throws io.invoicepay.spi.AttemptsUnavailableException if the store cannot be read; nothing is lost by that, hints are kept
     */
    public ReconciliationReport runOnce() {
        Map<InvoiceNumber, String> hinted = reconciliation.isResting() ? Map.of() : hints.take(hintsAtOnce());
        Option<ReconciliationReport> ended = Option.none();
        try {
            ended = Option.some(reconciliation.round(hinted, batch));
            return ended.get();
        } finally {
            if (ended.isEmpty()) {
                hints.giveBack(hinted);
            }
            count(ended);
        }
    }

    /** However many events come, about half of the batch is left for what is due. */
    private int hintsAtOnce() {
        return (batch + 1) / 2;
    }

    private void count(Option<ReconciliationReport> ended) {
        lock.lock();
        try {
            rounds++;
            failures += ended.isEmpty() ? 1 : 0;
            for (ReconciliationReport report : ended) {
                checked += report.checked();
                changed += report.changes().size();
                lastSuccess = Option.some(reconciliation.now());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whether it goes on by itself: started, not closed, and its executor still takes work. */
    public boolean isRunning() {
        lock.lock();
        try {
            return !isOver() && (running || next.isDefined());
        } finally {
            lock.unlock();
        }
    }

    /** An executor that was shut down at once has thrown the next round away without a word. */
    private boolean isOver() {
        return closed || executor.exists(ScheduledExecutorService::isShutdown);
    }

    /** What it has done so far, for gauges. */
    public Activity activity() {
        lock.lock();
        try {
            return new Activity(
                    rounds,
                    failures,
                    checked,
                    changed,
                    hints.taken(),
                    hints.merged(),
                    hints.refused(),
                    hints.size(),
                    lastSuccess);
        } finally {
            lock.unlock();
        }
    }

    private ReconciliationRunner begin() {
        lock.lock();
        try {
            executor = given.isDefined() ? given : Option.some(ownThread());
            schedule(spread(pause));
            return this;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The one thread that the library ever starts. A daemon: a program that ends does not wait for it, and what it was about is found
     * again in the store.
     */
    private static ScheduledExecutorService ownThread() {
        ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "invoice-payments-reconciliation");
            thread.setDaemon(true);
            return thread;
        });
        executor.setRemoveOnCancelPolicy(true);
        return executor;
    }

    /** One round of the timer; whatever happens in it, another follows. */
    private void tick() {
        lock.lock();
        try {
            if (closed || running) {
                return;
            }
            running = true;
            next = Option.none();
        } finally {
            lock.unlock();
        }
        Option<ReconciliationReport> ended = Option.none();
        try {
            ended = Option.some(runOnce());
        } catch (Exception | LinkageError e) {
            reconciliation.failed(e);
        } finally {
            ended(ended);
        }
    }

    private void ended(Option<ReconciliationReport> round) {
        lock.lock();
        try {
            running = false;
            idle.signalAll();
            boolean trouble = round.isEmpty() || round.get().stuck();
            troubles = trouble ? Math.min(troubles + 1, DOUBLINGS) : 0;
            if (!closed) {
                schedule(trouble ? backoff() : afterwards(round.get()));
            }
        } finally {
            lock.unlock();
        }
    }

    private long afterwards(ReconciliationReport round) {
        boolean resting = reconciliation.isResting();
        if (round.checked() >= batch || (hints.size() >= hintsAtOnce() && !resting)) {
            return 0;
        }
        boolean hinted = hints.size() > 0 && !resting;
        return hinted ? gather() : spread(pause);
    }

    /** How long hints are gathered before they are acted upon: an event seldom comes alone. */
    private long gather() {
        return Math.min(GATHER, pause);
    }

    private long backoff() {
        return spread(Math.min(longestPause, LongMath.saturatedMultiply(pause, 1L << troubles)));
    }

    /** Between half and the whole of it, by chance, so that nodes begun together drift apart. */
    private long spread(long nanos) {
        long half = nanos / 2;
        return half + Math.floorMod(reconciliation.chance(), half + 1);
    }

    private void schedule(long nanos) {
        for (ScheduledExecutorService timer : executor) {
            try {
                next = Option.some(timer.schedule(this::tick, nanos, TimeUnit.NANOSECONDS));
            } catch (RejectedExecutionException e) { // the host has shut its executor down: that ends the runner
                next = Option.none();
                closed = true;
                reconciliation.failed(e);
            }
        }
    }

    /**
     * Ends it: no further round begins by itself. A round under way may finish, for as long as the grace allows; after that the thread of
     * its own is interrupted, and whatever was not recorded is found again by another node or after a restart. An executor of the host's
     * is left running. May be called twice, and by a thread that is interrupted.
     */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            for (ScheduledFuture<?> future : next) {
                future.cancel(false);
            }
            next = Option.none();
            awaitIdle();
            if (given.isEmpty() && executor.isDefined()) {
                executor.get().shutdownNow();
            }
            executor = Option.none();
        } finally {
            lock.unlock();
        }
    }

    private void awaitIdle() {
        long left = grace.toNanos();
        try {
            while (running && left > 0) {
                left = idle.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * What a runner has done since it was made.
     *
     * @param rounds begun and ended, failures included
     * @param failures rounds that could not be finished, because of the store as a rule
     * @param checked payments looked at
     * @param changed payments whose status or need of attention changed by it
     * @param hintsTaken hints that led or will lead to a check
     * @param hintsMerged hints for an invoice that was waiting already
     * @param hintsRefused hints turned away because too many invoices waited
     * @param hintsWaiting invoices that wait to be looked at now
     * @param lastSuccess when a round was last finished, by the host's clock
     */
    public record Activity(
            long rounds,
            long failures,
            long checked,
            long changed,
            long hintsTaken,
            long hintsMerged,
            long hintsRefused,
            int hintsWaiting,
            Option<Instant> lastSuccess) {}

    /** Collects what differs from the usual runner. Not for sharing between threads. */
    public static final class Builder {
        private final Reconciliation reconciliation;
        private Duration pause = Duration.ofSeconds(5);
        private Duration longestPause = Duration.ofMinutes(5);
        private int batch = 100;
        private int hints = 10_000;
        private static final Duration LONGEST = Duration.ofDays(1);

        private Duration grace = Duration.ofSeconds(30);
        private Option<ScheduledExecutorService> executor = Option.none();

        private Builder(Reconciliation reconciliation) {
            this.reconciliation = Objects.requireNonNull(reconciliation, "reconciliation");
        }

        /**
         * How long to wait when nothing is due; 5 seconds unless said otherwise, and spread between half and the whole of it.
         *
         * @param longest what waiting doubles up to while the store or every provider is out of reach
         * @throws IllegalArgumentException if the pause is not positive, or the longest is shorter, or more than a day
         */
        public Builder pause(Duration usual, Duration longest) {
            if (usual.isZero()
                    || usual.isNegative()
                    || longest.compareTo(usual) < 0
                    || longest.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException(
                        "a pause is positive and not above the longest, which is a day at most: " + usual + ", "
                                + longest);
            }
            pause = usual;
            longestPause = longest;
            return this;
        }

        /**
         * How many payments a round looks at; 100 unless said otherwise. Half of them, rounded up, may be hinted at; beside one alone,
         * one that is due is looked at as well.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder batch(int payments) {
            batch = positive(payments);
            return this;
        }

        /**
         * How many invoices may wait for an early look; 10,000 unless said otherwise.
         *
         * @throws IllegalArgumentException if it is not positive
         */
        public Builder hints(int invoices) {
            hints = positive(invoices);
            return this;
        }

        /**
         * How long {@link #close} waits for a round under way; 30 seconds unless said otherwise.
         *
         * @throws IllegalArgumentException if it is negative, or more than a day
         */
        public Builder grace(Duration length) {
            if (length.isNegative() || length.compareTo(LONGEST) > 0) {
                throw new IllegalArgumentException("a grace is not negative, and a day at most: " + length);
            }
            grace = length;
            return this;
        }

        /** Runs on this executor instead of a thread of its own: its threads are the host's, and stay the host's. */
        public Builder executor(ScheduledExecutorService timer) {
            executor = Option.some(Objects.requireNonNull(timer, "executor"));
            return this;
        }

        /** A runner that does nothing by itself, for {@link #runOnce}. */
        public ReconciliationRunner build() {
            return new ReconciliationRunner(this);
        }

        /** A runner that goes on by itself until it is closed. */
        public ReconciliationRunner start() {
            return build().begin();
        }

        private static int positive(int number) {
            if (number < 1) {
                throw new IllegalArgumentException("at least one, not " + number);
            }
            return number;
        }
    }
}
