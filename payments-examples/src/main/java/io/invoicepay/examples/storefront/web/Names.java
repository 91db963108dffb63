package io.invoicepay.examples.storefront.web;

/** People's names, as they come from a form and go into the history. */
final class Names {
    private static final int LONGEST = 100;

    private Names() {}

    static boolean fits(String typed) {
        return !typed.isBlank()
                && typed.length() <= LONGEST
                && typed.codePoints()
                        .noneMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT);
    }
}
