package io.invoicepay.behaviours;

import io.invoicepay.inmemory.VirtualClock;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.Callable;
import java.util.concurrent.Delayed;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;

/** An executor whose time is a virtual clock's: what was scheduled runs on the thread that lets time pass, in order. */
final class VirtualTimer extends AbstractExecutorService implements ScheduledExecutorService {
    private final VirtualClock clock;
    private final List<Task> tasks = new ArrayList<>();
    private boolean shutDown;

    VirtualTimer(VirtualClock clock) {
        this.clock = clock;
    }

    private final class Task extends FutureTask<Object> implements ScheduledFuture<Object> {
        private final Instant at;

        Task(Runnable work, Instant at) {
            super(work, "done");
            this.at = at;
        }

        Instant at() {
            return at;
        }

        @Override
        public long getDelay(TimeUnit unit) {
            return unit.convert(Duration.between(clock.instant(), at));
        }

        @Override
        public int compareTo(Delayed other) {
            return Long.compare(getDelay(TimeUnit.NANOSECONDS), other.getDelay(TimeUnit.NANOSECONDS));
        }

        @Override
        public boolean equals(Object other) {
            return this == other;
        }

        @Override
        public int hashCode() {
            return System.identityHashCode(this);
        }
    }

    /** How long until the next task; nothing if none is scheduled. */
    Option<Duration> next() {
        return first().map(task -> Duration.between(clock.instant(), task.at()));
    }

    private Option<Task> first() {
        tasks.removeIf(FutureTask::isDone);
        return Option.ofOptional(tasks.stream().min(Comparator.comparing(Task::at)));
    }

    /** Moves the clock to the next task and runs it. */
    void runNext() {
        Task task = first().get();
        tasks.remove(task);
        if (task.at().isAfter(clock.instant())) {
            clock.set(task.at());
        }
        task.run();
    }

    /** Lets time pass, running whatever comes up in it; gives up if that is more than a sensible number of tasks. */
    void advance(Duration length) {
        Instant end = clock.instant().plus(length);
        int ran = 0;
        while (first().exists(task -> !task.at().isAfter(end))) {
            runNext();
            if (++ran > 200_000) {
                throw new AssertionError("tasks follow each other without a pause");
            }
        }
        clock.set(end);
    }

    @Override
    public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
        if (shutDown) {
            throw new RejectedExecutionException("shut down");
        }
        Task task = new Task(command, clock.instant().plusNanos(unit.toNanos(delay)));
        tasks.add(task);
        return task;
    }

    @Override
    public <V> ScheduledFuture<V> schedule(Callable<V> callable, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleAtFixedRate(Runnable command, long initialDelay, long period, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public ScheduledFuture<?> scheduleWithFixedDelay(Runnable command, long initialDelay, long delay, TimeUnit unit) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void execute(Runnable command) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void shutdown() {
        shutDown = true;
    }

    @Override
    public List<Runnable> shutdownNow() {
        shutDown = true;
        tasks.clear();
        return List.of();
    }

    @Override
    public boolean isShutdown() {
        return shutDown;
    }

    @Override
    public boolean isTerminated() {
        return shutDown;
    }

    @Override
    public boolean awaitTermination(long timeout, TimeUnit unit) {
        return shutDown;
    }
}
