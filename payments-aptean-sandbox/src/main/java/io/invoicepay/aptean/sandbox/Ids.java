package io.invoicepay.aptean.sandbox;

import java.util.Random;
import java.util.UUID;

/** Identifiers that look random and are the same on every run with the same seed. Not thread-safe: used under the books' lock. */
final class Ids {
    private final Random random;

    Ids(long seed) {
        random = new Random(seed);
    }

    String next() {
        return new UUID((random.nextLong() & ~0xF000L) | 0x4000L, (random.nextLong() >>> 2) | Long.MIN_VALUE)
                .toString();
    }

    String next(String prefix) {
        return prefix + next();
    }

    /** The text behind the question mark of a payer's link: unguessable by shape, like the real one. */
    String urlToken() {
        return next().replace("-", "") + Long.toHexString(random.nextLong());
    }
}
