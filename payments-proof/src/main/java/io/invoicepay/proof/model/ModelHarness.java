package io.invoicepay.proof.model;

import io.invoicepay.attempt.Lifecycle;
import io.invoicepay.attempt.Patience;
import io.invoicepay.payment.IdempotencyKeys;
import io.invoicepay.payment.Secret;
import io.invoicepay.proof.Harness;
import io.invoicepay.proof.Scale;
import io.invoicepay.proof.Verdict;
import io.invoicepay.provider.KeyContract;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;

/** S2: the production protocol in every state that can be reached within the bounds. Nothing is drawn, so the seed decides nothing. */
public final class ModelHarness implements Harness {
    private static final int MOST = 200_000_000;

    @Override
    public String name() {
        return "S2";
    }

    @Override
    public String subject() {
        return "every reachable state of a model around the production decisions, and recovery from each";
    }

    /** From the smallest to the largest; the hostile provider, which ignores keys, first. */
    private static List<Bounds> bounds(Scale scale) {
        Bounds hostile = new Bounds(KeyContract.IGNORES_KEYS, false, 2, 1, 0, 0, 0);
        Bounds copying = new Bounds(KeyContract.REJECTS_USED_KEYS, true, 2, 1, 1, 0, 0);
        return switch (scale) {
            case SMOKE ->
                List.of(
                        new Bounds(KeyContract.IGNORES_KEYS, false, 1, 1, 0, 0, 0),
                        new Bounds(KeyContract.REJECTS_USED_KEYS, true, 1, 0, 1, 0, 0));
            case SHORT ->
                List.of(
                        hostile,
                        new Bounds(KeyContract.IGNORES_KEYS, false, 1, 0, 0, 1, 0),
                        new Bounds(KeyContract.REJECTS_USED_KEYS, false, 1, 0, 0, 1, 0),
                        new Bounds(KeyContract.REPLAYS, true, 1, 0, 1, 0, 1),
                        copying);
            case LONG ->
                List.of(
                        hostile,
                        new Bounds(KeyContract.IGNORES_KEYS, false, 3, 2, 0, 0, 0),
                        new Bounds(KeyContract.IGNORES_KEYS, false, 2, 0, 0, 1, 0),
                        new Bounds(KeyContract.REMEMBERS_SUCCESSES, false, 2, 1, 0, 0, 0),
                        new Bounds(KeyContract.REPLAYS, true, 2, 1, 1, 0, 1),
                        copying,
                        new Bounds(KeyContract.REJECTS_USED_KEYS, false, 1, 1, 1, 1, 0));
        };
    }

    @Override
    public Verdict run(Scale scale, long seed) {
        IdempotencyKeys keys = new IdempotencyKeys(Secret.of("the model's secret, 32 bytes or more"));
        Lifecycle production = new Lifecycle(keys, Patience.standard());
        List<String> details = new ArrayList<>();
        long states = 0;
        long transitions = 0;
        int depth = 0;
        int violations = 0;
        int unrecoverable = 0;
        boolean complete = true;
        for (Bounds bounds : bounds(scale)) {
            Explorer.Outcome outcome = new Explorer(
                            bounds, Flaw.NONE, production, keys, ListedMoves::has, EnumSet.allOf(Explorer.Breach.class))
                    .explore(MOST);
            details.add(String.format(
                    Locale.ROOT,
                    "S2 %s: %,d states, %,d transitions, depth %d, %,d questions to decide, recovery from %,d slots and books, %s",
                    bounds,
                    outcome.states(),
                    outcome.transitions(),
                    outcome.depth(),
                    outcome.questions(),
                    outcome.recoveries(),
                    outcome.breach().map(Object::toString).getOrElse(outcome.complete() ? "complete" : "cut off")));
            details.addAll(outcome.story());
            states += outcome.states();
            transitions += outcome.transitions();
            depth = Math.max(depth, outcome.depth());
            boolean isRecovery = outcome.breach().contains(Explorer.Breach.UNRECOVERABLE);
            unrecoverable += isRecovery ? 1 : 0;
            violations += outcome.breach().isDefined() && !isRecovery ? 1 : 0;
            complete &= outcome.complete();
        }
        boolean holds = complete && violations == 0 && unrecoverable == 0;
        String summary = String.format(
                Locale.ROOT,
                "%,d states, %,d transitions, depth %d, %d violations, %d unrecoverable, %s (no seed: nothing is drawn)",
                states,
                transitions,
                depth,
                violations,
                unrecoverable,
                complete ? "complete" : "not complete");
        return new Verdict(holds, summary, details);
    }
}
