package io.invoicepay.proof.simulation;

import io.invoicepay.proof.Harness;
import io.invoicepay.proof.Scale;
import io.invoicepay.proof.Verdict;
import io.invoicepay.provider.KeyContract;
import java.util.ArrayList;
import java.util.List;

/** S1, S1b and S1c: schedules of the production core against four kinds of provider, and what they have been through. */
public final class SimulationHarness implements Harness {
    private static final List<KeyContract> CONTRACTS = List.of(
            KeyContract.REJECTS_USED_KEYS,
            KeyContract.REPLAYS,
            KeyContract.REMEMBERS_SUCCESSES,
            KeyContract.IGNORES_KEYS);
    private static final int ENOUGH = 3;

    @Override
    public String name() {
        return "S1";
    }

    @Override
    public String subject() {
        return "seeded schedules of the production core with everything going wrong";
    }

    @Override
    public Verdict run(Scale scale, long seed) {
        long schedules = scale.of(2_000, 250_000, 25_000_000);
        long leastMoves = scale.of(0, 1_000, 100_000);
        long leastStrikes = scale.of(0, 100, 10_000);
        Tally all = new Tally();
        List<String> details = new ArrayList<>();
        boolean holds = true;
        for (KeyContract contract : CONTRACTS) {
            Simulation simulation = Simulation.of(contract);
            Simulation.Result result = simulation.run(seed, schedules, ENOUGH);
            all.add(result.tally());
            holds &= result.failed().isEmpty();
            details.add("S1b " + contract + ": " + result.tally().verdict(seed));
            details.addAll(simulation.shortestStory(result));
        }
        List<String> missing = all.missing(leastMoves, leastStrikes);
        details.add("S1c coverage: " + all.coverage(true) + (missing.isEmpty() ? "" : ", MISSING " + missing));
        return new Verdict(holds && missing.isEmpty(), all.verdict(seed), details);
    }

    /** The story of one schedule, and what it has broken. */
    public static List<String> replay(KeyContract contract, long seed) {
        return Simulation.of(contract).told(seed);
    }
}
