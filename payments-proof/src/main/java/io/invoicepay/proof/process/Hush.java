package io.invoicepay.proof.process;

import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Keeps the library's warnings off the screen where the faults they warn of are made on purpose, by the hundred, and counted. */
public final class Hush {
    private static final Logger LIBRARY = Logger.getLogger("io.invoicepay");

    private Hush() {}

    /** What comes of it, without a word. */
    public static <T> T during(Supplier<T> work) {
        Level before = LIBRARY.getLevel();
        LIBRARY.setLevel(Level.OFF);
        try {
            return work.get();
        } finally {
            LIBRARY.setLevel(before);
        }
    }
}
