package io.invoicepay.proof.linearizability;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.proof.Scale;
import io.invoicepay.proof.Verdict;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LinearizabilityTest {
    @DisplayName("GST-09 the histories of the store in a database are checked from the seed and counted")
    @Test
    void checked() {
        Verdict verdict = new LinearizabilityHarness().run(Scale.SMOKE, 7);
        assertThat(verdict.holds())
                .as("%s %s", verdict.summary(), verdict.details())
                .isTrue();
        assertThat(verdict.summary())
                .startsWith("linearizable, 0 violations in ")
                .contains("of the store in [H2", "(seed 7)")
                .doesNotContain(" 0 writes won", " 0 unknown");
    }
}
