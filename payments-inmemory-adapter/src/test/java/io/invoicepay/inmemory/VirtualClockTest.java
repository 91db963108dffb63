package io.invoicepay.inmemory;

import static io.invoicepay.inmemory.Fixtures.START;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A virtual clock")
class VirtualClockTest {
    private final VirtualClock clock = VirtualClock.at(START);

    @DisplayName("stands still until it is moved, forward or back")
    @Test
    void moves() {
        assertThat(clock.instant()).isEqualTo(START);
        assertThat(clock.getZone()).isEqualTo(ZoneOffset.UTC);

        clock.advance(Duration.ofDays(3));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(3 * 86_400));

        clock.advance(Duration.ofHours(-1));
        assertThat(clock.instant()).isEqualTo(START.plusSeconds(71 * 3_600));

        clock.set(START);
        assertThat(clock.instant()).isEqualTo(START);
        assertThat(clock).hasToString("VirtualClock[" + START + "]");
    }

    @DisplayName("is one clock in every zone")
    @Test
    void sharedByZones() {
        VirtualClock there = clock.withZone(ZoneId.of("Pacific/Auckland"));

        clock.advance(Duration.ofMinutes(5));

        assertThat(there.getZone()).isEqualTo(ZoneId.of("Pacific/Auckland"));
        assertThat(there.instant()).isEqualTo(START.plusSeconds(300));
    }

    @DisplayName("loses no move made by another thread")
    @Test
    void concurrentMoves() throws InterruptedException {
        Race.run(8, thread -> {
            for (int i = 0; i < 1_000; i++) {
                clock.advance(Duration.ofMillis(1));
            }
        });

        assertThat(clock.instant()).isEqualTo(START.plusSeconds(8));
    }
}
