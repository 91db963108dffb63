package io.invoicepay.examples;

import java.io.Serial;
import java.util.List;
import java.util.stream.Collectors;

/** What the user handed in cannot be used. Nothing was changed by it; the message is one line that names the place and the fault. */
public final class InputFault extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private static final int LONGEST = 500;

    /** Foreign text in the message is put on one line and cut. */
    public InputFault(String message) {
        this(message, LONGEST);
    }

    /** A fault of something that has a name: a file, an option. */
    public InputFault(String name, String fault) {
        this(name + ": " + fault);
    }

    /** Several faults of one thing, all of them told. */
    public static InputFault ofAll(String name, List<?> faults) {
        String all = faults.stream().map(Object::toString).collect(Collectors.joining("; "));
        return new InputFault(name + ": " + all, all.length() + LONGEST);
    }

    private InputFault(String message, int longest) {
        super(oneLine(message, longest));
    }

    private static String oneLine(String text, int longest) {
        StringBuilder line = new StringBuilder();
        text.codePoints().limit(longest).map(c -> isPrintable(c) ? c : '?').forEach(line::appendCodePoint);
        return text.codePointCount(0, text.length()) > longest ? line + "…" : line.toString();
    }

    private static boolean isPrintable(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            default -> true;
        };
    }
}
