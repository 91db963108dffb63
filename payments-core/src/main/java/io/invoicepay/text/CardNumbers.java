package io.invoicepay.text;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Recognises what could be a card number, to keep it out: 13 to 19 digits of any script that pass the Luhn check, in one group or in
 * neighbouring groups with blanks, hyphens or dots between them.
 */
public final class CardNumbers {
    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;
    /** A UUID, with or without hyphens; or a group of fewer digits than a card has, continued by a letter on either side. */
    private static final Pattern OF_A_REFERENCE =
            Pattern.compile("(?<!\\p{XDigit})(?:\\p{XDigit}{8}-(?:\\p{XDigit}{4}-){3}\\p{XDigit}{12}"
                    + "|\\p{XDigit}{12}[1-8]\\p{XDigit}{3}[89ABab]\\p{XDigit}{15})(?!\\p{XDigit})"
                    + "|(?<=\\p{L})\\p{Nd}{1,12}(?!\\p{Nd})|(?<!\\p{Nd})\\p{Nd}{1,12}(?=\\p{L})");

    private CardNumbers() {}

    /**
     * Whether a token may be a card number. References hold hyphens and digits of their own: one UUID in sixty would be refused by
     * {@link #within}. A UUID is none. Groups count together only where they stand by themselves, as in a number that somebody typed,
     * and not where letters continue the first or the last of them.
     */
    public static boolean isInToken(String token) {
        return within(OF_A_REFERENCE.matcher(token).replaceAll("x"));
    }

    /** Whether what somebody typed may hold a card number. */
    public static boolean within(String text) {
        List<String> groups = new ArrayList<>();
        StringBuilder group = new StringBuilder();
        for (int c : text.codePoints().toArray()) {
            int digit = Character.digit(c, 10);
            if (digit >= 0) {
                group.append((char) ('0' + digit));
                continue;
            }
            close(group, groups);
            if (!separates(c)) {
                if (hidesIn(groups)) {
                    return true;
                }
                groups.clear();
            }
        }
        close(group, groups);
        return hidesIn(groups);
    }

    private static boolean separates(int c) {
        return Character.isSpaceChar(c) || c == '.' || Character.getType(c) == Character.DASH_PUNCTUATION;
    }

    private static void close(StringBuilder group, List<String> groups) {
        if (group.length() > 0) {
            groups.add(group.toString());
            group.setLength(0);
        }
    }

    /**
     * Groups are looked at whole, so that the expiry behind a number does not hide it, but not the parts of a group: otherwise one in ten
     * long order numbers would be taken for a card.
     */
    private static boolean hidesIn(List<String> groups) {
        for (int from = 0; from < groups.size(); from++) {
            StringBuilder run = new StringBuilder();
            for (int to = from; to < groups.size() && run.length() <= LONGEST; to++) {
                run.append(groups.get(to));
                if (run.length() >= SHORTEST && run.length() <= LONGEST && passesLuhn(run)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean passesLuhn(CharSequence digits) {
        int sum = 0;
        boolean twice = false;
        for (int i = digits.length() - 1; i >= 0; i--) {
            int digit = digits.charAt(i) - '0';
            int weighed = twice ? digit * 2 : digit;
            sum += weighed > 9 ? weighed - 9 : weighed;
            twice = !twice;
        }
        return sum % 10 == 0;
    }
}
