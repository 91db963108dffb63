package io.invoicepay.conformance;

import io.invoicepay.spi.PaymentAttempts;
import io.vavr.control.Option;

/**
 * A store of attempts under test and what can be done to it from outside. A harness is made for one test, with an empty store, and
 * closed after it. Called by one thread.
 */
public interface AttemptsHarness extends AutoCloseable {
    /** The store under test; always the same handle, save after {@link #restart}. */
    PaymentAttempts attempts();

    /** A handle on the same store as another storefront node has it: with connections, caches and locks of its own. */
    default Option<PaymentAttempts> secondHandle() {
        return Option.none();
    }

    /** Closes every handle and opens the store anew, as after the end of the process; {@link #attempts} then gives the new handle. */
    default Arranged restart() {
        return Arranged.unsupported("the store does not survive its process");
    }

    /** The next {@code compareAndSet} loses its connection before anything is written, and so has to answer UNKNOWN. */
    default Arranged loseNextWrite() {
        return Arranged.unsupported("the store cannot be made to lose a write");
    }

    /** The next {@code compareAndSet} is carried out, and loses its connection before it hears so; it has to answer UNKNOWN. */
    default Arranged loseNextAnswer() {
        return Arranged.unsupported("the store cannot be made to lose an answer");
    }

    /** The store cannot be reached from now on; until {@link #reconnect}. */
    default Arranged disconnect() {
        return Arranged.unsupported("the store cannot be cut off");
    }

    /** Ends {@link #disconnect}. */
    default void reconnect() {}

    /** Lets what may be slightly stale ({@code readAll}, {@code due}, {@code attention}) show all that was written. */
    default void catchUp() {}

    /** Ends the test's store. */
    @Override
    default void close() {}
}
