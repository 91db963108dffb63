package io.invoicepay.proof.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.invoicepay.proof.Scale;
import io.invoicepay.proof.Verdict;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A PostgreSQL that is killed under load")
class OutageTest {
    @DisplayName("has all it acknowledged when it comes back, and one that acknowledges before it writes is noticed")
    @Test
    void losesNothing() {
        Verdict verdict = new OutageHarness().run(Scale.SMOKE, 1);
        assertThat(verdict.holds())
                .as("%s %s", verdict.summary(), verdict.details())
                .isTrue();
        assumeThat(verdict.summary()).doesNotContain("nothing was tried");
        assertThat(verdict.summary())
                .startsWith("0 acknowledged writes lost in ")
                .contains("2 kills of PostgreSQL, 1 immediate stops, 1 times every connection ended (seed 1)")
                .contains("synchronous_commit=off: caught after ")
                .doesNotContain(" 0 acknowledged,", " 0 unknown ");
    }
}
