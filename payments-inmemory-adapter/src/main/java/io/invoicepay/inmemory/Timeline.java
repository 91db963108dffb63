package io.invoicepay.inmemory;

import io.vavr.control.Option;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/** What is yet to happen, by time, and for one time in the order in which it was planned. */
final class Timeline {
    private record Numbered(long number, Snapshot.Due due) {}

    private static final Comparator<Numbered> SOONEST_FIRST =
            Comparator.comparing((Numbered numbered) -> numbered.due().at()).thenComparingLong(Numbered::number);

    private final PriorityQueue<Numbered> queue = new PriorityQueue<>(SOONEST_FIRST);
    private long planned;

    void add(Snapshot.Due due) {
        queue.add(new Numbered(planned++, due));
    }

    /** Takes out the soonest, if its time has come. */
    Option<Snapshot.Due> next(Instant now) {
        boolean isDue = !queue.isEmpty() && !queue.element().due().at().isAfter(now);
        return Option.when(isDue, () -> queue.remove().due());
    }

    List<Snapshot.Due> snapshot() {
        return queue.stream().sorted(SOONEST_FIRST).map(Numbered::due).toList();
    }

    void restore(List<? extends Snapshot.Due> dues) {
        queue.clear();
        dues.forEach(this::add);
    }
}
