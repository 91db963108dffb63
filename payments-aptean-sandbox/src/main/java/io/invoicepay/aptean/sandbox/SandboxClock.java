package io.invoicepay.aptean.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The sandbox's own time, to the millisecond. It either stands still until somebody advances it, or runs along with the
 * machine's clock; a running clock can be advanced, too. What is due when time passes happens in the order of its moments, on
 * the thread that advances the clock. Thread-safe.
 */
public final class SandboxClock implements AutoCloseable {
    private record Due(Instant at, long sequence, Runnable task) {}

    private final InstantSource source;
    private final Optional<ScheduledThreadPoolExecutor> ticker;
    private final PriorityQueue<Due> dues =
            new PriorityQueue<>(Comparator.comparing(Due::at).thenComparing(Due::sequence));
    private Duration ahead = Duration.ZERO;
    private long sequence;

    private SandboxClock(InstantSource source, Optional<ScheduledThreadPoolExecutor> ticker) {
        this.source = source;
        this.ticker = ticker;
    }

    /** A clock that stands still at that moment until it is advanced. */
    public static SandboxClock standingAt(Instant start) {
        return new SandboxClock(InstantSource.fixed(millis(start)), Optional.empty());
    }

    /** A clock that runs along with the machine's. It owns one daemon thread until it is closed. */
    public static SandboxClock running() {
        ScheduledThreadPoolExecutor ticker = new ScheduledThreadPoolExecutor(1, task -> {
            Thread thread = new Thread(task, "aptean-sandbox-clock");
            thread.setDaemon(true);
            return thread;
        });
        ticker.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        ticker.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        return new SandboxClock(Clock.systemUTC(), Optional.of(ticker));
    }

    /** The present moment in the sandbox. */
    public synchronized Instant now() {
        return millis(source.instant().plus(ahead));
    }

    /** The same time as a {@link Clock} in UTC, for code under test that must agree with the sandbox. */
    public Clock asClock() {
        InstantSource sandboxTime = this::now;
        return sandboxTime.withZone(ZoneOffset.UTC);
    }

    /**
     * Lets that much time pass at once. Everything that falls due on the way happens before this returns, each thing at its own
     * moment, and may itself make further things due.
     *
     * @throws IllegalArgumentException if {@code step} is negative: time does not go back
     */
    public void advance(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException("time does not go back: " + step);
        }
        Instant target = now().plus(step);
        Optional<Due> next = nextUntil(target);
        while (next.isPresent()) {
            moveTo(next.get().at());
            next.get().task().run();
            next = nextUntil(target);
        }
        moveTo(target);
    }

    /** Has {@code task} happen once that much time has passed; at once if the delay is zero or negative. */
    void in(Duration delay, Runnable task) {
        if (delay.isZero() || delay.isNegative()) {
            task.run();
            return;
        }
        synchronized (this) {
            dues.add(new Due(now().plus(delay), sequence++, task));
        }
        ticker.ifPresent(executor -> {
            var unused = executor.schedule(this::runDue, delay.toMillis() + 1, TimeUnit.MILLISECONDS);
        });
    }

    /** Ends the clock: nothing becomes due any more. */
    @Override
    public void close() {
        ticker.ifPresent(ScheduledThreadPoolExecutor::shutdownNow);
        synchronized (this) {
            dues.clear();
        }
    }

    private void runDue() {
        List<Due> ready = new ArrayList<>();
        Optional<Due> next = nextUntil(now());
        while (next.isPresent()) {
            ready.add(next.get());
            next = nextUntil(now());
        }
        ready.forEach(due -> due.task().run());
    }

    private synchronized Optional<Due> nextUntil(Instant target) {
        Due head = dues.peek();
        if (head == null || head.at().isAfter(target)) {
            return Optional.empty();
        }
        return Optional.of(dues.remove());
    }

    private synchronized void moveTo(Instant moment) {
        Duration missing = Duration.between(now(), moment);
        if (!missing.isNegative()) {
            ahead = ahead.plus(missing);
        }
    }

    private static Instant millis(Instant instant) {
        return Instant.ofEpochMilli(instant.toEpochMilli());
    }
}
