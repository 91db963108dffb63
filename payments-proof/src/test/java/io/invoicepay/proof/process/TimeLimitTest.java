package io.invoicepay.proof.process;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.proof.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A time limit")
class TimeLimitTest {
    private static final Verdict DONE = new Verdict(true, "1 try", List.of());

    @DisplayName("lets pass what is through in time")
    @Test
    void inTime() {
        assertThat(TimeLimit.within(Duration.ofSeconds(10), 1, () -> DONE)).isEqualTo(DONE);
    }

    @DisplayName("ends what hangs, and tells where it hung")
    @Test
    void hangs() {
        CountDownLatch never = new CountDownLatch(1);
        CountDownLatch cleaned = new CountDownLatch(1);
        Verdict verdict = TimeLimit.within(Duration.ofMillis(100), 5, () -> {
            try {
                never.await();
                return DONE;
            } finally {
                cleaned.countDown();
            }
        });
        assertThat(verdict.holds()).isFalse();
        assertThat(verdict.summary()).isEqualTo("not through within 0 s (seed 5)");
        assertThat(verdict.details())
                .contains("thread harness WAITING")
                .anyMatch(line -> line.contains("TimeLimitTest"));
        assertThat(cleaned.getCount()).as("what it has left open").isZero();
    }

    @DisplayName("makes a verdict of what fails half way, so that the other harnesses still run")
    @Test
    void fails() {
        Verdict verdict = TimeLimit.within(Duration.ofSeconds(10), 5, () -> {
            throw new IllegalStateException("no server");
        });
        assertThat(verdict.holds()).isFalse();
        assertThat(verdict.summary()).contains("seed 5", "no server");
        assertThat(verdict.details()).anyMatch(line -> line.contains("TimeLimitTest"));
    }
}
