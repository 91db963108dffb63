package io.invoicepay.proof.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.proof.Scale;
import io.invoicepay.proof.Verdict;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What simulation and model are worth: every one of these mistakes has to be noticed. */
class MutantsTest {
    @DisplayName("A protocol with one of the known mistakes is caught, and the way to its breach is told")
    @Test
    void allAreCaught() {
        Verdict verdict = new MutantsHarness().run(Scale.SMOKE, 20_260_301L);
        assertThat(verdict.holds()).as(String.join("\n", verdict.details())).isTrue();
        assertThat(Mutants.ALL).hasSizeGreaterThanOrEqualTo(14);
        assertThat(verdict.summary()).startsWith(Mutants.ALL.size() + "/" + Mutants.ALL.size() + " caught");
        assertThat(verdict.details())
                .filteredOn(line -> line.contains("reserves"))
                .isNotEmpty();
    }
}
