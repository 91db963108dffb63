package io.invoicepay.aptean;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.FailsafeExecutor;
import dev.failsafe.RetryPolicy;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Repeats what only asks: few times, each time twice as late, by up to a fifth more or less. A server's own wish is followed; if it is
 * longer than a page can wait for, the trouble goes back to who asked.
 */
final class Backoff {
    /** What a customer may be kept waiting for between two tries. */
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final double SPREAD = 0.2;

    private final Duration first;
    private final DoubleSupplier random;
    private final FailsafeExecutor<Either<Trouble, ?>> executor;

    /**
     * @param first the wait before the second try
     * @param whole no try begins later than so long after the first: a server that let one run out will hardly answer the next
     * @param random from 0 to 1
     */
    Backoff(int tries, Duration first, Duration whole, DoubleSupplier random) {
        this.first = first;
        this.random = random;
        RetryPolicy<Either<Trouble, ?>> policy = RetryPolicy.<Either<Trouble, ?>>builder()
                .handleResultIf(result -> result != null && result.isLeft() && isWorthRepeating(result.getLeft()))
                .withMaxAttempts(tries)
                .withMaxDuration(whole)
                .withDelayFn(context -> {
                    Either<Trouble, ?> last = context.getLastResult();
                    return delay(context.getAttemptCount(), last.getLeft());
                })
                .build();
        this.executor = Failsafe.with(policy);
    }

    /** What was answered last; also where whoever waits for another try is interrupted, and stays so. */
    <T> Either<Trouble, T> ask(Supplier<Either<Trouble, T>> call) {
        Tries<T> tries = new Tries<>(call);
        try {
            return executor.get(tries::next);
        } catch (FailsafeException e) { // nothing else is thrown than by a pause that is interrupted
            Thread.currentThread().interrupt();
            return Objects.requireNonNull(tries.last);
        }
    }

    private static final class Tries<T> {
        private final Supplier<Either<Trouble, T>> call;
        private @Nullable Either<Trouble, T> last;

        Tries(Supplier<Either<Trouble, T>> call) {
            this.call = call;
        }

        Either<Trouble, T> next() {
            Either<Trouble, T> answer = call.get();
            last = answer;
            return answer;
        }
    }

    private static boolean isWorthRepeating(Trouble trouble) {
        return trouble.isPassing() && wish(trouble).forAll(wait -> wait.compareTo(PATIENCE) <= 0);
    }

    private static Option<Duration> wish(Trouble trouble) {
        return trouble instanceof Trouble.Throttled throttled ? throttled.retryAfter() : Option.none();
    }

    /** @param tries how often it has been tried, from 1 */
    Duration delay(int tries, Trouble trouble) {
        double factor = 1 - SPREAD + 2 * SPREAD * random.getAsDouble();
        Duration own = first.multipliedBy(1L << Math.min(tries - 1, 10));
        Duration spread = Duration.ofNanos((long) (own.toNanos() * factor));
        return wish(trouble).filter(wait -> wait.compareTo(spread) > 0).getOrElse(spread);
    }
}
