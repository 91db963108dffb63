package io.invoicepay.proof.linearizability;

import io.invoicepay.proof.Harness;
import io.invoicepay.proof.Scale;
import io.invoicepay.proof.Verdict;
import io.invoicepay.proof.process.PostgresServer;
import io.invoicepay.proof.process.TimeLimit;
import io.invoicepay.proof.suite.Ending;
import io.invoicepay.proof.suite.Suite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** S4: the histories of the store in a database, by the store's own tests. The store in memory has Lincheck, where it lives. */
public final class LinearizabilityHarness implements Harness {
    /** Whether the checker of histories notices one that cannot be. */
    private static final String SELF_CHECK = "io.invoicepay.jdbc.HistoriesTest";

    private static final String HISTORIES = "io.invoicepay.jdbc.LinearizabilityTest";
    /** As the test prints it of each database, after the last of its histories was found to be linearizable. */
    private static final Pattern TOLD = Pattern.compile(
            "S4: (\\w+) linearizable, 0 violations in (\\d+) histories of .*, (\\d+) writes won, (\\d+) unknown \\(seed (-?\\d+)\\)");

    @Override
    public String name() {
        return "S4";
    }

    @Override
    public String subject() {
        return "whether what threads see of the store in H2 and PostgreSQL can be told as one after the other";
    }

    @Override
    public Verdict run(Scale scale, long seed) {
        Duration limit = Duration.ofSeconds(scale.of(180, 600, 2 * 3_600));
        return TimeLimit.within(limit, seed, () -> check(scale, seed));
    }

    private static Verdict check(Scale scale, long seed) {
        long wanted = scale.of(100, 1_000, 100_000);
        Suite.Report report = Suite.run(
                List.of(SELF_CHECK, HISTORIES),
                "",
                Map.of("histories", Long.toString(wanted), "seed", Long.toString(seed)));
        List<String> details = new ArrayList<>();
        List<String> databases = new ArrayList<>();
        long histories = 0;
        long won = 0;
        long unknown = 0;
        for (String line : report.printed()) {
            Matcher told = TOLD.matcher(line);
            if (told.matches() && told.group(5).equals(Long.toString(seed))) {
                details.add(line);
                databases.add(told.group(1));
                histories += Long.parseLong(told.group(2));
                won += Long.parseLong(told.group(3));
                unknown += Long.parseLong(told.group(4));
            }
        }
        int violations = 0;
        boolean missing = false;
        for (Map.Entry<String, Ending> test : report.endings().entrySet()) {
            if (test.getValue() instanceof Ending.Broken broken) {
                violations++;
                details.add(test.getKey() + ": " + broken.how());
            } else if (test.getValue() instanceof Ending.Skipped skipped) {
                missing = true;
                details.add(test.getKey() + " was not tried: " + skipped.reason());
            }
        }
        String summary = String.format(
                Locale.ROOT,
                "linearizable, %d violations in %,d histories of the store in %s by 3 threads x 9 operations,"
                        + " %,d writes won, %,d unknown (seed %d)",
                violations,
                histories,
                databases,
                won,
                unknown,
                seed);
        boolean all = missing ? !PostgresServer.isRequired() : databases.size() == 2;
        boolean checkerWorks = report.endings().keySet().stream().anyMatch(test -> test.startsWith(SELF_CHECK));
        return new Verdict(
                violations == 0 && all && checkerWorks && histories == wanted * databases.size(), summary, details);
    }
}
