package io.invoicepay.aptean.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SandboxClockTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @DisplayName("what falls due happens in the order of its moments, each at its own, and may cause more")
    @Test
    void inOrder() {
        SandboxClock clock = SandboxClock.standingAt(NOON);
        List<String> seen = new ArrayList<>();
        clock.in(Duration.ofSeconds(3), () -> seen.add("third " + clock.now()));
        clock.in(Duration.ofSeconds(1), () -> {
            seen.add("first " + clock.now());
            clock.in(Duration.ofSeconds(1), () -> seen.add("second " + clock.now()));
        });
        clock.in(Duration.ofSeconds(9), () -> seen.add("too late"));
        clock.in(Duration.ZERO, () -> seen.add("at once"));
        clock.advance(Duration.ofSeconds(5));
        assertThat(seen)
                .containsExactly(
                        "at once",
                        "first 2026-11-20T12:00:01Z",
                        "second 2026-11-20T12:00:02Z",
                        "third 2026-11-20T12:00:03Z");
        assertThat(clock.now()).isEqualTo("2026-11-20T12:00:05Z");
        assertThat(clock.asClock().instant()).isEqualTo(clock.now());
    }

    @DisplayName("time does not go back")
    @Test
    void notBack() {
        SandboxClock clock = SandboxClock.standingAt(NOON);
        assertThatIllegalArgumentException().isThrownBy(() -> clock.advance(Duration.ofMillis(-1)));
    }

    @DisplayName("a running clock brings things about by itself, and can be advanced as well")
    @Test
    void running() throws InterruptedException {
        try (SandboxClock clock = SandboxClock.running()) {
            CountDownLatch soon = new CountDownLatch(1);
            CountDownLatch far = new CountDownLatch(1);
            Instant start = clock.now();
            clock.in(Duration.ofMillis(20), soon::countDown);
            clock.in(Duration.ofDays(1), far::countDown);
            assertThat(soon.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(far.getCount()).isEqualTo(1);
            clock.advance(Duration.ofDays(1));
            assertThat(far.getCount()).isZero();
            assertThat(clock.now()).isAfterOrEqualTo(start.plus(Duration.ofDays(1)));
        }
    }
}
