package io.invoicepay.aptean;

/** An answer does not mean what it should; thrown and caught inside the reading of one answer. It holds the place, never a value. */
final class Misreading extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String path;

    Misreading(String path) {
        super(path, null, false, false);
        this.path = path;
    }

    String path() {
        return path;
    }
}
