package io.invoicepay.proof.laws;

import io.invoicepay.proof.Harness;
import io.invoicepay.proof.Scale;
import io.invoicepay.proof.Verdict;
import io.invoicepay.proof.process.TimeLimit;
import io.invoicepay.proof.suite.Ending;
import io.invoicepay.proof.suite.Suite;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** S13: the laws that the core's tests state, each tried on generated cases. */
public final class LawsHarness implements Harness {
    /** Where the laws are; and, first, whether a false one would be found out. */
    private static final String SELF_CHECK = "io.invoicepay.fixtures.TrialsTest";

    private static final List<String> LAWS = List.of(
            "io.invoicepay.money.MoneyTest",
            "io.invoicepay.invoice.AccountBalanceTest",
            "io.invoicepay.payment.SecretsTest",
            "io.invoicepay.payment.BillingAddressTest",
            "io.invoicepay.attempt.LifecycleLawsTest",
            "io.invoicepay.checkout.PayColumnTest",
            "io.invoicepay.checkout.DialogTokensTest",
            "io.invoicepay.checkout.PortalLinkTest");

    private static final int FEWEST_LAWS = 10;
    /** As the tests print it of each law. */
    private static final Pattern TOLD = Pattern.compile("(.+): (\\d+) cases, -Dinvoicepay\\.seed=(-?\\d+)");

    @Override
    public String name() {
        return "S13";
    }

    @Override
    public String subject() {
        return "the laws of money, balance, keys, forms, tokens, links, rows and slots on generated cases";
    }

    @Override
    public Verdict run(Scale scale, long seed) {
        Duration limit = Duration.ofSeconds(scale.of(180, 600, 6 * 3_600));
        return TimeLimit.within(limit, seed, () -> tryAll(scale, seed));
    }

    private static Verdict tryAll(Scale scale, long seed) {
        long cases = scale.of(0, 10_000, 10_000_000); // 0: as many as the tests try by themselves
        Map<String, String> settings =
                Map.of("invoicepay.seed", Long.toString(seed), "invoicepay.cases", Long.toString(cases));
        Suite.Report selfCheck = Suite.run(List.of(SELF_CHECK), "law", settings);
        Suite.Report report = Suite.run(LAWS, "law", settings);
        List<String> details = new ArrayList<>();
        report.endings().forEach((test, ending) -> tell(test, ending, details));
        selfCheck.endings().forEach((test, ending) -> tell(test, ending, details));
        int broken = details.size();
        Map<String, Long> tried = tried(report.printed(), seed, details);
        tried.forEach((law, count) -> details.add(String.format(Locale.ROOT, "S13 %-24s %,d cases", law, count)));
        long fewest = tried.values().stream().mapToLong(Long::longValue).min().orElse(0);
        boolean caught = !selfCheck.endings().isEmpty()
                && selfCheck.endings().values().stream().allMatch(ending -> ending instanceof Ending.Kept);
        String summary = String.format(
                Locale.ROOT,
                "%d broken of %d laws in >= %,d cases each, %,d in all (seed %d); a false law: %s",
                broken,
                tried.size(),
                fewest,
                tried.values().stream().mapToLong(Long::longValue).sum(),
                seed,
                caught ? "caught, and shrunk to its smallest case" : "NOT CAUGHT");
        boolean all = tried.size() >= FEWEST_LAWS && fewest >= cases;
        return new Verdict(broken == 0 && caught && all, summary, details);
    }

    /** A failure tells the seed, the first case and the smallest. */
    private static void tell(String test, Ending ending, List<String> faults) {
        if (ending instanceof Ending.Broken law) {
            faults.add(test + ": " + law.how());
        } else if (ending instanceof Ending.Skipped skipped) {
            faults.add(test + " was not tried: " + skipped.reason());
        }
    }

    /** How many cases of each law; a law that is tried in several locales counts each time. */
    private static Map<String, Long> tried(List<String> printed, long seed, List<String> faults) {
        Map<String, Long> tried = new TreeMap<>();
        for (String line : printed) {
            Matcher told = TOLD.matcher(line);
            if (told.matches()) {
                tried.merge(told.group(1), Long.parseLong(told.group(2)), Long::sum);
                if (Long.parseLong(told.group(3)) != seed) {
                    faults.add("not tried from the seed: " + line);
                }
            }
        }
        return tried;
    }
}
