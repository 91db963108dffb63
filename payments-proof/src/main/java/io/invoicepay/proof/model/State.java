package io.invoicepay.proof.model;

/**
 * One moment of the whole: the slot, the provider's books, what the network holds, what may still be spent, and where the two storefront
 * threads and the reconciler stand. 128 bits when packed. Mutable, for one thread.
 */
final class State {
    static final int THREADS = 3;
    static final int CRASHES = 0;
    static final int COPIES = 1;
    static final int PORTAL = 2;
    static final int RESENDS = 3;

    private static final int BUDGETS = 4;
    private static final int SLOT_BITS = 12;
    private static final int LEDGER_BITS = 16;
    private static final int STEP_BITS = 4;
    private static final int NOTE_BITS = 10;

    int slot;
    int ledger;
    /** Requests on their way for which nobody waits, by key. */
    final int[] underWay = new int[Ledger.PORTAL];

    final int[] left = new int[BUDGETS];
    final int[] step = new int[THREADS];
    /** The slot as the thread last read or wrote it. */
    final int[] read = new int[THREADS];
    /** Whether nobody has written since: the compare-and-set will be won. */
    final boolean[] current = new boolean[THREADS];
    /** What a thread was shown or told. */
    final int[] note = new int[THREADS];

    void set(State other) {
        slot = other.slot;
        ledger = other.ledger;
        System.arraycopy(other.underWay, 0, underWay, 0, underWay.length);
        System.arraycopy(other.left, 0, left, 0, left.length);
        System.arraycopy(other.step, 0, step, 0, THREADS);
        System.arraycopy(other.read, 0, read, 0, THREADS);
        System.arraycopy(other.current, 0, current, 0, THREADS);
        System.arraycopy(other.note, 0, note, 0, THREADS);
    }

    /** A thread that has nothing to do remembers nothing. */
    void idle(int thread) {
        step[thread] = Moves.IDLE;
        read[thread] = 0;
        current[thread] = false;
        note[thread] = 0;
    }

    /** What is written is new to everybody else. */
    void write(int next) {
        slot = next;
        for (int thread = 0; thread < THREADS; thread++) {
            current[thread] = false;
        }
    }

    long low() {
        long bits = slot;
        bits = bits << LEDGER_BITS | ledger;
        for (int count : underWay) {
            bits = bits << 2 | count;
        }
        for (int count : left) {
            bits = bits << 2 | count;
        }
        return packed(bits, THREADS - 1);
    }

    long high() {
        long bits = 0;
        for (int thread = 0; thread < THREADS - 1; thread++) {
            bits = packed(bits, thread) << NOTE_BITS | note[thread];
        }
        return bits << NOTE_BITS | note[THREADS - 1];
    }

    private long packed(long bits, int thread) {
        return ((bits << STEP_BITS | step[thread]) << SLOT_BITS | read[thread]) << 1 | (current[thread] ? 1 : 0);
    }

    void unpack(long low, long high) {
        long rest = unpacked(low, THREADS - 1);
        for (int i = left.length - 1; i >= 0; i--) {
            left[i] = (int) rest & 3;
            rest >>>= 2;
        }
        for (int i = underWay.length - 1; i >= 0; i--) {
            underWay[i] = (int) rest & 3;
            rest >>>= 2;
        }
        ledger = (int) rest & ((1 << LEDGER_BITS) - 1);
        slot = (int) (rest >>> LEDGER_BITS);
        rest = high;
        note[THREADS - 1] = (int) rest & ((1 << NOTE_BITS) - 1);
        rest >>>= NOTE_BITS;
        for (int thread = THREADS - 2; thread >= 0; thread--) {
            note[thread] = (int) rest & ((1 << NOTE_BITS) - 1);
            rest = unpacked(rest >>> NOTE_BITS, thread);
        }
    }

    private long unpacked(long bits, int thread) {
        current[thread] = (bits & 1) == 1;
        read[thread] = (int) (bits >>> 1) & ((1 << SLOT_BITS) - 1);
        step[thread] = (int) (bits >>> (1 + SLOT_BITS)) & ((1 << STEP_BITS) - 1);
        return bits >>> (1 + SLOT_BITS + STEP_BITS);
    }

    /** Slots have to fit. */
    static void checkSlots(int slots) {
        if (slots > 1 << SLOT_BITS) {
            throw new IllegalStateException(slots + " different slots are more than a state can name");
        }
    }
}
