package io.invoicepay.proof.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** The only source of anything that differs between two schedules. The same seed gives the same choices, on every machine. */
final class Chance {
    private final SplittableRandom random;

    private Chance(long seed) {
        this.random = new SplittableRandom(seed);
    }

    /** A stream of its own for every part of a schedule: a step that is left out does not change what the others do. */
    static Chance of(long seed, int part) {
        return new Chance(mixed(seed ^ mixed(part + 0x9E3779B97F4A7C15L)));
    }

    private static long mixed(long bits) {
        long z = (bits ^ (bits >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    /** From 0 to {@code bound - 1}. */
    int upTo(int bound) {
        return random.nextInt(bound);
    }

    boolean oneIn(int n) {
        return random.nextInt(n) == 0;
    }

    boolean percent(int share) {
        return random.nextInt(100) < share;
    }

    <T> T pick(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    /** An index, each with the likelihood of its weight. */
    int weighted(int[] weights) {
        int total = 0;
        for (int weight : weights) {
            total += weight;
        }
        int left = random.nextInt(total);
        for (int i = 0; i < weights.length; i++) {
            left -= weights[i];
            if (left < 0) {
                return i;
            }
        }
        throw new IllegalStateException("weights sum to " + total);
    }

    long nextLong() {
        return random.nextLong();
    }
}
