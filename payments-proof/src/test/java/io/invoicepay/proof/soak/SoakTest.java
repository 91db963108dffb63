package io.invoicepay.proof.soak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.invoicepay.proof.Scale;
import io.invoicepay.proof.Verdict;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SoakTest {
    @DisplayName("GST-09 in a month of faults nothing is charged twice, and in the end no payment is left open")
    @Test
    void aMonth() {
        Verdict verdict = new SoakHarness().run(Scale.SMOKE, 20_260_301L);
        assertThat(verdict.holds()).as(String.join("\n", verdict.details())).isTrue();
        assertThat(verdict.summary()).contains("0 violations", "open slots return to 0", "in 730 hours, 730 invoices");
        assertThat(new SoakHarness().run(Scale.SMOKE, 20_260_301L).summary()).isEqualTo(verdict.summary());
    }

    @DisplayName("A heap that grows has a slope, and one that sways has none")
    @Test
    void slope() {
        assertThat(SoakHarness.slope(List.of(10.0, 14.0, 18.0, 22.0))).isCloseTo(4.0, within(1e-9));
        assertThat(SoakHarness.slope(List.of(10.0, 12.0, 12.0, 10.0))).isCloseTo(0.0, within(1e-9));
    }
}
