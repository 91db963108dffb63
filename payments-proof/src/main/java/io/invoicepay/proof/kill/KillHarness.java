package io.invoicepay.proof.kill;

import io.invoicepay.proof.Harness;
import io.invoicepay.proof.Scale;
import io.invoicepay.proof.Verdict;
import io.invoicepay.proof.host.Host;
import io.invoicepay.proof.process.JavaProgram;
import io.invoicepay.proof.process.PostgresServer;
import io.invoicepay.proof.process.Scratch;
import io.invoicepay.proof.process.TimeLimit;
import io.vavr.control.Either;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.ToIntFunction;
import java.util.stream.Stream;

/** S6: the host's process is killed. */
public final class KillHarness implements Harness {
    private static final int MOST_HASTY_LIVES = 10;
    private static final int MOST_FAULTS = 5;

    @Override
    public String name() {
        return "S6";
    }

    @Override
    public String subject() {
        return "kill -9 of the host at every call to a port, on the wire and at random, on PostgreSQL and H2";
    }

    @Override
    public Verdict run(Scale scale, long seed) {
        return TimeLimit.within(limit(scale), seed, () -> tried(scale, seed));
    }

    /** Several times what it takes on two quiet cores. */
    private static Duration limit(Scale scale) {
        return Duration.ofMinutes(scale.of(10, 45, 400));
    }

    private static Verdict tried(Scale scale, long seed) {
        try (Scratch scratch = Scratch.create()) {
            Either<String, PostgresServer> postgres = PostgresServer.start(scratch);
            if (postgres.isLeft()) {
                return PostgresServer.missing(postgres.getLeft(), seed);
            }
            try (PostgresServer server = postgres.get()) {
                return run(scale, seed, scratch, server);
            }
        }
    }

    private static Verdict run(Scale scale, long seed, Scratch scratch, PostgresServer server) {
        JavaProgram program = new JavaProgram(Host.class, scratch);
        Random chance = new Random(seed);
        try (Lane lane = new Lane(server.newSchema("training"), program, new Random(chance.nextLong()), false)) {
            lane.train();
        }
        List<Callable<Tally>> lanes = new ArrayList<>();
        for (String url : List.of(server.newSchema("kills"), h2(scratch, "kills"))) {
            long laneSeed = chance.nextLong();
            lanes.add(() -> live(url, program, scale, laneSeed));
        }
        List<Tally> tallies = sideBySide(lanes);
        int caughtAfter = hasty(h2(scratch, "hasty"), program, chance);
        return verdict(scale, seed, tallies, caughtAfter);
    }

    private static String h2(Scratch scratch, String name) {
        return "jdbc:h2:" + scratch.resolve(name);
    }

    private static List<Stint> plan(Scale scale, Random chance) {
        return scale == Scale.SMOKE
                ? Stream.of(
                                Plan.again("after-arm", chance),
                                Plan.again("before-take-over", chance),
                                Plan.again("answer-lost", chance),
                                List.<Stint>of(new Stint.AtRandom(Duration.ofMillis(100))))
                        .flatMap(List::stream)
                        .toList()
                : Plan.draw(perPoint(scale), (int) scale.of(1, 50, 1_000), chance);
    }

    /** How many deaths at each point on each database. */
    private static int perPoint(Scale scale) {
        return (int) scale.of(0, 20, 160);
    }

    private static Tally live(String url, JavaProgram program, Scale scale, long seed) {
        Random chance = new Random(seed);
        List<Stint> plan = plan(scale, chance);
        try (Lane lane = new Lane(url, program, new Random(chance.nextLong()), false)) {
            live(lane, plan);
            for (String point : Plan.points()) {
                long wanted = plan.stream()
                        .filter(stint -> stint.point().equals(point))
                        .count();
                for (int tries = 0; tries < wanted && lane.tally().kills(point) < wanted; tries++) {
                    live(lane, Plan.again(point, chance));
                }
            }
            lane.end();
            return lane.tally();
        }
    }

    /** So many lives, or fewer: what is broken is not made better by more of them, and each may have to wait until its patience ends. */
    private static void live(Lane lane, List<Stint> stints) {
        for (Stint stint : stints) {
            if (lane.tally().faults().size() < MOST_FAULTS) {
                lane.live(stint);
            }
        }
    }

    /** Kills hosts of a store that answers before it has written, until a payment is missing. Returns how many it took, or 0. */
    private static int hasty(String url, JavaProgram program, Random chance) {
        try (Lane lane = new Lane(url, program, new Random(chance.nextLong()), true)) {
            for (int lives = 1; lives <= MOST_HASTY_LIVES; lives++) {
                lane.live(Plan.again("after-charge", chance).get(0));
                if (lane.tally().lost()
                                + lane.tally().differing()
                                + lane.tally().doubles()
                        > 0) {
                    return lives;
                }
            }
            return 0;
        }
    }

    private static Verdict verdict(Scale scale, long seed, List<Tally> tallies, int caughtAfter) {
        List<String> details = new ArrayList<>();
        int points = 0;
        int fewest = Integer.MAX_VALUE;
        for (String point : Plan.points()) {
            List<Integer> onEach =
                    tallies.stream().map(tally -> tally.kills(point)).toList();
            int kills = onEach.stream().mapToInt(Integer::intValue).sum();
            points += kills > 0 ? 1 : 0;
            fewest = Math.min(fewest, Collections.min(onEach));
            if (kills > 0) {
                details.add(String.format(Locale.ROOT, "S6 %-16s %s", point, onEach));
            }
        }
        tallies.forEach(tally -> tally.faults().forEach(details::add));
        boolean clean = tallies.stream().allMatch(tally -> tally.faults().isEmpty());
        boolean covered = scale == Scale.SMOKE || fewest >= perPoint(scale);
        int random = tallies.stream()
                .mapToInt(tally -> tally.kills(Stint.AtRandom.POINT))
                .sum();
        String summary = String.format(
                Locale.ROOT,
                "%d double, %d lost, %d slots differing from ledger, %d stuck in %,d kills (%d points x %s on each of PostgreSQL and H2, %d random; seed %d),"
                        + " %,d slots compared, %d of them through an operator; max recovery %.1f s;"
                        + " a store that answers before it writes: %s",
                sum(tallies, Tally::doubles),
                sum(tallies, Tally::lost),
                sum(tallies, Tally::differing),
                sum(tallies, Tally::stuck),
                sum(tallies, Tally::kills),
                points,
                scale == Scale.SMOKE ? "some" : ">= " + fewest,
                random,
                seed,
                sum(tallies, Tally::auditedSlots),
                sum(tallies, Tally::operators),
                tallies.stream()
                                .mapToLong(tally -> tally.longestRecovery().toMillis())
                                .max()
                                .orElse(0)
                        / 1000.0,
                caughtAfter > 0 ? "caught after " + caughtAfter : "NOT CAUGHT");
        return new Verdict(clean && covered && caughtAfter > 0, summary, details);
    }

    private static int sum(List<Tally> tallies, ToIntFunction<Tally> figure) {
        return tallies.stream().mapToInt(figure).sum();
    }

    private static List<Tally> sideBySide(List<Callable<Tally>> lanes) {
        ExecutorService threads = Executors.newFixedThreadPool(lanes.size(), lane -> TimeLimit.daemon("lane", lane));
        try {
            List<Tally> tallies = new ArrayList<>();
            for (Future<Tally> lane : threads.invokeAll(lanes)) {
                tallies.add(lane.get());
            }
            return tallies;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            threads.shutdown();
        }
    }
}
