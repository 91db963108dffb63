package io.invoicepay.inmemory.simulation;

import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.attempt.Transition;
import java.util.ArrayList;
import java.util.List;

/** What a run has been through; without that, "no violation" means nothing. */
final class Tally {
    private final long[] moves = new long[Transition.values().length];
    private final long[][] cells = new long[Fault.values().length][SlotStatus.values().length];
    private long ambiguous;
    private long schedules;

    void schedule() {
        schedules++;
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
        ambiguous += other.ambiguous;
        schedules += other.schedules;
    }

    long schedules() {
        return schedules;
    }

    long ambiguousCount() {
        return ambiguous;
    }

    long crashes() {
        return hits(Fault.CRASH);
    }

    long faults() {
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

    /** The numbered transitions, T1 to T20. */
    private static List<Transition> numbered() {
        List<Transition> numbered = new ArrayList<>(List.of(Transition.values()));
        numbered.removeIf(transition -> transition.number().equals("-"));
        return numbered;
    }

    String transitions() {
        List<Transition> all = numbered();
        long hit = all.stream().filter(t -> moves[t.ordinal()] > 0).count();
        long least = all.stream().mapToLong(t -> moves[t.ordinal()]).min().orElse(0);
        return "transitions " + hit + "/" + all.size() + ", min hits " + least;
    }

    String cellsHit() {
        int all = 0;
        int hit = 0;
        long least = Long.MAX_VALUE;
        for (Fault fault : Fault.values()) {
            for (SlotStatus status : fault.where()) {
                long hits = cells[fault.ordinal()][status.ordinal()];
                all++;
                hit += hits > 0 ? 1 : 0;
                least = Math.min(least, hits);
            }
        }
        return "fault cells " + hit + "/" + all + ", min hits " + least;
    }

    /** Transitions that never came about, and faults that never struck where they must. */
    List<String> blanks() {
        List<String> blanks = new ArrayList<>();
        for (Transition transition : numbered()) {
            if (moves[transition.ordinal()] == 0) {
                blanks.add(transition.number() + " " + transition);
            }
        }
        for (Fault fault : Fault.values()) {
            for (SlotStatus status : fault.where()) {
                if (cells[fault.ordinal()][status.ordinal()] == 0) {
                    blanks.add(fault + " while " + status);
                }
            }
        }
        return blanks;
    }

    /** All figures, for whoever tunes the simulation. */
    List<String> figures() {
        List<String> figures = new ArrayList<>();
        for (Transition transition : Transition.values()) {
            figures.add(transition.number() + " " + transition + " " + moves[transition.ordinal()]);
        }
        for (Fault fault : Fault.values()) {
            StringBuilder line = new StringBuilder(fault.name());
            for (SlotStatus status : SlotStatus.values()) {
                line.append(' ').append(status).append('=').append(cells[fault.ordinal()][status.ordinal()]);
            }
            figures.add(line.toString());
        }
        return figures;
    }
}
