package io.invoicepay.payment;

/**
 * Recognises what could be a card number, to keep it out: 13 to 19 digits that pass the Luhn check, with single spaces or hyphens
 * between them or none.
 */
final class CardNumbers {
    private static final int SHORTEST = 13;
    private static final int LONGEST = 19;

    private CardNumbers() {}

    static boolean within(String text) {
        StringBuilder run = new StringBuilder();
        char before = 'x';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean separator = (c == ' ' || c == '-') && digit(before);
            if (digit(c)) {
                run.append(c);
            } else if (!separator) {
                if (hides(run)) {
                    return true;
                }
                run.setLength(0);
            }
            before = c;
        }
        return hides(run);
    }

    private static boolean digit(char c) {
        return c >= '0' && c <= '9';
    }

    /** The whole run is looked at, not its parts: otherwise one in ten long order numbers would be taken for a card. */
    private static boolean hides(CharSequence run) {
        return run.length() >= SHORTEST && run.length() <= LONGEST && passesLuhn(run);
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
