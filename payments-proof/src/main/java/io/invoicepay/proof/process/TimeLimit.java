package io.invoicepay.proof.process;

import io.invoicepay.proof.Verdict;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * Lets a harness run for so long and no longer. One that is not through by then, or that fails half way, is broken, and its verdict
 * tells where it stood: a harness that hangs must not keep the others from telling what they have found.
 */
public final class TimeLimit {
    private static final int LONGEST_CLEANING_IN_SECONDS = 60;
    private static final int MOST_FRAMES = 40;

    private TimeLimit() {}

    /** What came of it within the limit, on a thread of its own. */
    public static Verdict within(Duration limit, long seed, Callable<Verdict> harness) {
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> daemon("harness", task));
        Future<Verdict> run = thread.submit(harness);
        try {
            return run.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            List<String> where = Dump.everything();
            run.cancel(true);
            return new Verdict(false, "not through within " + limit.toSeconds() + " s (seed " + seed + ")", where);
        } catch (ExecutionException e) {
            Throwable cause = Option.of(e.getCause()).getOrElse(e);
            return new Verdict(false, "ended half way (seed " + seed + "): " + cause, story(cause));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } finally {
            thread.shutdownNow();
            awaitCleaning(thread);
        }
    }

    /** A thread that does not keep the program from ending. */
    public static Thread daemon(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        return thread;
    }

    /** What was interrupted closes its servers and processes. Whatever it leaves behind dies with the program. */
    private static void awaitCleaning(ExecutorService thread) {
        try {
            if (!thread.awaitTermination(LONGEST_CLEANING_IN_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("the harness does not end: " + String.join("\n", Dump.everything()));
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> story(Throwable failure) {
        List<String> lines = new ArrayList<>();
        Option<Throwable> cause = Option.some(failure);
        while (cause.isDefined()) {
            lines.add(cause.get().toString());
            Stream.of(cause.get().getStackTrace()).limit(MOST_FRAMES).forEach(frame -> lines.add("    at " + frame));
            cause = cause.flatMap(next -> Option.of(next.getCause()));
        }
        return lines;
    }
}
