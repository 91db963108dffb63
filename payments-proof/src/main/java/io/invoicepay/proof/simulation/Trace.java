package io.invoicepay.proof.simulation;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What happened in a schedule, readable; written only when it is replayed. */
final class Trace {
    private final boolean on;
    private final List<String> lines = new ArrayList<>();

    Trace(boolean on) {
        this.on = on;
    }

    void note(int depth, Supplier<String> line) {
        if (on) {
            lines.add("  ".repeat(depth) + line.get());
        }
    }

    List<String> lines() {
        return List.copyOf(lines);
    }
}
