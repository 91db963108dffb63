package io.invoicepay.proof.simulation;

import io.invoicepay.proof.simulation.Violation.Promise;
import io.invoicepay.provider.KeyContract;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Runs schedules by the thousand, on as many threads as there are processors; each world stays on one at a time. */
final class Simulation {
    private final KeyContract contract;
    private final Sabotage sabotage;
    private final Set<Promise> watched;

    private Simulation(KeyContract contract, Sabotage sabotage, Set<Promise> watched) {
        this.contract = contract;
        this.sabotage = sabotage;
        this.watched = watched;
    }

    /** The production core, held to everything. */
    static Simulation of(KeyContract contract) {
        return new Simulation(contract, Sabotage.NONE, EnumSet.allOf(Promise.class));
    }

    /** A sabotaged protocol, held to the promise that it must be seen to break. */
    static Simulation of(Mutant mutant) {
        return new Simulation(mutant.contract(), mutant.sabotage(), EnumSet.of(mutant.promise()));
    }

    /**
     * What came of a run.
     *
     * @param failed the seeds of schedules in which a promise was broken, lowest first
     */
    record Result(Tally tally, List<Long> failed) {}

    /** Threads on which fibres sleep; one world at a time uses them. */
    static ExecutorService threads() {
        return Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work, "fibre");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** Runs the seeds {@code from} to {@code from + count - 1}; stops soon after {@code enough} have failed. */
    Result run(long from, long count, int enough) {
        int workers = Runtime.getRuntime().availableProcessors();
        Queue<Long> failed = new ConcurrentLinkedQueue<>();
        AtomicLong next = new AtomicLong(from);
        ExecutorService pool = threads();
        List<Future<Tally>> parts = new ArrayList<>();
        for (int worker = 0; worker < workers; worker++) {
            parts.add(pool.submit(() -> {
                Tally own = new Tally();
                for (long seed = next.getAndIncrement();
                        seed < from + count && failed.size() < enough;
                        seed = next.getAndIncrement()) {
                    if (!run(Schedule.of(contract, seed), own, pool).isEmpty()) {
                        failed.add(seed);
                    }
                }
                return own;
            }));
        }
        Tally tally = new Tally();
        parts.forEach(part -> tally.add(ended(part)));
        pool.shutdown();
        return new Result(tally, failed.stream().sorted().toList());
    }

    private static Tally ended(Future<Tally> part) {
        try {
            return part.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the simulation was interrupted", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the simulation itself is broken", e);
        }
    }

    private List<Violation> run(Schedule schedule, Tally tally, ExecutorService fibres) {
        return new World(schedule, sabotage, watched, tally, false, fibres).run();
    }

    /** Whether the schedule still breaks a promise. */
    boolean fails(Schedule schedule, ExecutorService fibres) {
        return !run(schedule, new Tally(), fibres).isEmpty();
    }

    /** Leaves out, and quietens, whatever the violation does not need. */
    Schedule shortened(Schedule failing, ExecutorService fibres) {
        Schedule shortest = failing;
        for (int step = 20; step >= 0; step--) {
            Schedule without = shortest.without(step);
            shortest = fails(without, fibres) ? without : shortest;
        }
        for (int step = 20; step >= 0; step--) {
            Schedule quieter = shortest.quieten(step);
            shortest = shortest.happens(step) && fails(quieter, fibres) ? quieter : shortest;
        }
        return shortest;
    }

    /** The first of the failed seeds, made as short as it gets and told; nothing if none has failed. */
    List<String> shortestStory(Result result) {
        if (result.failed().isEmpty()) {
            return List.of();
        }
        ExecutorService fibres = threads();
        List<String> story = new ArrayList<>();
        story.add("seed " + result.failed().get(0) + " (of " + result.failed() + ")");
        story.addAll(told(shortened(Schedule.of(contract, result.failed().get(0)), fibres), fibres));
        fibres.shutdown();
        return story;
    }

    /** The story of the schedule of a seed. */
    List<String> told(long seed) {
        ExecutorService fibres = threads();
        List<String> story = told(Schedule.of(contract, seed), fibres);
        fibres.shutdown();
        return story;
    }

    /** The story of a schedule, line by line. */
    List<String> told(Schedule schedule, ExecutorService fibres) {
        World world = new World(schedule, sabotage, watched, new Tally(), true, fibres);
        List<Violation> violations = world.run();
        List<String> lines = new ArrayList<>(world.trace());
        violations.forEach(violation -> lines.add("BROKEN " + violation));
        return lines;
    }
}
