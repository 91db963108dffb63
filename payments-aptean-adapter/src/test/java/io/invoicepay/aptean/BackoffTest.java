package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A query that fails")
class BackoffTest {
    private final AtomicInteger tries = new AtomicInteger();

    private void ask(Duration whole) {
        Either<Trouble, Object> answer = new Backoff(3, Duration.ZERO, whole, () -> 0.5).ask(() -> {
            tries.incrementAndGet();
            return Either.left(new Trouble.Failing(502));
        });
        assertThat(answer.getLeft()).isEqualTo(new Trouble.Failing(502));
    }

    @DisplayName("is tried again as often as configured")
    @Test
    void again() {
        ask(Duration.ofHours(1));

        assertThat(tries).hasValue(3);
    }

    @DisplayName("VAL-05 is not tried again once its time has run out: a page waits for it")
    @Test
    void outOfTime() {
        ask(Duration.ofNanos(1));

        assertThat(tries).hasValue(1);
    }

    private static Duration delay(int tries, double random, Trouble trouble) {
        return new Backoff(3, Duration.ofMillis(200), Duration.ofHours(1), () -> random).delay(tries, trouble);
    }

    @DisplayName(
            "is tried each time twice as late, by up to a fifth more or less, and never later than a thousand times the first")
    @ParameterizedTest(name = "after {0} tries, with {1}: {2} ms")
    @CsvSource({
        "1,0.5,200",
        "1,0,160",
        "1,1,240",
        "2,0.5,400",
        "3,0.5,800",
        "11,0.5,204800",
        "12,0.5,204800",
        "100,0.5,204800"
    })
    void later(int tries, double random, long millis) {
        assertThat(delay(tries, random, new Trouble.Failing(502))).isEqualTo(Duration.ofMillis(millis));
    }

    @DisplayName("is not tried before the server wished to be asked again, and not earlier than it would have been")
    @Test
    void asWished() {
        assertThat(delay(1, 0.5, new Trouble.Throttled(Option.some(Duration.ofSeconds(1)))))
                .isEqualTo(Duration.ofSeconds(1));
        assertThat(delay(1, 0.5, new Trouble.Throttled(Option.some(Duration.ofMillis(100)))))
                .isEqualTo(Duration.ofMillis(200));
        assertThat(delay(1, 0.5, new Trouble.Throttled(Option.none()))).isEqualTo(Duration.ofMillis(200));
    }

    @DisplayName("is not tried again if it cannot succeed, or the server wishes more patience than a page has")
    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource
    void hopeless(Trouble trouble, int expected) {
        Either<Trouble, Object> answer = new Backoff(2, Duration.ZERO, Duration.ofHours(1), () -> 0.5).ask(() -> {
            tries.incrementAndGet();
            return Either.left(trouble);
        });
        assertThat(answer.getLeft()).isEqualTo(trouble);
        assertThat(tries).hasValue(expected);
    }

    static Stream<Arguments> hopeless() {
        return Stream.of(
                Arguments.of(new Trouble.Misconfigured(401), 1),
                Arguments.of(new Trouble.Misread("$"), 1),
                Arguments.of(new Trouble.Throttled(Option.some(Duration.ofMillis(2_001))), 1),
                Arguments.of(new Trouble.Throttled(Option.some(Duration.ZERO)), 2),
                Arguments.of(new Trouble.Throttled(Option.none()), 2));
    }

    @DisplayName("is not tried again once it has succeeded")
    @Test
    void succeeded() {
        Either<Trouble, String> answer = new Backoff(3, Duration.ZERO, Duration.ofHours(1), () -> 0.5)
                .ask(() -> tries.incrementAndGet() < 2 ? Either.left(new Trouble.Failing(502)) : Either.right("here"));

        assertThat(answer).isEqualTo(Either.right("here"));
        assertThat(tries).hasValue(2);
    }

    @DisplayName(
            "is answered with its last trouble if the wait for another try is interrupted, and the thread stays so")
    @Test
    void interrupted() {
        Either<Trouble, Object> answer = new Backoff(3, Duration.ofMinutes(1), Duration.ofHours(1), () -> 0.5)
                .ask(() -> {
                    tries.incrementAndGet();
                    Thread.currentThread().interrupt();
                    return Either.left(new Trouble.Failing(502));
                });

        assertThat(Thread.interrupted()).isTrue();
        assertThat(answer.getLeft()).isEqualTo(new Trouble.Failing(502));
        assertThat(tries).hasValue(1);
    }
}
