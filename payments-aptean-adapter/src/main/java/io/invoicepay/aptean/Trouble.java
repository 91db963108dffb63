package io.invoicepay.aptean;

import io.invoicepay.provider.ProviderView;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.vavr.control.Option;
import java.time.Duration;

/** Why a call gave no result, named for what can be done next. */
sealed interface Trouble {
    /**
     * No connection, no answer in time, or a broken one.
     *
     * @param mayHaveLeft whether any of the request can have reached the server
     */
    record NotReached(boolean mayHaveLeft) implements Trouble {}

    /** The gateway or the server behind it is in trouble of its own, or answers as nobody should. */
    record Failing(int status) implements Trouble {}

    /** Something in front of the server will not let the request pass: too large, or malformed in its eyes. Nothing was executed. */
    record TurnedAway(int status) implements Trouble {}

    /** It asks for patience. */
    record Throttled(Option<Duration> retryAfter) implements Trouble {}

    /** It does not know us: keys, tenant or address are wrong. */
    record Misconfigured(int status) implements Trouble {}

    /** It does not understand the document: a field that it does not know. Nothing was executed. [T] */
    record Invalid(int status) implements Trouble {}

    /**
     * It understood, and said no with {@code errors}. For a charge this decides nothing: the same shape answers a key used before.
     *
     * @param reasonCode its machine-readable reason, if it gave one, cut to size
     */
    record Rejected(Option<String> reasonCode) implements Trouble {}

    /** It said more than may be read at once. */
    record TooLong() implements Trouble {}

    /** It said something that cannot be understood; {@code path} is where. */
    record Misread(String path) implements Trouble {}

    /** Whether the same query may succeed when it is asked again. */
    default boolean isPassing() {
        return this instanceof NotReached || this instanceof Failing || this instanceof Throttled;
    }

    /** Whether it is about what was asked, so that less, or something else, may pass. */
    default boolean isOfContent() {
        return !isPassing() && !(this instanceof Misconfigured);
    }

    /**
     * Whether it may be that too much was asked for at once: it was executed for too long, or the server has failed over it. One that says
     * that it is unavailable is believed.
     */
    default boolean mayBeOfSize() {
        return (this instanceof Failing failing && failing.status() != 503)
                || (this instanceof NotReached notReached && notReached.mayHaveLeft());
    }

    /** As a query's answer. */
    default ProviderView.Inconclusive asView() {
        Option<Duration> retryAfter =
                this instanceof Throttled throttled ? throttled.retryAfter() : Option.<Duration>none();
        return new ProviderView.Inconclusive(cause(), retryAfter);
    }

    /** In the words of the port. */
    default Cause cause() {
        if (this instanceof Throttled) {
            return Cause.THROTTLED;
        } else if (this instanceof Misconfigured || this instanceof Invalid) {
            return Cause.MISCONFIGURED;
        } else if (this instanceof Misread || this instanceof TooLong) {
            return Cause.UNREADABLE;
        }
        return Cause.UNREACHABLE;
    }
}
