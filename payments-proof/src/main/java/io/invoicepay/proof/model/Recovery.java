package io.invoicepay.proof.model;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Whether the reconciler alone gets to the truth after everything was killed at once. What it has to go by is the slot, the provider's
 * books and what is still under way; threads and budgets are gone. So the answer is found once for each of those, which is what makes it
 * possible to ask after every state.
 *
 * <p>Late requests may arrive or be lost, payments end either way, and the reconciler looks before, between and after, soon or when all
 * patience has ended. Wherever nothing is left to happen, the slot must say what the books say.
 */
final class Recovery {
    private final Moves moves;
    private final Decisions decisions;
    private final Map<Long, Boolean> known = new HashMap<>();

    Recovery(Moves moves, Decisions decisions) {
        this.moves = moves;
        this.decisions = decisions;
    }

    int size() {
        return known.size();
    }

    boolean reachesTheTruth(State state) {
        int[] underWay = state.underWay.clone();
        for (int thread = 0; thread < State.THREADS; thread++) {
            if (state.step[thread] == Moves.WAITING) {
                int key = moves.key(state, thread);
                underWay[key] = Math.min(3, underWay[key] + 1);
            }
        }
        return from(state.slot, state.ledger, underWay);
    }

    private boolean from(int slot, int ledger, int[] underWay) {
        long question = (((long) slot << 16 | ledger) << 2 | underWay[0]) << 4 | underWay[1] << 2 | underWay[2];
        Boolean answer = known.get(question);
        if (answer == null) {
            known.put(question, true); // a way back to here decides nothing
            answer = everyWayOn(slot, ledger, underWay);
            known.put(question, answer);
        }
        return answer;
    }

    private boolean everyWayOn(int slot, int ledger, int[] underWay) {
        boolean[] good = {true};
        boolean moving = false;
        for (int payment = 0; payment < Ledger.MOST; payment++) {
            if (Ledger.status(ledger, payment) == Ledger.PENDING) {
                moving = true;
                int key = Ledger.key(ledger, payment);
                good[0] &= from(slot, Ledger.with(ledger, payment, key, Ledger.COMPLETED), underWay)
                        && from(slot, Ledger.with(ledger, payment, key, Ledger.FAILED), underWay);
            }
        }
        for (int key = 0; key < underWay.length; key++) {
            if (underWay[key] > 0) {
                moving = true;
                int[] less = underWay.clone();
                less[key]--;
                good[0] &= from(slot, ledger, less);
                moves.arrive(ledger, key, (after, told) -> good[0] &= from(slot, after, less));
            }
        }
        Set<Integer> steps = steps(slot, ledger);
        for (int next : steps) {
            good[0] &= from(next, ledger, underWay);
        }
        return good[0] && (moving || isTrue(atRest(slot, ledger), ledger));
    }

    private Set<Integer> steps(int slot, int ledger) {
        Set<Integer> steps = new HashSet<>();
        for (int next : decisions.timePassed(slot)) {
            steps.add(next);
        }
        for (int next : decisions.looked(slot, ledger, false)) {
            steps.add(next);
        }
        steps.remove(slot);
        return steps;
    }

    /** Looks until looking changes nothing any more; where there are several ways on, each of them is judged by itself. */
    private int atRest(int slot, int ledger) {
        int now = slot;
        Set<Integer> seen = new HashSet<>();
        while (seen.add(now)) {
            for (int next : steps(now, ledger)) {
                now = next;
                break;
            }
        }
        return now;
    }

    private boolean isTrue(int number, int ledger) {
        PaymentSlot slot = decisions.slot(number);
        int completed = Ledger.completed(ledger);
        if (completed >= 2) {
            return slot.status() == SlotStatus.OVERPAID && named(slot, ledger, Ledger.COMPLETED) >= 2;
        }
        if (completed == 1) {
            return slot.status() == SlotStatus.PAID && named(slot, ledger, Ledger.COMPLETED) == 1;
        }
        boolean neverArrived = !Ledger.shows(ledger, slot.sequence());
        return switch (slot.status()) {
            case PAYABLE -> true;
            case UNKNOWN, REVIEW -> neverArrived; // absence proves nothing: a person has to tell
            default -> false;
        };
    }

    static int named(PaymentSlot slot, int ledger, int status) {
        int named = 0;
        for (int i = 0; i < Ledger.MOST; i++) {
            String id = "p" + i;
            boolean isNamed =
                    slot.payments().stream().anyMatch(payment -> payment.value().equals(id));
            named += isNamed && Ledger.status(ledger, i) == status ? 1 : 0;
        }
        return named;
    }
}
