package io.invoicepay.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.examples.console.Terminal.Answer;
import io.invoicepay.inmemory.VirtualClock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The tour")
class TourTest {
    private static final String UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

    private static Terminal with(Map<String, String> environment) {
        return new Terminal(VirtualClock.at(Instant.parse("2026-11-20T09:00:00Z")), environment);
    }

    /** The story without what each provider names in its own way: references, links, and the width of their column. */
    private static List<String> story(String told) {
        return told.lines()
                .dropWhile(line -> !line.startsWith("1. "))
                .map(line -> line.replaceAll("payment-[0-9]+|" + UUID, "#")
                        .replaceAll("https?://\\S+", "LINK")
                        .replaceAll(" {2,}", "  "))
                .toList();
    }

    @Test
    @DisplayName("EX-01 LIB-03 is the same on the Aptean Pay adapter as in memory, line by line")
    void sameStory() {
        Answer aptean = with(Map.of()).run("tour", "--provider", "aptean");
        assertThat(aptean.exitCode()).isZero();
        assertThat(aptean.err()).isEmpty();
        assertThat(aptean.out())
                .startsWith("Aptean Pay's part is played by a sandbox on this machine, at http://127.0.0.1:")
                .contains("No money moves.", "Open Portal: http://127.0.0.1:");
        List<String> inMemory = story(with(Map.of()).run("tour").out());
        assertThat(inMemory).hasSizeGreaterThan(50);
        assertThat(story(aptean.out())).isEqualTo(inMemory);
    }

    @Test
    @DisplayName(
            "EX-01 is never given on an Aptean Pay that somebody has set up, unless it is told to use its own sandbox")
    void noRealMoney() {
        Terminal configured = with(Map.of("APTEAN_PAY_URL", "http://127.0.0.1:9/"));
        assertThat(configured.run("tour", "--provider", "aptean"))
                .isEqualTo(new Answer(
                        64,
                        "",
                        "APTEAN_PAY_URL: is set, but the tour pays invoices and does so on a sandbox of its own alone;"
                                + " add --sandbox to run it there" + System.lineSeparator()));
        assertThat(configured.run("tour", "--provider", "aptean", "--sandbox").out())
                .contains("Pending: 1,250.00 USD for PS-INV103001");
        assertThat(configured.run("tour").exitCode()).isZero();
    }

    @Test
    @DisplayName("takes no provider that it cannot play, and no sandbox for the in-memory one")
    void wrongOptions() {
        assertThat(with(Map.of()).run("tour", "--provider", "none").err())
                .startsWith("Invalid value for option '--provider': 'none' is none of inmemory, aptean");
        assertThat(with(Map.of()).run("tour", "--sandbox"))
                .isEqualTo(new Answer(64, "", "--sandbox: goes with --provider aptean alone" + System.lineSeparator()));
    }
}
