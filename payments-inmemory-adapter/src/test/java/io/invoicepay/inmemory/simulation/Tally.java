package io.invoicepay.inmemory.simulation;

import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.attempt.Transition;
import io.invoicepay.inmemory.simulation.Violation.Promise;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run has been through; without that, "no violation" means nothing. */
final class Tally {
    private final long[] moves = new long[Transition.values().length];
    private final long[][] cells = new long[Fault.values().length][SlotStatus.values().length];
    private final long[] broken = new long[Promise.values().length];
    private long ambiguous;
    private long schedules;
    private long lastSeed;

    void schedule(long seed) {
        schedules++;
        lastSeed = Math.max(lastSeed, seed);
    }

    void broken(Promise promise) {
        broken[promise.ordinal()]++;
    }

    void moved(Transition transition) {
        moves[transition.ordinal()]++;
    }

    void struck(Fault fault, SlotStatus status) {
        cells[fault.ordinal()][status.ordinal()]++;
    }

    /** A charge without a clear answer, or a write of which nobody can tell whether it was done. */
    void ambiguous() {
        ambiguous++;
    }

    void add(Tally other) {
        for (int i = 0; i < moves.length; i++) {
            moves[i] += other.moves[i];
        }
        for (int i = 0; i < cells.length; i++) {
            for (int j = 0; j < cells[i].length; j++) {
                cells[i][j] += other.cells[i][j];
            }
        }
        for (int i = 0; i < broken.length; i++) {
            broken[i] += other.broken[i];
        }
        ambiguous += other.ambiguous;
        schedules += other.schedules;
        lastSeed = Math.max(lastSeed, other.lastSeed);
    }

    /** {@code 0 double charges, 0 lost payments, …}: how often which promise was broken, and in how much trouble. */
    String verdict(long firstSeed) {
        long others = Arrays.stream(broken).sum()
                - count(Promise.NO_DOUBLE_CHARGE)
                - count(Promise.NO_LOST_PAYMENT)
                - count(Promise.NO_FALSE_PAID)
                - count(Promise.NOTHING_STUCK);
        return count(Promise.NO_DOUBLE_CHARGE) + " double charges, " + count(Promise.NO_LOST_PAYMENT)
                + " lost payments, " + count(Promise.NO_FALSE_PAID) + " false PAID, " + count(Promise.NOTHING_STUCK)
                + " stuck after drain, " + others + " other broken promises in " + schedules + " schedules (seeds "
                + firstSeed + ".." + lastSeed + ", " + faults() + " faults, " + hits(Fault.CRASH) + " crashes, "
                + ambiguous + " ambiguous)";
    }

    private long count(Promise promise) {
        return broken[promise.ordinal()];
    }

    private long faults() {
        long all = 0;
        for (Fault fault : Fault.values()) {
            all += fault == Fault.CRASH ? 0 : hits(fault);
        }
        return all;
    }

    private long hits(Fault fault) {
        long all = 0;
        for (long hits : cells[fault.ordinal()]) {
            all += hits;
        }
        return all;
    }

    /** How often each numbered transition came about: T1 to T20, as far as the provider's keys allow them. */
    private Map<String, Long> transitionHits(boolean dedupes) {
        Map<String, Long> hits = new LinkedHashMap<>();
        for (Transition transition : Transition.values()) {
            boolean possible = dedupes || transition != Transition.RESENT;
            if (possible && !transition.number().equals("-")) {
                hits.put(transition.number() + " " + transition, moves[transition.ordinal()]);
            }
        }
        return hits;
    }

    /** How often each fault struck in each status in which it must. */
    private Map<String, Long> cellHits(boolean dedupes) {
        Map<String, Long> hits = new LinkedHashMap<>();
        for (Fault fault : Fault.values()) {
            if (dedupes || !fault.needsDedupe()) {
                for (SlotStatus status : fault.where()) {
                    hits.put(fault + " while " + status, cells[fault.ordinal()][status.ordinal()]);
                }
            }
        }
        return hits;
    }

    /** {@code transitions 20/20, min hits 497, fault cells 139/139, min hits 4}. */
    String coverage(boolean dedupes) {
        return "transitions " + covered(transitionHits(dedupes)) + ", fault cells " + covered(cellHits(dedupes));
    }

    private static String covered(Map<String, Long> hits) {
        long hit = hits.values().stream().filter(count -> count > 0).count();
        return hit + "/" + hits.size() + ", min hits " + Collections.min(hits.values());
    }

    /** Transitions that never came about. */
    List<String> missingTransitions(boolean dedupes) {
        return blanks(transitionHits(dedupes));
    }

    /** Faults that never struck where they must. */
    List<String> missingCells(boolean dedupes) {
        return blanks(cellHits(dedupes));
    }

    private static List<String> blanks(Map<String, Long> hits) {
        return hits.entrySet().stream()
                .filter(entry -> entry.getValue() == 0)
                .map(Map.Entry::getKey)
                .toList();
    }
}
