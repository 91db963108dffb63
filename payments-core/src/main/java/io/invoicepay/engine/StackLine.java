package io.invoicepay.engine;

import java.util.StringJoiner;

/** Where an exception came from, on one line: types and places, no message, since that may hold what must not be logged. */
final class StackLine {
    private static final int PLACES = 8;
    private static final int CAUSES = 4;

    private StackLine() {}

    static String of(Throwable thrown) {
        StringJoiner trace = new StringJoiner(", caused by ");
        Throwable next = thrown;
        for (int i = 0; i < CAUSES && next != null; i++, next = next.getCause()) {
            trace.add(next.getClass().getName() + places(next.getStackTrace()));
        }
        return trace.toString();
    }

    private static String places(StackTraceElement[] stack) {
        StringJoiner places = new StringJoiner(", ", " at ", "");
        for (int i = 0; i < Math.min(PLACES, stack.length); i++) {
            places.add(stack[i].toString());
        }
        return stack.length == 0 ? "" : places.toString();
    }
}
