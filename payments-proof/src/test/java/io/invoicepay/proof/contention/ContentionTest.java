package io.invoicepay.proof.contention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.invoicepay.proof.Scale;
import io.invoicepay.proof.Verdict;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Two processes that reserve the same invoices")
class ContentionTest {
    @DisplayName("have one winner for each, and a store that looks before it writes is noticed")
    @Test
    void oneWinner() {
        Verdict verdict = new ContentionHarness().run(Scale.SMOKE, 1);
        assertThat(verdict.holds())
                .as("%s %s", verdict.summary(), verdict.details())
                .isTrue();
        assumeThat(verdict.summary()).doesNotContain("nothing was tried");
        assertThat(verdict.summary())
                .startsWith("winners per key: min 1 max 1 in 1,000 keys raced by 2 processes x 32 threads")
                .contains("1 hot key, 2,000 CAS", "versions without gap (seed 1)", ": caught after ");
    }
}
