package io.invoicepay.spi;

import java.io.Serial;

/** The store of attempts cannot be reached. Nothing was decided and nothing was sent because of it. */
public final class AttemptsUnavailableException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /** @param message what could not be done; holds neither credentials nor customers' data */
    public AttemptsUnavailableException(String message, Throwable cause) {
        super(message, cause);
    }

    /** @param message what could not be done; holds neither credentials nor customers' data */
    public AttemptsUnavailableException(String message) {
        super(message);
    }
}
