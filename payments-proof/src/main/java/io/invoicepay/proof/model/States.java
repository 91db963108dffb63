package io.invoicepay.proof.model;

import java.util.Arrays;

/** The states found so far, in the order in which they were found, each with the one it was found from. For one thread. */
final class States {
    private long[] low = new long[1 << 16];
    private long[] high = new long[1 << 16];
    private int[] parents = new int[1 << 16];
    private int[] table = new int[1 << 18];
    private int size;

    int size() {
        return size;
    }

    long low(int number) {
        return low[number];
    }

    long high(int number) {
        return high[number];
    }

    int parent(int number) {
        return parents[number];
    }

    /** Whether it is new. */
    boolean add(long newLow, long newHigh, int parent) {
        int mask = table.length - 1;
        int place = place(newLow, newHigh) & mask;
        while (table[place] != 0) {
            int number = table[place] - 1;
            if (low[number] == newLow && high[number] == newHigh) {
                return false;
            }
            place = place + 1 & mask;
        }
        if (size == low.length) {
            int more = size + (size >> 1);
            low = Arrays.copyOf(low, more);
            high = Arrays.copyOf(high, more);
            parents = Arrays.copyOf(parents, more);
        }
        low[size] = newLow;
        high[size] = newHigh;
        parents[size] = parent;
        table[place] = ++size;
        if (size > table.length >> 1) {
            rehash();
        }
        return true;
    }

    private void rehash() {
        table = new int[table.length << 1];
        int mask = table.length - 1;
        for (int number = 0; number < size; number++) {
            int place = place(low[number], high[number]) & mask;
            while (table[place] != 0) {
                place = place + 1 & mask;
            }
            table[place] = number + 1;
        }
    }

    private static int place(long low, long high) {
        long mixed = (low ^ Long.rotateLeft(high, 31)) * 0x9E3779B97F4A7C15L;
        mixed = (mixed ^ mixed >>> 32) * 0xBF58476D1CE4E5B9L;
        mixed += high * 0x94D049BB133111EBL;
        return (int) (mixed ^ mixed >>> 29);
    }
}
