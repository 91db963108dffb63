package io.invoicepay.proof.model;

/** What a sender is told, in seven bits. */
final class Answer {
    static final int NOT_SENT = 0;
    static final int NO_ANSWER = 1;
    static final int KEY_USED = 2;
    static final int OVER_THE_CAP = 3;
    private static final int FIRST_SHOWN = 4;

    private Answer() {}

    /** The provider shows the payment. */
    static int shows(int payment, int key, int status) {
        return ((FIRST_SHOWN + ((payment << 2) | status)) << 2) | key;
    }

    /** The four that show nothing, in the same form. */
    static int of(int bare) {
        return bare << 2;
    }

    static int bare(int answer) {
        return answer >> 2;
    }

    static boolean showsPayment(int answer) {
        return bare(answer) >= FIRST_SHOWN;
    }

    static int payment(int answer) {
        return (bare(answer) - FIRST_SHOWN) >> 2;
    }

    static int status(int answer) {
        return (bare(answer) - FIRST_SHOWN) & 3;
    }

    static int key(int answer) {
        return answer & 3;
    }

    static String text(int answer) {
        if (showsPayment(answer)) {
            return "p" + payment(answer) + " is " + Ledger.statusText(status(answer));
        }
        return switch (bare(answer)) {
            case NOT_SENT -> "nothing has left";
            case KEY_USED -> "the key was used before";
            case OVER_THE_CAP -> "more than is left to collect";
            default -> "no answer";
        };
    }
}
