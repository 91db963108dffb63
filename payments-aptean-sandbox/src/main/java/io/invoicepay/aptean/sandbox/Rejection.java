package io.invoicepay.aptean.sandbox;

/** A request the service will not process: HTTP 200 with {@code errors} and without data. The texts are made up. */
final class Rejection extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reasonCode;

    Rejection(String reasonCode, String message) {
        super(message, null, false, false);
        this.reasonCode = reasonCode;
    }

    String reasonCode() {
        return reasonCode;
    }
}
