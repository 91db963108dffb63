package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.vavr.control.Option;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;

@DisplayName("Any wish to be left alone")
class RetryAfterFuzzTest {
    @DisplayName("is nothing, or between a second and a quarter of an hour")
    @FuzzTest(maxDuration = "1m")
    void parse(byte[] bytes) {
        String header = new String(bytes, StandardCharsets.UTF_8);

        Option<Duration> wait = RetryAfter.parse(header, header, Fixtures.CLOCK);

        wait.forEach(length -> assertThat(length).isBetween(Duration.ofSeconds(1), Duration.ofMinutes(15)));
        if (header.matches("[0-9]{1,4}")) {
            int seconds = Math.min(900, Math.max(1, Integer.parseInt(header)));
            assertThat(wait).isEqualTo(Option.some(Duration.ofSeconds(seconds)));
        }
        if (header.isBlank() || header.startsWith("-")) {
            assertThat(wait).isEqualTo(Option.none());
        }
    }
}
