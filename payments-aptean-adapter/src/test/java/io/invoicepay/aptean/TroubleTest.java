package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.provider.ProviderView.Inconclusive;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A trouble")
class TroubleTest {
    private static final Option<Duration> LATER = Option.some(Duration.ofSeconds(30));

    static Stream<Arguments> troubles() {
        return Stream.of(
                Arguments.of(new Trouble.NotReached(true), Cause.UNREACHABLE, true, Option.none()),
                Arguments.of(new Trouble.NotReached(false), Cause.UNREACHABLE, true, Option.none()),
                Arguments.of(new Trouble.Failing(502), Cause.UNREACHABLE, true, Option.none()),
                Arguments.of(new Trouble.TurnedAway(413), Cause.UNREACHABLE, false, Option.none()),
                Arguments.of(new Trouble.Throttled(Option.none()), Cause.THROTTLED, true, Option.none()),
                Arguments.of(new Trouble.Throttled(LATER), Cause.THROTTLED, true, LATER),
                Arguments.of(new Trouble.Misconfigured(401), Cause.MISCONFIGURED, false, Option.none()),
                Arguments.of(new Trouble.Invalid(400), Cause.MISCONFIGURED, false, Option.none()),
                Arguments.of(new Trouble.Rejected(Option.some("NO")), Cause.UNREACHABLE, false, Option.none()),
                Arguments.of(new Trouble.TooLong(), Cause.UNREADABLE, false, Option.none()),
                Arguments.of(new Trouble.Misread("$"), Cause.UNREADABLE, false, Option.none()));
    }

    @DisplayName(
            "VAL-05 says nothing of an invoice: it is named for what can be done next, and passes by itself or does not")
    @ParameterizedTest(name = "{0}: {1}, passing {2}")
    @MethodSource("troubles")
    void meaning(Trouble trouble, Cause cause, boolean passing, Option<Duration> retryAfter) {
        assertThat(trouble.asView()).isEqualTo(new Inconclusive(cause, retryAfter));
        assertThat(trouble.isPassing()).isEqualTo(passing);
    }
}
