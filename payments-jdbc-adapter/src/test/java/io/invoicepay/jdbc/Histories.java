package io.invoicepay.jdbc;

import io.invoicepay.spi.CasResult;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Whether what several threads saw of one invoice's row can be told as one after the other: Wing and Gong's search, with the states
 * that led nowhere kept. A write that ended unknown may have been made at any time after it began, also after its caller was told, or
 * never.
 */
final class Histories {
    private Histories() {}

    /** What the row holds. */
    record State(long version, long write) {
        static final State NONE = new State(0, 0);
    }

    /** One call, from its beginning to its end by one clock. */
    sealed interface Operation {
        long begun();

        long ended();

        record Read(long begun, long ended, State seen) implements Operation {}

        record Write(long begun, long ended, long expectedVersion, long write, CasResult result) implements Operation {}
    }

    private record Seen(long done, State state) {}

    /** @param operations at most 63 */
    static boolean isLinearizable(List<Operation> operations) {
        return search(operations, 0, State.NONE, new HashSet<>());
    }

    private static boolean search(List<Operation> all, long done, State state, Set<Seen> deadEnds) {
        long firstEnd = Long.MAX_VALUE;
        boolean open = false;
        for (int i = 0; i < all.size(); i++) {
            if ((done >> i & 1) == 0 && !mayNeverHappen(all.get(i))) {
                open = true;
                firstEnd = Math.min(firstEnd, all.get(i).ended());
            }
        }
        if (!open) {
            return true;
        }
        if (!deadEnds.add(new Seen(done, state))) {
            return false;
        }
        for (int i = 0; i < all.size(); i++) {
            Operation operation = all.get(i);
            if ((done >> i & 1) == 0
                    && operation.begun() <= firstEnd
                    && fits(operation, state)
                    && search(all, done | 1L << i, after(operation, state), deadEnds)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mayNeverHappen(Operation operation) {
        return operation instanceof Operation.Write write && write.result() == CasResult.UNKNOWN;
    }

    private static boolean fits(Operation operation, State state) {
        if (operation instanceof Operation.Write write) {
            return (write.expectedVersion() == state.version()) == (write.result() != CasResult.LOST);
        }
        return ((Operation.Read) operation).seen().equals(state);
    }

    private static State after(Operation operation, State state) {
        return operation instanceof Operation.Write write && write.result() != CasResult.LOST
                ? new State(state.version() + 1, write.write())
                : state;
    }
}
