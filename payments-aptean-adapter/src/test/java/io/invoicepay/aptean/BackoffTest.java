package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.control.Either;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

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
}
