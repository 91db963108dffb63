package io.invoicepay.proof.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.attempt.Evidence;
import io.invoicepay.attempt.Lifecycle;
import io.invoicepay.attempt.Patience;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.payment.IdempotencyKeys;
import io.invoicepay.payment.Secret;
import io.invoicepay.proof.Scale;
import io.invoicepay.proof.Verdict;
import io.invoicepay.proof.model.Explorer.Breach;
import io.invoicepay.provider.KeyContract;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Small bounds, and whether the model can be believed. */
class ModelTest {
    private static final IdempotencyKeys KEYS = new IdempotencyKeys(Secret.of("a secret for tests, 32 bytes or more"));
    private static final Bounds SMALL = new Bounds(KeyContract.IGNORES_KEYS, false, 1, 1, 0, 0, 0);

    @DisplayName("GST-09 GST-10 no state within small bounds breaks anything, and from each recovery gets to the truth")
    @Test
    void smallBoundsHold() {
        Verdict verdict = new ModelHarness().run(Scale.SMOKE, 0);
        assertThat(verdict.holds()).as(String.join("\n", verdict.details())).isTrue();
        assertThat(verdict.summary()).contains("0 violations, 0 unrecoverable, complete");
    }

    @DisplayName("The same bounds give the same number of states and transitions")
    @Test
    void isRepeatable() {
        Explorer.Outcome first = explore(Flaw.NONE, EnumSet.allOf(Breach.class), 20_000);
        Explorer.Outcome second = explore(Flaw.NONE, EnumSet.allOf(Breach.class), 20_000);
        assertThat(second).isEqualTo(first);
        assertThat(first.states()).isGreaterThanOrEqualTo(20_000);
    }

    @DisplayName("A run that was cut off is not complete")
    @Test
    void cutOff() {
        assertThat(explore(Flaw.NONE, EnumSet.allOf(Breach.class), 1_000).complete())
                .isFalse();
    }

    @DisplayName(
            "A network that copies a request charges twice where keys are ignored: the model shows it, step by step")
    @Test
    void copiesChargeTwice() {
        Bounds copying = new Bounds(KeyContract.IGNORES_KEYS, false, 1, 0, 1, 0, 0);
        Explorer.Outcome outcome =
                explorer(copying, Flaw.NONE, Set.of(Breach.DOUBLE_CHARGE)).explore(Integer.MAX_VALUE);
        assertThat(outcome.breach()).contains(Breach.DOUBLE_CHARGE);
        assertThat(outcome.story())
                .anyMatch(line -> line.contains("copies the request"))
                .last()
                .asString()
                .contains("p0 key 0", "p1 key 0");
    }

    @DisplayName("A protocol that never recovers is found out by recovery alone")
    @Test
    void recoveryIsAsked() {
        Lifecycle deaf = new Lifecycle(KEYS, Patience.standard()) {
            @Override
            public Option<PaymentSlot> decide(PaymentSlot slot, Evidence evidence, Instant now) {
                boolean unheard = slot.status() == SlotStatus.UNKNOWN && evidence instanceof Evidence.Looked;
                return unheard ? Option.none() : super.decide(slot, evidence, now);
            }
        };
        Explorer.Outcome outcome = explore(Flaw.of(deaf), EnumSet.allOf(Breach.class), Integer.MAX_VALUE);
        assertThat(outcome.breach()).contains(Breach.UNRECOVERABLE);
        assertThat(outcome.story()).isNotEmpty();
    }

    @DisplayName("A move that the protocol's table does not have is reported")
    @Test
    void unlistedMoves() {
        Explorer.Outcome outcome = new Explorer(
                        SMALL,
                        Flaw.NONE,
                        new Lifecycle(KEYS, Patience.standard()),
                        KEYS,
                        (before, after) -> after.status() != SlotStatus.UNKNOWN,
                        EnumSet.allOf(Breach.class))
                .explore(Integer.MAX_VALUE);
        assertThat(outcome.breach()).contains(Breach.UNLISTED_MOVE);
    }

    @DisplayName("A state that is packed and unpacked is the same state")
    @Test
    void packing() {
        SplittableRandom random = new SplittableRandom(20_260_301L);
        for (int round = 0; round < 10_000; round++) {
            State state = new State();
            state.slot = random.nextInt(1 << 12);
            state.ledger = random.nextInt(1 << 16);
            for (int key = 0; key < state.underWay.length; key++) {
                state.underWay[key] = random.nextInt(4);
            }
            for (int budget = 0; budget < state.left.length; budget++) {
                state.left[budget] = random.nextInt(4);
            }
            for (int thread = 0; thread < State.THREADS; thread++) {
                state.step[thread] = random.nextInt(1 << 4);
                state.read[thread] = random.nextInt(1 << 12);
                state.current[thread] = random.nextBoolean();
                state.note[thread] = random.nextInt(1 << 10);
            }
            State again = new State();
            again.unpack(state.low(), state.high());
            assertThat(again).as("round %s", round).usingRecursiveComparison().isEqualTo(state);
        }
    }

    private static Explorer.Outcome explore(Flaw flaw, Set<Breach> watched, int most) {
        return explorer(SMALL, flaw, watched).explore(most);
    }

    private static Explorer explorer(Bounds bounds, Flaw flaw, Set<Breach> watched) {
        return new Explorer(bounds, flaw, new Lifecycle(KEYS, Patience.standard()), KEYS, ListedMoves::has, watched);
    }
}
