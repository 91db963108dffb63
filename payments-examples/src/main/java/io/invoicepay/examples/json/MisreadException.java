package io.invoicepay.examples.json;

import java.io.Serial;

/** A document is not what it should be; the message names the place and the fault, on one line. */
public final class MisreadException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    /**
     * A fault at a place.
     *
     * @param place empty for the document itself
     */
    public MisreadException(String place, String fault) {
        super(place.isEmpty() ? fault : place + ": " + fault);
    }
}
