package io.invoicepay.text;

import java.text.Normalizer;
import java.util.Objects;

/**
 * The one rule for text that people or other systems hand in: after NFC, at most so many code points, and none that is a control,
 * format (bidirectional override, zero width), surrogate, private-use, unassigned, line or paragraph separator character. Text that
 * breaks it is refused, never repaired.
 */
public final class PlainText {
    private PlainText() {}

    /** The text in NFC, without leading and trailing white space. */
    public static String normalised(String text) {
        return Normalizer.normalize(text, Normalizer.Form.NFC).strip();
    }

    /** Whether a normalised text breaks the rule's characters; a blank text does not. */
    public static boolean hasForbiddenCharacter(String text) {
        // Every identifier comes through here: no stream, which would cost more than the text.
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            if (!allowed(text.codePointAt(at))) {
                return true;
            }
        }
        return false;
    }

    /** Whether a normalised text has more code points than {@code limit}. */
    public static boolean isLongerThan(int limit, String text) {
        return text.length() > limit && text.codePointCount(0, text.length()) > limit;
    }

    /**
     * The text itself, if it can serve as an identifier: not blank, not longer than {@code limit}, no forbidden character, no white
     * space around it.
     *
     * @throws IllegalArgumentException naming {@code field} and the fault, but not the text
     */
    public static String identifier(String field, String text, int limit) {
        if (Objects.requireNonNull(text, field).isBlank()) {
            throw new IllegalArgumentException(field + " is blank");
        }
        if (isLongerThan(limit, text)) {
            throw new IllegalArgumentException(field + " is longer than " + limit + " characters");
        }
        if (hasForbiddenCharacter(text)) {
            throw new IllegalArgumentException(field + " has a control or invisible character");
        }
        if (!text.equals(text.strip())) {
            throw new IllegalArgumentException(field + " has white space around it");
        }
        return text;
    }

    /** Whether {@link #identifier} would take the text. */
    public static boolean isIdentifier(String text, int limit) {
        return !text.isBlank()
                && !isLongerThan(limit, text)
                && !hasForbiddenCharacter(text)
                && text.equals(text.strip());
    }

    /**
     * A foreign text made fit for a log line or a history entry: one line, no forbidden character, cut at {@code limit} code points.
     */
    public static String oneLine(String text, int limit) {
        if (!isLongerThan(limit, text) && !hasForbiddenCharacter(text)) {
            return text.strip(); // as nearly all of them are
        }
        StringBuilder line = new StringBuilder(Math.min(text.length(), limit));
        int taken = 0;
        for (int at = 0; at < text.length() && taken < limit; taken++) {
            int codePoint = text.codePointAt(at);
            line.appendCodePoint(allowed(codePoint) ? codePoint : ' ');
            at += Character.charCount(codePoint);
        }
        return line.toString().strip();
    }

    private static boolean allowed(int codePoint) {
        if (codePoint >= ' ' && codePoint <= '~') {
            return true; // as nearly all are
        }
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
