package io.invoicepay.proof.aptean;

import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.proof.Harness;
import io.invoicepay.proof.Scale;
import io.invoicepay.proof.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/** S1a: what S1 tries, fewer times and with fewer kinds of trouble, through Aptean's requests and answers. */
public final class ApteanHarness implements Harness {
    /** A sandbox that has run for long answers slowly. */
    private static final int SCHEDULES_A_SANDBOX = 50;

    @Override
    public String name() {
        return "S1a";
    }

    @Override
    public String subject() {
        return "seeded schedules of the production core through Aptean's requests and answers, over loopback HTTP";
    }

    @Override
    public Verdict run(Scale scale, long seed) {
        long schedules = scale.of(50, 1_000, 100_000);
        long leastStrikes = scale.of(0, 5, 1_000);
        Tally tally = new Tally();
        for (long first = 0; first < schedules; first += SCHEDULES_A_SANDBOX) {
            batch(tally, seed + first, (int) Math.min(SCHEDULES_A_SANDBOX, schedules - first));
        }
        List<Mishap> missing = tally.missing(leastStrikes);
        String summary = String.format(
                Locale.ROOT,
                "%d double charges, %d lost payments, %d false PAID, %d stuck after drain in %,d schedules through Aptean's codec "
                        + "(seed %d, %,d faults, %,d payments, %,d ambiguous, %,d in the portal, %,d refunds, %,d card tokens refused, %,d left to a person)%s",
                tally.breaches(Tally.Promise.DOUBLE),
                tally.breaches(Tally.Promise.LOST),
                tally.breaches(Tally.Promise.FALSE_PAID),
                tally.breaches(Tally.Promise.STUCK),
                schedules,
                seed,
                tally.faults(),
                tally.payments,
                tally.ambiguous,
                tally.portal,
                tally.refunds,
                tally.tokensRefused,
                tally.ended(SlotStatus.REVIEW),
                missing.isEmpty() ? "" : ", MISSING " + missing);
        return new Verdict(tally.isClean() && missing.isEmpty(), summary, tally.details());
    }

    private static void batch(Tally tally, long seed, int count) {
        SplittableRandom random = new SplittableRandom(seed);
        try (Shop shop = new Shop(seed)) {
            List<Schedule> all = new ArrayList<>();
            for (int index = 0; index < count; index++) {
                Schedule schedule = new Schedule(shop, tally, index, random.split());
                schedule.run();
                all.add(schedule);
            }
            all.forEach(Schedule::judge); // requests that were late may have arrived meanwhile
        }
    }
}
