package io.invoicepay.proof.simulation;

import java.io.Serial;

/** The node is gone, in the middle of whatever it did. No code of the library or of a port catches it. */
final class Crash extends Error {
    @Serial
    private static final long serialVersionUID = 1;

    Crash() {
        super("kill -9", null, false, false);
    }
}
