package io.invoicepay.proof.model;

import io.invoicepay.provider.KeyContract;

/**
 * The provider's books in one number: four payments of four bits each, in the order in which they were made. Two bits tell the key (which
 * of ours, or the portal's), two where the payment stands. What a query shows has the same form; a payment it does not show is 0.
 */
final class Ledger {
    static final int MOST = 4;
    static final int PORTAL = 3;

    static final int NONE = 0;
    static final int PENDING = 1;
    static final int COMPLETED = 2;
    static final int FAILED = 3;

    private Ledger() {}

    static int status(int ledger, int payment) {
        return ledger >> (4 * payment) & 3;
    }

    static int key(int ledger, int payment) {
        return ledger >> (4 * payment + 2) & 3;
    }

    static int count(int ledger) {
        int count = 0;
        while (count < MOST && status(ledger, count) != NONE) {
            count++;
        }
        return count;
    }

    static int with(int ledger, int payment, int key, int status) {
        int bits = 4 * payment;
        return (ledger & ~(15 << bits)) | (((key << 2) | status) << bits);
    }

    static int completed(int ledger) {
        int completed = 0;
        for (int i = 0; i < MOST; i++) {
            completed += status(ledger, i) == COMPLETED ? 1 : 0;
        }
        return completed;
    }

    static boolean hasPending(int ledger) {
        for (int i = 0; i < MOST; i++) {
            if (status(ledger, i) == PENDING) {
                return true;
            }
        }
        return false;
    }

    /** Charges by our keys that have taken money or still may. */
    static int ownAlive(int ledger) {
        int alive = 0;
        for (int i = 0; i < MOST; i++) {
            int status = status(ledger, i);
            alive += key(ledger, i) != PORTAL && (status == PENDING || status == COMPLETED) ? 1 : 0;
        }
        return alive;
    }

    /** The first payment under a key that the contract lets count, or -1: then a request under it charges. */
    static int remembered(int ledger, int key, KeyContract contract) {
        for (int i = 0; i < MOST; i++) {
            if (status(ledger, i) != NONE && key(ledger, i) == key) {
                switch (contract) {
                    case REJECTS_USED_KEYS, REPLAYS -> {
                        return i;
                    }
                    case REMEMBERS_SUCCESSES -> {
                        if (status(ledger, i) != FAILED) {
                            return i;
                        }
                    }
                    case IGNORES_KEYS, UNVERIFIED -> {
                        return -1;
                    }
                }
            }
        }
        return -1;
    }

    static boolean shows(int ledger, int key) {
        for (int i = 0; i < MOST; i++) {
            if (status(ledger, i) != NONE && key(ledger, i) == key) {
                return true;
            }
        }
        return false;
    }

    /** Where each payment was shown to stand, two bits each, put back among the keys, which never change. */
    static int seen(int ledger, int shown) {
        int seen = 0;
        for (int i = 0; i < MOST; i++) {
            int status = shown >> (2 * i) & 3;
            if (status != NONE) {
                seen = with(seen, i, key(ledger, i), status);
            }
        }
        return seen;
    }

    /** What a query without lag shows. */
    static int shown(int ledger) {
        int shown = 0;
        for (int i = 0; i < MOST; i++) {
            shown |= status(ledger, i) << (2 * i);
        }
        return shown;
    }

    static String text(int ledger) {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < MOST && status(ledger, i) != NONE; i++) {
            text.append(i == 0 ? "" : ", ")
                    .append("p")
                    .append(i)
                    .append(key(ledger, i) == PORTAL ? " portal " : " key " + key(ledger, i) + " ")
                    .append(statusText(status(ledger, i)));
        }
        return text.append("]").toString();
    }

    static String statusText(int status) {
        return switch (status) {
            case PENDING -> "pending";
            case COMPLETED -> "completed";
            case FAILED -> "failed";
            default -> "not shown";
        };
    }
}
