package io.invoicepay.conformance;

import io.invoicepay.spi.PaymentAttempts;
import io.vavr.control.Option;
import java.util.function.Supplier;

/** Everything a test can ask of {@link Shelf}. */
final class ShelfHarness implements AttemptsHarness {
    private final Shelf shelf;
    private final Supplier<PaymentAttempts> handles;
    private PaymentAttempts attempts;

    /** @param handles opens the shelf once more */
    ShelfHarness(Shelf shelf, Supplier<PaymentAttempts> handles) {
        this.shelf = shelf;
        this.handles = handles;
        this.attempts = handles.get();
    }

    @Override
    public PaymentAttempts attempts() {
        return attempts;
    }

    @Override
    public Option<PaymentAttempts> secondHandle() {
        return Option.some(handles.get());
    }

    @Override
    public Arranged restart() {
        attempts = handles.get();
        return Arranged.done();
    }

    @Override
    public Arranged loseNextWrite() {
        shelf.loseNextWrite();
        return Arranged.done();
    }

    @Override
    public Arranged loseNextAnswer() {
        shelf.loseNextAnswer();
        return Arranged.done();
    }

    @Override
    public Arranged disconnect() {
        shelf.close(true);
        return Arranged.done();
    }

    @Override
    public void reconnect() {
        shelf.close(false);
    }
}
