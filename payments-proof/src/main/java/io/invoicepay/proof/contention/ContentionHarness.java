package io.invoicepay.proof.contention;

import io.invoicepay.proof.Harness;
import io.invoicepay.proof.Scale;
import io.invoicepay.proof.Verdict;
import io.invoicepay.proof.host.Database;
import io.invoicepay.proof.process.JavaProgram;
import io.invoicepay.proof.process.PostgresServer;
import io.invoicepay.proof.process.Scratch;
import io.invoicepay.proof.process.Talk;
import io.invoicepay.proof.process.TimeLimit;
import io.invoicepay.spi.PaymentAttempts;
import io.vavr.control.Either;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** S5: two processes want the same invoices. */
public final class ContentionHarness implements Harness {
    /** Nothing is killed here: what the disk has got to does not matter, and without it threads meet more often. */
    private static final Map<String, String> FAST =
            Map.of("fsync", "off", "full_page_writes", "off", "synchronous_commit", "on", "shared_buffers", "256MB");

    private static final int PROCESSES = 2;
    private static final int MOST_CARELESS = 2_000;
    /** Below that one process runs after the other, and proves nothing. */
    private static final double LEAST_SHARE_AT_THE_SAME_MOMENT = 0.05;

    @Override
    public String name() {
        return "S5";
    }

    @Override
    public String subject() {
        return "two processes of 32 threads that reserve the same invoices on one PostgreSQL, and one hot invoice";
    }

    @Override
    public Verdict run(Scale scale, long seed) {
        Duration limit = Duration.ofSeconds(scale.of(180, 600, 3 * 3_600));
        return TimeLimit.within(limit, seed, () -> onAServer(scale, seed, limit));
    }

    private static Verdict onAServer(Scale scale, long seed, Duration limit) {
        try (Scratch scratch = Scratch.create()) {
            Either<String, PostgresServer> postgres = PostgresServer.start(scratch, FAST);
            if (postgres.isLeft()) {
                return PostgresServer.missing(postgres.getLeft(), seed);
            }
            JavaProgram program = new JavaProgram(Contender.class, scratch, limit);
            try (PostgresServer server = postgres.get()) {
                return run(scale, seed, server.newSchema("contention"), program);
            }
        }
    }

    private static Verdict run(Scale scale, long seed, String url, JavaProgram program) {
        Database.open(url, 1).close();
        Random chance = new Random(seed);
        PaymentAttempts attempts = Database.attemptsAt(url);
        try (Talk first = start(program, url, "ann", chance.nextLong());
                Talk second = start(program, url, "bob", chance.nextLong())) {
            List<Talk> contenders = List.of(first, second);
            int keys = (int) scale.of(1_000, 50_000, 1_000_000);
            int writes = (int) scale.of(2_000, 100_000, 1_000_000);
            Contest contest = new Contest(contenders, attempts);
            contest.race(0, keys);
            contest.hot(keys, writes / PROCESSES);
            int caughtAfter = Contest.careless(contenders, attempts, keys + 1, keys + 1 + MOST_CARELESS);
            first.end();
            second.end();
            return verdict(scale, seed, contest, caughtAfter);
        }
    }

    private static Talk start(JavaProgram program, String url, String name, long seed) {
        Talk contender = program.start(Map.of(), List.of(url, name, Long.toString(seed)));
        if (contender.hear().isEmpty()) {
            contender.close();
            throw new IllegalStateException("no contender: " + program.errors());
        }
        return contender;
    }

    private static Verdict verdict(Scale scale, long seed, Contest contest, int caughtAfter) {
        List<String> details = new ArrayList<>();
        details.add(String.format(
                Locale.ROOT,
                "S5 won by each process %s; at the same moment %,d; PostgreSQL with fsync off, since nothing dies here",
                contest.wins(),
                contest.atTheSameMoment()));
        details.addAll(contest.faults());
        String summary = String.format(
                Locale.ROOT,
                "winners per key: min %d max %d in %,d keys raced by %d processes x %d threads, %,d of them at the same"
                        + " moment; 1 hot key, %,d CAS, %,d won, versions %s (seed %d);"
                        + " a store that looks before it writes: %s",
                contest.fewestWinners(),
                contest.mostWinners(),
                contest.keys(),
                PROCESSES,
                Contender.THREADS,
                contest.atTheSameMoment(),
                contest.hotWins() + contest.hotLosses(),
                contest.hotWins(),
                contest.faults().isEmpty() ? "without gap" : "see above",
                seed,
                caughtAfter > 0 ? "caught after " + caughtAfter + " keys" : "NOT CAUGHT");
        boolean met = contest.atTheSameMoment() >= contest.keys() * LEAST_SHARE_AT_THE_SAME_MOMENT
                && Collections.min(contest.wins()) > 0
                && contest.hotLosses() > 0;
        return new Verdict(
                contest.faults().isEmpty() && caughtAfter > 0 && (met || scale == Scale.SMOKE), summary, details);
    }
}
