package io.invoicepay.proof.host;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where a host can die: just before it calls a port, or just after the port has answered.
 *
 * @param after whether the call has been made and answered
 */
public record CrashPoint(Step step, boolean after) {
    /** A call to a port. */
    public enum Step {
        /** Pay Now reads the slot. */
        READ,
        /** Pay Now writes the reservation. */
        RESERVE,
        /** The last look reads the invoice. */
        INVOICE,
        /** The last look asks the provider. */
        LOOK,
        /** Pay Now writes that it is about to send. */
        ARM,
        /** The card is charged. */
        CHARGE,
        /** Pay Now writes what came of the charge. */
        ANSWER,
        /** Pay Now writes that it gives its reservation up. */
        GIVE_UP,
        /** The reconciler lists what is due. */
        DUE,
        /** The reconciler reads what is due. */
        READ_ALL,
        /** The reconciler asks the provider. */
        ASK,
        /** The reconciler writes that a reservation has lapsed. */
        LAPSE,
        /** The reconciler writes that a charge got no answer in time. */
        TAKE_OVER,
        /** The reconciler writes what the provider has shown. */
        SETTLE;

        /** Whether it belongs to what runs beside the pages. */
        public boolean isOfReconciler() {
            return compareTo(DUE) >= 0;
        }
    }

    /** All there are. */
    public static List<CrashPoint> all() {
        return Arrays.stream(Step.values())
                .flatMap(step -> Stream.of(new CrashPoint(step, false), new CrashPoint(step, true)))
                .toList();
    }

    /** {@code before-arm}, {@code after-read-all}. */
    @Override
    public String toString() {
        return (after ? "after-" : "before-")
                + step.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The point of that name. */
    public static CrashPoint parse(String name) {
        return all().stream()
                .filter(point -> point.toString().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no such point: " + name));
    }
}
