package io.invoicepay.proof.laws;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.proof.Scale;
import io.invoicepay.proof.Verdict;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class LawsTest {
    @DisplayName("The core's laws are tried from the seed and counted, and a false one is found out")
    @Test
    void tried() {
        Verdict verdict = new LawsHarness().run(Scale.SMOKE, 7);
        assertThat(verdict.holds())
                .as("%s %s", verdict.summary(), verdict.details())
                .isTrue();
        assertThat(verdict.summary())
                .startsWith("0 broken of 10 laws in >= ")
                .contains("(seed 7)")
                .endsWith("a false law: caught, and shrunk to its smallest case");
        assertThat(verdict.details())
                .anyMatch(line -> line.startsWith("S13 laws of the slot"))
                .anyMatch(line -> line.startsWith("S13 keys of any two charges"));
    }
}
