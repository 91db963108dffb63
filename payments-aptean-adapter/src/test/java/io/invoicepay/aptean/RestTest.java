package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.inmemory.VirtualClock;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A server's wish to be left alone")
class RestTest {
    private final VirtualClock clock = VirtualClock.at(Fixtures.NOW);
    private final Rest rest = new Rest(clock);

    private static Either<Trouble, String> wish(long seconds) {
        return Either.left(new Trouble.Throttled(Option.some(Duration.ofSeconds(seconds))));
    }

    private Either<Trouble, String> ask() {
        return rest.keep(() -> Either.right("answered"));
    }

    @DisplayName("is kept to its end, and to no other trouble")
    @Test
    void kept() {
        assertThat(rest.<String>keep(() -> Either.left(new Trouble.Failing(503))))
                .isEqualTo(Either.left(new Trouble.Failing(503)));
        assertThat(rest.<String>keep(() -> Either.left(new Trouble.Throttled(Option.none()))))
                .isEqualTo(Either.left(new Trouble.Throttled(Option.none())));
        assertThat(ask()).isEqualTo(Either.right("answered"));

        assertThat(rest.keep(() -> wish(60))).isEqualTo(wish(60));
        clock.advance(Duration.ofSeconds(59));
        assertThat(ask()).isEqualTo(wish(1));
        clock.advance(Duration.ofSeconds(1));
        assertThat(ask()).isEqualTo(Either.right("answered"));
    }

    @DisplayName("is not made shorter by the answer to a query that was under way already")
    @Test
    void longest() {
        assertThat(rest.keep(() -> {
                    assertThat(rest.keep(() -> wish(600))).isEqualTo(wish(600));
                    return wish(1);
                }))
                .isEqualTo(wish(1));
        assertThat(ask()).isEqualTo(wish(600));
    }

    @DisplayName("is not made longer by a clock that is set back")
    @Test
    void clockSetBack() {
        assertThat(rest.keep(() -> wish(60))).isEqualTo(wish(60));
        clock.set(Fixtures.NOW.minus(Duration.ofDays(1)));
        assertThat(ask()).isEqualTo(Either.right("answered"));
        assertThat(rest.keep(() -> wish(1))).isEqualTo(wish(1));
        clock.advance(Duration.ofSeconds(1));
        assertThat(ask()).isEqualTo(Either.right("answered"));
    }

    @DisplayName("is kept by others also where a payment heard it, unless it was to be asked again at once")
    @Test
    void heardInPayment() {
        assertThat(rest.heard(wish(1))).isEqualTo(wish(1));
        assertThat(ask()).isEqualTo(Either.right("answered"));
        assertThat(rest.heard(wish(2))).isEqualTo(wish(2));
        assertThat(ask()).isEqualTo(wish(2));
    }
}
