package io.invoicepay.aptean.sandbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The faults in store, by operation, in the order in which they were asked for. Thread-safe. */
public final class Faults {
    /** Stands for every operation that has no fault of its own in store. */
    public static final String ANY = "*";

    private final Map<String, Deque<Fault>> inStore = new HashMap<>();

    Faults() {}

    /** Lets the next call of that operation ({@code createPayment}, or {@link #ANY}) go wrong. */
    public void next(String operation, Fault fault) {
        next(operation, 1, fault);
    }

    /** Lets the next {@code times} calls of that operation go wrong, after those already in store. */
    public synchronized void next(String operation, int times, Fault fault) {
        Deque<Fault> queue = inStore.computeIfAbsent(operation, unused -> new ArrayDeque<>());
        for (int i = 0; i < times; i++) {
            queue.add(fault);
        }
    }

    /** Forgets all faults in store. */
    public synchronized void clear() {
        inStore.clear();
    }

    synchronized Optional<Fault> take(String operation) {
        return take(inStore.get(operation)).or(() -> take(inStore.get(ANY)));
    }

    private static Optional<Fault> take(@Nullable Deque<Fault> queue) {
        return Optional.ofNullable(queue).map(Deque::poll);
    }
}
