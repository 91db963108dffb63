package io.invoicepay.proof.outage;

import io.invoicepay.proof.Harness;
import io.invoicepay.proof.Scale;
import io.invoicepay.proof.Verdict;
import io.invoicepay.proof.host.Database;
import io.invoicepay.proof.process.PostgresServer;
import io.invoicepay.proof.process.Scratch;
import io.invoicepay.proof.process.TimeLimit;
import io.invoicepay.spi.CasResult;
import io.vavr.control.Either;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/** S7: PostgreSQL is killed under load. */
public final class OutageHarness implements Harness {
    /** Written to the disk before it is acknowledged, as PostgreSQL comes. */
    private static final Map<String, String> DURABLE =
            Map.of("fsync", "on", "synchronous_commit", "on", "recovery_init_sync_method", "syncfs");
    /** Acknowledged first and written later, by default soon, here as late as can be set. */
    private static final Map<String, String> HASTY = Map.of(
            "fsync", "on",
            "synchronous_commit", "off",
            "recovery_init_sync_method", "syncfs",
            "wal_writer_delay", "10s",
            "wal_writer_flush_after", "1GB",
            "wal_buffers", "64MB");

    private static final int MOST_HASTY_KILLS = 10;
    private static final int INVOICES = 8;
    private static final int NEW_INVOICES = 4;
    private static final int FEWEST_WRITES = 20;
    private static final int MOST_WRITES = 220;

    @Override
    public String name() {
        return "S7";
    }

    @Override
    public String subject() {
        return "PostgreSQL killed, stopped and cut off under load, and whether lost writes would be noticed";
    }

    @Override
    public Verdict run(Scale scale, long seed) {
        Duration limit = Duration.ofSeconds(scale.of(240, 600, 3_600));
        return TimeLimit.within(limit, seed, () -> onAServer(scale, seed));
    }

    private static Verdict onAServer(Scale scale, long seed) {
        try (Scratch scratch = Scratch.create()) {
            Either<String, PostgresServer> postgres = PostgresServer.start(scratch, DURABLE);
            if (postgres.isLeft()) {
                return PostgresServer.missing(postgres.getLeft(), seed);
            }
            try (PostgresServer server = postgres.get()) {
                return run(scale, seed, server);
            }
        }
    }

    private static Verdict run(Scale scale, long seed, PostgresServer server) {
        Random chance = new Random(seed);
        String url = server.newSchema("durable");
        String hastyUrl = server.newSchema("hasty");
        Database.open(hastyUrl, 1).close(); // its tables are not to be what is lost
        Journal journal = new Journal();
        List<Outage> outages = plan(scale, chance);
        for (int round = 0; round < outages.size(); round++) {
            round(server, url, journal, round, outages.get(round), DURABLE, chance);
        }
        journal.compare(Database.attemptsAt(url), journal.invoices());

        server.close();
        server.start(HASTY);
        int caughtAfter = 0;
        for (int kills = 1; kills <= MOST_HASTY_KILLS && caughtAfter == 0; kills++) {
            Journal hasty = new Journal();
            round(server, hastyUrl, hasty, 10 * kills, Outage.KILL, HASTY, chance);
            caughtAfter = hasty.lost() > 0 ? kills : 0;
        }
        return verdict(scale, seed, outages, journal, caughtAfter);
    }

    private static List<Outage> plan(Scale scale, Random chance) {
        List<Outage> outages = new ArrayList<>();
        outages.addAll(Collections.nCopies((int) scale.of(2, 30, 500), Outage.KILL));
        outages.addAll(Collections.nCopies((int) scale.of(1, 6, 100), Outage.STOP));
        outages.addAll(Collections.nCopies((int) scale.of(1, 6, 100), Outage.TERMINATE));
        Collections.shuffle(outages, chance);
        return outages;
    }

    /** Some invoices are new to a round, and some have been through the one before. */
    private static void round(
            PostgresServer server,
            String url,
            Journal journal,
            int number,
            Outage outage,
            Map<String, String> settings,
            Random chance) {
        List<Integer> invoices = IntStream.range(0, INVOICES)
                .map(i -> number * NEW_INVOICES + i)
                .boxed()
                .toList();
        int writes = FEWEST_WRITES + chance.nextInt(MOST_WRITES - FEWEST_WRITES);
        new Load(url, journal, invoices).until(writes, () -> outage.strike(server), chance);
        outage.end(server, settings);
        journal.compare(Database.attemptsAt(url), invoices);
    }

    private static Verdict verdict(Scale scale, long seed, List<Outage> outages, Journal journal, int caughtAfter) {
        int unknown = journal.count(CasResult.UNKNOWN);
        int kept = journal.kept();
        String summary = String.format(
                Locale.ROOT,
                "%d acknowledged writes lost in %,d acknowledged, %,d unknown (%,d kept, %,d not), %,d refused,"
                        + " %,d kills of PostgreSQL, %d immediate stops, %d times every connection ended (seed %d),"
                        + " versions without gap in %,d histories; synchronous_commit=off: %s",
                journal.lost(),
                journal.count(CasResult.WON),
                unknown,
                kept,
                unknown - kept,
                journal.count(CasResult.LOST),
                Collections.frequency(outages, Outage.KILL),
                Collections.frequency(outages, Outage.STOP),
                Collections.frequency(outages, Outage.TERMINATE),
                seed,
                journal.invoices().size(),
                caughtAfter == 0
                        ? "NOT CAUGHT in " + MOST_HASTY_KILLS + " kills"
                        : "caught after " + caughtAfter + (caughtAfter == 1 ? " kill" : " kills"));
        boolean covered = scale == Scale.SMOKE || (kept > 0 && kept < unknown && journal.count(CasResult.LOST) > 0);
        return new Verdict(journal.faults().isEmpty() && covered && caughtAfter > 0, summary, journal.faults());
    }
}
