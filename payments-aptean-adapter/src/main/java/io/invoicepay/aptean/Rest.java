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
    private record Wish(Instant since, Instant until) {}

    Rest(Clock clock) {
        this.clock = clock;
    }

    /** What was answered, or for how much longer nothing may be asked. */
    <T> Either<Trouble, T> keep(Supplier<Either<Trouble, T>> query) {
        Instant now = clock.instant();
        Wish heard = wish;
        if (now.isBefore(heard.until()) && !now.isBefore(heard.since())) {
            return Either.left(new Trouble.Throttled(Option.some(Duration.between(now, heard.until()))));
        }
        Either<Trouble, T> answer = query.get();
        if (answer.isLeft() && answer.getLeft() instanceof Trouble.Throttled throttled) {
            throttled.retryAfter().forEach(this::begin);
        }
        return answer;
    }

    private void begin(Duration length) {
        Instant now = clock.instant();
        wish = new Wish(now, now.plus(length));
    }
}
