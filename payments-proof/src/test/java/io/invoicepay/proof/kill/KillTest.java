package io.invoicepay.proof.kill;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.proof.Scale;
import io.invoicepay.proof.Verdict;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Hosts that are killed")
class KillTest {
    @DisplayName("lose no payment and pay none twice, and a store that answers before it writes is noticed")
    @Test
    void loseNothing() {
        Verdict verdict = new KillHarness().run(Scale.SMOKE, 1);
        Assumptions.assumeFalse(verdict.holds() && verdict.summary().startsWith("0 tries"), verdict.summary());
        assertThat(verdict.holds())
                .as("%s %s", verdict.summary(), verdict.details())
                .isTrue();
        assertThat(verdict.summary())
                .startsWith("0 double, 0 lost, 0 slots differing from ledger, 0 stuck in ")
                .contains("2 random")
                .contains(": caught after ")
                .doesNotContain(" 0 slots compared");
        assertThat(verdict.details())
                .anyMatch(line -> line.startsWith("S6 after-arm"))
                .anyMatch(line -> line.startsWith("S6 before-take-over"))
                .anyMatch(line -> line.startsWith("S6 answer-lost"));
    }
}
