package io.invoicepay.proof.simulation;

import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.attempt.Transition;
import io.invoicepay.proof.simulation.Violation.Promise;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a run has been through; without that, "no violation" means nothing. */
final class Tally {
    private final Map<Transition, Long> moves = new EnumMap<>(Transition.class);
    private final Map<Fault, Map<SlotStatus, Long>> cells = new EnumMap<>(Fault.class);
    private final Map<Promise, Long> broken = new EnumMap<>(Promise.class);
    private long ambiguous;
    private long schedules;
    private long lastSeed;

    void schedule(long seed) {
        schedules++;
        lastSeed = Math.max(lastSeed, seed);
    }

    void broken(Promise promise) {
        broken.merge(promise, 1L, Long::sum);
    }

    void moved(Transition transition) {
        moves.merge(transition, 1L, Long::sum);
    }

    void struck(Fault fault, SlotStatus status) {
        statuses(fault).merge(status, 1L, Long::sum);
    }

    private Map<SlotStatus, Long> statuses(Fault fault) {
        return cells.computeIfAbsent(fault, f -> new EnumMap<>(SlotStatus.class));
    }

    /** A charge without a clear answer, or a write of which nobody can tell whether it was done. */
    void ambiguous() {
        ambiguous++;
    }

    void add(Tally other) {
        other.moves.forEach((transition, hits) -> moves.merge(transition, hits, Long::sum));
        other.broken.forEach((promise, times) -> broken.merge(promise, times, Long::sum));
        other.cells.forEach((fault, statuses) ->
                statuses.forEach((status, hits) -> statuses(fault).merge(status, hits, Long::sum)));
        ambiguous += other.ambiguous;
        schedules += other.schedules;
        lastSeed = Math.max(lastSeed, other.lastSeed);
    }

    /** {@code 0 double charges, 0 lost payments, …}: how often which promise was broken, and in how much trouble. */
    String verdict(long firstSeed) {
        long others = broken.values().stream().mapToLong(Long::longValue).sum()
                - count(Promise.NO_DOUBLE_CHARGE)
                - count(Promise.NO_LOST_PAYMENT)
                - count(Promise.NO_FALSE_PAID)
                - count(Promise.NOTHING_STUCK);
        long crashes = hits(Fault.CRASH);
        long faults = cells.keySet().stream().mapToLong(this::hits).sum() - crashes;
        return count(Promise.NO_DOUBLE_CHARGE) + " double charges, " + count(Promise.NO_LOST_PAYMENT)
                + " lost payments, " + count(Promise.NO_FALSE_PAID) + " false PAID, " + count(Promise.NOTHING_STUCK)
                + " stuck after drain, " + others + " other broken promises in " + schedules + " schedules (seeds "
                + firstSeed + ".." + lastSeed + ", " + faults + " faults, " + crashes + " crashes, " + ambiguous
                + " ambiguous)";
    }

    private long count(Promise promise) {
        return broken.getOrDefault(promise, 0L);
    }

    private long hits(Fault fault) {
        return statuses(fault).values().stream().mapToLong(Long::longValue).sum();
    }

    /** How often each numbered transition came about: T1 to T20, as far as the provider's keys allow them. */
    private Map<String, Long> transitionHits(boolean dedupes) {
        Map<String, Long> hits = new LinkedHashMap<>();
        for (Transition transition : Transition.values()) {
            boolean possible = dedupes || transition != Transition.RESENT;
            if (possible && !transition.number().equals("-")) {
                hits.put(transition.number() + " " + transition, moves.getOrDefault(transition, 0L));
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
                    hits.put(fault + " while " + status, statuses(fault).getOrDefault(status, 0L));
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

    /** Transitions that came about too seldom, and faults that struck too seldom where they must, each with its hits. */
    List<String> missing(long leastMoves, long leastStrikes) {
        List<String> missing = new ArrayList<>();
        addBelow(leastMoves, transitionHits(true), missing);
        addBelow(leastStrikes, cellHits(true), missing);
        return missing;
    }

    private static void addBelow(long least, Map<String, Long> hits, List<String> missing) {
        hits.forEach((what, count) -> {
            if (count < least) {
                missing.add(what + " " + count);
            }
        });
    }
}
