package io.invoicepay.proof.simulation;

import io.invoicepay.attempt.Lifecycle;
import io.invoicepay.attempt.Patience;
import io.invoicepay.payment.IdempotencyKeys;
import io.invoicepay.proof.Harness;
import io.invoicepay.proof.Scale;
import io.invoicepay.proof.Verdict;
import io.invoicepay.proof.model.Bounds;
import io.invoicepay.proof.model.Explorer;
import io.invoicepay.proof.model.ListedMoves;
import io.invoicepay.provider.KeyContract;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * S3: whether model and simulation would notice. Every known mistake has to be caught by the simulation, and by the model too unless it
 * takes what the model leaves out; the production protocol itself, held to the same, has to come through.
 */
public final class MutantsHarness implements Harness {
    private static final long MOST_SCHEDULES = 60_000;
    private static final int MOST_STATES = 30_000_000;

    @Override
    public String name() {
        return "S3";
    }

    @Override
    public String subject() {
        return "protocols with one known mistake each, all of which have to be noticed";
    }

    @Override
    public Verdict run(Scale scale, long seed) {
        List<String> details = new ArrayList<>();
        int caught = 0;
        int slowestStates = 0;
        long slowestSchedules = 0;
        for (Mutant mutant : Mutants.ALL) {
            boolean byModel = true;
            String model = "not in the model";
            for (Bounds bounds : mutant.modelled()) {
                Explorer.Outcome outcome = modelled(mutant, bounds);
                byModel = outcome.breach().isDefined();
                slowestStates = Math.max(slowestStates, outcome.states());
                model = found(outcome);
                details.addAll(
                        outcome.story().stream().map(line -> "      " + line).toList());
            }
            Simulation simulation = Simulation.of(mutant);
            Simulation.Result result = simulation.run(seed, MOST_SCHEDULES, 1);
            boolean bySimulation = !result.failed().isEmpty();
            String schedules = "not found in " + MOST_SCHEDULES + " schedules";
            if (bySimulation) {
                long needed = result.failed().get(0) - seed + 1;
                slowestSchedules = Math.max(slowestSchedules, needed);
                schedules = "simulation after " + needed + " schedules";
                if (mutant.modelled().isEmpty()) {
                    simulation.shortestStory(result).forEach(line -> details.add("      " + line));
                }
            }
            caught += byModel && bySimulation ? 1 : 0;
            details.add("S3 " + (byModel && bySimulation ? "caught" : "MISSED") + " (" + mutant.contract() + ", "
                    + mutant.promise() + "): " + mutant + ": " + model + ", " + schedules);
            if (scale == Scale.LONG) {
                details.add("      with a provider that rejects used keys: " + withRejectingProvider(mutant));
            }
        }
        boolean controlled = Simulation.of(KeyContract.IGNORES_KEYS)
                .run(seed, slowestSchedules, 1)
                .failed()
                .isEmpty();
        int all = Mutants.ALL.size();
        String summary = String.format(
                Locale.ROOT,
                "%d/%d caught, slowest at %,d states and %,d schedules, control %s (seed %d)",
                caught,
                all,
                slowestStates,
                slowestSchedules,
                controlled ? "clean" : "NOT CLEAN",
                seed);
        return new Verdict(caught == all && controlled, summary, details);
    }

    private static Explorer.Outcome modelled(Mutant mutant, Bounds bounds) {
        IdempotencyKeys keys = new IdempotencyKeys(Node.secret());
        return new Explorer(
                        bounds,
                        mutant.sabotage().flaw(),
                        new Lifecycle(keys, Patience.standard()),
                        keys,
                        ListedMoves::has,
                        Set.of(mutant.breach()))
                .explore(MOST_STATES);
    }

    private static String found(Explorer.Outcome outcome) {
        return outcome.breach().isDefined()
                ? String.format(
                        Locale.ROOT,
                        "model after %,d states, %d steps",
                        outcome.states(),
                        outcome.story().size())
                : String.format(
                        Locale.ROOT,
                        "invisible to the model in %,d states%s",
                        outcome.states(),
                        outcome.complete() ? ", complete" : "");
    }

    /** Defence in depth hides mistakes: the same bounds, only another provider. */
    private static String withRejectingProvider(Mutant mutant) {
        return mutant.modelled()
                .map(b -> new Bounds(
                        KeyContract.REJECTS_USED_KEYS,
                        b.capped(),
                        b.keys(),
                        b.crashes(),
                        b.copies(),
                        b.portal(),
                        b.resends()))
                .map(bounds -> found(modelled(mutant, bounds)))
                .getOrElse("not in the model");
    }
}
