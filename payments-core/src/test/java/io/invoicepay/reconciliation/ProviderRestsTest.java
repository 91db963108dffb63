package io.invoicepay.reconciliation;

import static io.invoicepay.fixtures.Sample.NOW;
import static io.invoicepay.fixtures.Sample.PROVIDER;
import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.payment.ProviderId;
import io.invoicepay.provider.ProviderView.Inconclusive;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A provider that asks to be left alone")
class ProviderRestsTest {
    private final ProviderRests rests = new ProviderRests();

    private void heard(long seconds, Instant now) {
        rests.heard(PROVIDER, new Inconclusive(Cause.THROTTLED, Option.some(Duration.ofSeconds(seconds))), now);
    }

    private Option<Duration> left(Instant now) {
        return rests.left(PROVIDER, now);
    }

    @Test
    @DisplayName("STA-03 is left alone for as long as it asks, and not a moment longer")
    void asAsked() {
        heard(60, NOW);
        assertThat(left(NOW)).containsExactly(Duration.ofSeconds(60));
        assertThat(left(NOW.plusSeconds(59))).containsExactly(Duration.ofSeconds(1));
        assertThat(left(NOW.plusSeconds(60))).isEmpty();
        assertThat(rests.left(new ProviderId("other"), NOW)).isEmpty();
    }

    @Test
    @DisplayName("STA-03 is left alone for at least a second and at most a quarter of an hour, whatever it asks")
    void bounded() {
        heard(0, NOW);
        assertThat(left(NOW)).containsExactly(Duration.ofSeconds(1));
        Instant later = NOW.plusSeconds(10);
        heard(86_400, later);
        assertThat(left(later)).containsExactly(Duration.ofMinutes(15));
    }

    @Test
    @DisplayName(
            "STA-03 asking for several lengths in one round it gets the longest of them, in whatever order they come")
    void longest() {
        heard(60, NOW);
        heard(20, NOW);
        assertThat(left(NOW)).containsExactly(Duration.ofSeconds(60));
        heard(90, NOW);
        assertThat(left(NOW)).containsExactly(Duration.ofSeconds(90));
    }

    @Test
    @DisplayName("STA-03 a clock that was set back makes no rest longer, and the next wish counts from then")
    void clockSetBack() {
        heard(60, NOW);
        Instant before = NOW.minusSeconds(3_600);
        assertThat(left(before)).isEmpty();
        heard(5, before);
        assertThat(left(before)).containsExactly(Duration.ofSeconds(5));
        assertThat(left(NOW)).isEmpty();
    }

    @Test
    @DisplayName("STA-03 an answer without a wish changes nothing")
    void noWish() {
        rests.heard(PROVIDER, new Inconclusive(Cause.UNREACHABLE, Option.none()), NOW);
        assertThat(left(NOW)).isEmpty();
    }
}
