package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.control.Option;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** At 14:03:05 of Friday, 20 November 2026. */
@DisplayName("A wish to be left alone")
class RetryAfterTest {
    private static Option<Duration> parse(@Nullable String header) {
        return RetryAfter.parse(header, null, Fixtures.CLOCK);
    }

    @DisplayName("is a number of seconds or a date, held between a second and a quarter of an hour")
    @ParameterizedTest(name = "{0}: {1} s")
    @CsvSource({
        "0,1",
        "1,1",
        "2,2",
        "90,90",
        "' 90 ',90",
        "899,899",
        "900,900",
        "901,900",
        "000000030,30",
        "999999999,900",
        "9999999999,900",
        "99999999999999999999999999999999,900",
        "'Fri, 20 Nov 2026 14:03:35 GMT',30",
        "'Fri, 20 Nov 2026 14:03:06 GMT',1",
        "'Fri, 20 Nov 2026 14:03:05 GMT',1",
        "'Fri, 20 Nov 2026 14:00:00 GMT',1",
        "'Sat, 21 Nov 2026 14:03:05 GMT',900"
    })
    void understood(String header, long seconds) {
        assertThat(parse(header)).isEqualTo(Option.some(Duration.ofSeconds(seconds)));
    }

    @DisplayName("is reckoned by the server's own time, where it tells that")
    @ParameterizedTest(name = "{0}: {1} s")
    @CsvSource({"'Fri, 20 Nov 2026 14:08:03 GMT',2", "'Fri, 20 Nov 2026 14:00:05 GMT',480", ",300", "'20 November',300"
    })
    void serversTime(@Nullable String date, long seconds) {
        assertThat(RetryAfter.parse("Fri, 20 Nov 2026 14:08:05 GMT", date, Fixtures.CLOCK))
                .isEqualTo(Option.some(Duration.ofSeconds(seconds)));
        assertThat(RetryAfter.parse("7", date, Fixtures.CLOCK)).isEqualTo(Option.some(Duration.ofSeconds(7)));
    }

    @DisplayName("is none where it is absent or means nothing")
    @ParameterizedTest(name = "[{0}]")
    @CsvSource({",", "''", "'  '", "-1", "+1", "1.5", "1e3", "9:30", "1/2", "soon", "'Fri, 20 Nov 2026'"})
    void meansNothing(@Nullable String header) {
        assertThat(parse(header)).isEqualTo(Option.none());
    }

    @DisplayName("is none where it is longer than sixty-four characters")
    @ParameterizedTest(name = "{0} characters")
    @CsvSource({"64,true", "65,false"})
    void length(int length, boolean understood) {
        assertThat(parse("1".repeat(length)).isDefined()).isEqualTo(understood);
    }
}
