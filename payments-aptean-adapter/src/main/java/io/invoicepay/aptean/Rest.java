package io.invoicepay.aptean;

import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * The time for which the server has asked to be left alone. However many pages are opened meanwhile, none of them asks it. Safe for any
 * thread.
 */
final class Rest {
    private final Clock clock;
    private volatile Wish wish = new Wish(Instant.MIN, Instant.MIN);

    /** @param since when it was heard, so that a clock set back does not make it longer */
    private record Wish(Instant since, Instant until) {
        boolean holds(Instant now) {
            return now.isBefore(until) && !now.isBefore(since);
        }
    }

    Rest(Clock clock) {
        this.clock = clock;
    }

    /** What was answered, or for how much longer nothing may be asked. */
    <T> Either<Trouble, T> keep(Supplier<Either<Trouble, T>> query) {
        Instant now = clock.instant();
        Wish heard = wish;
        if (heard.holds(now)) {
            return Either.left(new Trouble.Throttled(Option.some(Duration.between(now, heard.until()))));
        }
        Either<Trouble, T> answer = query.get();
        wish(answer).forEach(this::begin);
        return answer;
    }

    /**
     * The same answer, to a call in the midst of a payment, whose wish others keep from now on. One to be asked again at once, which is
     * read as the shortest, is left to who made the call.
     */
    <T> Either<Trouble, T> heard(Either<Trouble, T> answer) {
        wish(answer).filter(length -> length.compareTo(RetryAfter.SHORTEST) > 0).forEach(this::begin);
        return answer;
    }

    private static Option<Duration> wish(Either<Trouble, ?> answer) {
        return answer.isLeft() && answer.getLeft() instanceof Trouble.Throttled throttled
                ? throttled.retryAfter()
                : Option.none();
    }

    /** Of several the longest: one may answer a query that was under way when another was heard. */
    private synchronized void begin(Duration length) {
        Instant now = clock.instant();
        Instant until = now.plus(length);
        if (!wish.holds(now) || wish.until().isBefore(until)) {
            wish = new Wish(now, until);
        }
    }
}
