package io.invoicepay.proof.model;

import io.invoicepay.attempt.Lifecycle;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.payment.IdempotencyKeys;
import io.invoicepay.provider.KeyContract;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Goes through all states, the nearest first, so that the first violation has the shortest story. After every state it asks whether
 * recovery alone would get to the truth if everything were killed there.
 */
public final class Explorer {
    private final Bounds bounds;
    private final Decisions decisions;
    private final Moves moves;
    private final Recovery recovery;
    private final Set<Breach> watched;
    private final States states = new States();
    private final Map<Long, Option<Breach>> judged = new HashMap<>();
    private long transitions;
    private Option<Breach> breach = Option.none();
    private int breached;

    /** What can be broken. */
    public enum Breach {
        /** Two charges by our keys have taken money or still may. */
        DOUBLE_CHARGE,
        /** The invoice can be paid again while a charge of ours lives, or may still arrive and charge. */
        RELEASED_ALIVE,
        /** Paid, and the books do not have that payment as completed. */
        FALSE_PAID,
        /** Overpaid, and the books do not have two completed payments. */
        FALSE_OVERPAID,
        /** Killed here, the reconciler alone would not get to the truth. */
        UNRECOVERABLE,
        /** A move that the protocol's table does not have. */
        UNLISTED_MOVE
    }

    /**
     * What came of it.
     *
     * @param complete whether every state within the bounds was reached
     * @param story the shortest way to the breach, one line a step
     */
    public record Outcome(
            int states,
            long transitions,
            int depth,
            int questions,
            int recoveries,
            boolean complete,
            Option<Breach> breach,
            List<String> story) {
        public Outcome {
            story = List.copyOf(story);
        }
    }

    /**
     * A model at its beginning.
     *
     * @param listed whether the protocol's table has a move
     * @param watched the breaches at which to stop; all others are overlooked
     */
    public Explorer(
            Bounds bounds,
            Flaw flaw,
            Lifecycle production,
            IdempotencyKeys keys,
            BiPredicate<PaymentSlot, PaymentSlot> listed,
            Set<Breach> watched) {
        this.bounds = bounds;
        this.decisions = new Decisions(flaw.protocol().getOrElse(production), keys, listed);
        this.moves = new Moves(bounds, flaw, decisions);
        this.recovery = new Recovery(moves, decisions);
        this.watched = Set.copyOf(watched);
    }

    /**
     * Explores. Call it once.
     *
     * @param most how many states at most; beyond, the outcome is not complete
     */
    public Outcome explore(int most) {
        State start = moves.start();
        states.add(start.low(), start.high(), -1);
        State state = new State();
        int depth = 0;
        int endOfLevel = 1;
        int number = 0;
        while (number < states.size() && breach.isEmpty() && states.size() < most) {
            if (number == endOfLevel) {
                depth++;
                endOfLevel = states.size();
            }
            state.unpack(states.low(number), states.high(number));
            int parent = number;
            moves.after(state, (next, what) -> found(next, parent));
            number++;
        }
        State.checkSlots(decisions.size());
        return new Outcome(
                states.size(),
                transitions,
                depth,
                decisions.questions(),
                recovery.size(),
                number == states.size(),
                breach,
                breach.isDefined() ? story(breached) : List.of());
    }

    private void found(State next, int parent) {
        transitions++;
        if (states.add(next.low(), next.high(), parent) && breach.isEmpty()) {
            judge(next);
        }
    }

    private void judge(State state) {
        Option<Breach> found = breach(state).filter(watched::contains);
        if (found.isDefined()) {
            breach = found;
            breached = states.size() - 1;
        }
    }

    private Option<Breach> breach(State state) {
        if (!decisions.unlisted().isEmpty() && watched.contains(Breach.UNLISTED_MOVE)) {
            return Option.some(Breach.UNLISTED_MOVE);
        }
        long question = question(state);
        Option<Breach> known = judged.get(question);
        if (known == null) {
            known = judgedAnew(state);
            judged.put(question, known);
        }
        return known;
    }

    /** All that is judged: the slot, the books, and the keys under which a request may still charge. */
    private long question(State state) {
        long keys = 0;
        for (int key = 0; key < state.underWay.length; key++) {
            keys = keys << 2 | state.underWay[key];
        }
        for (int thread = 0; thread < State.THREADS; thread++) {
            int step = state.step[thread];
            int sent = step == Moves.WAITING ? 4 : step == Moves.ARMED ? 8 : 0;
            keys = keys << 4 | (sent == 0 ? 0 : sent | moves.key(state, thread));
        }
        return ((long) state.slot << 16 | state.ledger) << 18 | keys;
    }

    private Option<Breach> judgedAnew(State state) {
        PaymentSlot slot = decisions.slot(state.slot);
        if (Ledger.ownAlive(state.ledger) > 1 && watched.contains(Breach.DOUBLE_CHARGE)) {
            return Option.some(Breach.DOUBLE_CHARGE);
        }
        Option<Breach> wrong = switch (slot.status()) {
            case PAYABLE, RESERVED ->
                Option.when(Ledger.ownAlive(state.ledger) > 0 || mayStillCharge(state), () -> Breach.RELEASED_ALIVE);
            case PAID ->
                Option.when(
                        Recovery.named(slot, state.ledger, Ledger.COMPLETED)
                                != slot.payments().size(),
                        () -> Breach.FALSE_PAID);
            case OVERPAID ->
                Option.when(Recovery.named(slot, state.ledger, Ledger.COMPLETED) < 2, () -> Breach.FALSE_OVERPAID);
            default -> Option.none();
        };
        if (wrong.isDefined() && watched.contains(wrong.get())) {
            return wrong;
        }
        boolean asked = watched.contains(Breach.UNRECOVERABLE);
        return Option.when(asked && !recovery.reachesTheTruth(state), () -> Breach.UNRECOVERABLE);
    }

    private boolean mayStillCharge(State state) {
        for (int key = 0; key < state.underWay.length; key++) {
            if (state.underWay[key] > 0 && charges(state.ledger, key)) {
                return true;
            }
        }
        for (int thread = 0; thread < State.THREADS; thread++) {
            boolean sends = state.step[thread] == Moves.WAITING || state.step[thread] == Moves.ARMED;
            if (sends && charges(state.ledger, moves.key(state, thread))) {
                return true;
            }
        }
        return false;
    }

    private boolean charges(int ledger, int key) {
        return Ledger.remembered(ledger, key, bounds.contract()) < 0
                && !(bounds.contract() == KeyContract.REMEMBERS_SUCCESSES && Ledger.shows(ledger, key));
    }

    /** Step by step from the beginning. */
    private List<String> story(int last) {
        List<String> lines = new ArrayList<>();
        for (int number = last; states.parent(number) >= 0; number = states.parent(number)) {
            State before = new State();
            before.unpack(states.low(states.parent(number)), states.high(states.parent(number)));
            long low = states.low(number);
            long high = states.high(number);
            List<String> step = new ArrayList<>();
            moves.after(before, (next, what) -> {
                if (step.isEmpty() && next.low() == low && next.high() == high) {
                    step.add(what.get() + "; books " + Ledger.text(next.ledger));
                }
            });
            lines.addAll(step);
        }
        Collections.reverse(lines);
        return lines;
    }
}
