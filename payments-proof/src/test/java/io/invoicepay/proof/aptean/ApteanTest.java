package io.invoicepay.proof.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.proof.Scale;
import io.invoicepay.proof.Verdict;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Schedules through Aptean's codec")
class ApteanTest {
    private final ApteanHarness harness = new ApteanHarness();

    @DisplayName("break nothing, and go the same way again from the same seed")
    @Test
    void breakNothing() {
        Verdict verdict = harness.run(Scale.SMOKE, 1);
        assertThat(verdict.holds())
                .as("%s %s", verdict.summary(), verdict.details())
                .isTrue();
        assertThat(verdict.summary())
                .contains("0 double charges, 0 lost payments, 0 false PAID, 0 stuck after drain in 50 schedules")
                .doesNotContain(" 0 faults")
                .doesNotContain(" 0 ambiguous");
        assertThat(harness.run(Scale.SMOKE, 1)).isEqualTo(verdict);
    }
}
