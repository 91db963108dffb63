package io.invoicepay.proof.simulation;

import io.invoicepay.provider.KeyContract;
import java.util.BitSet;

/**
 * All that a run of a world depends on. The number of steps comes from the seed; steps can be left out or made quiet to find the
 * shortest way to a violation.
 *
 * @param contract what the provider does with used keys
 * @param seed everything else
 * @param leftOut steps that do not happen
 * @param quiet steps during which nothing goes wrong and nobody else runs
 */
record Schedule(KeyContract contract, long seed, BitSet leftOut, BitSet quiet) {
    Schedule {
        leftOut = (BitSet) leftOut.clone();
        quiet = (BitSet) quiet.clone();
    }

    static Schedule of(KeyContract contract, long seed) {
        return new Schedule(contract, seed, new BitSet(), new BitSet());
    }

    /** The stream of choices of one step, or of another part below zero; other ones for every contract. */
    Chance chance(int part) {
        return Chance.of(seed + contract.name().hashCode(), part);
    }

    Schedule without(int step) {
        BitSet more = (BitSet) leftOut.clone();
        more.set(step);
        return new Schedule(contract, seed, more, quiet);
    }

    Schedule quieten(int step) {
        BitSet more = (BitSet) quiet.clone();
        more.set(step);
        return new Schedule(contract, seed, leftOut, more);
    }

    boolean happens(int step) {
        return !leftOut.get(step);
    }

    boolean isQuiet(int step) {
        return quiet.get(step);
    }
}
