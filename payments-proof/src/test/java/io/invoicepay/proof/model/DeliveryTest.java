package io.invoicepay.proof.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.proof.Scale;
import io.invoicepay.proof.Verdict;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class DeliveryTest {
    @DisplayName("STA-03 in all orders of up to six deliveries, repeated ones too, the end is what the provider knows")
    @Test
    void oneEnd() {
        Verdict verdict = new DeliveryHarness().run(Scale.SMOKE, 0);
        assertThat(verdict.holds()).as(String.join("\n", verdict.details())).isTrue();
        // five kinds, one to six of them: 19,530 orders of 461 multisets, from three starts to five truths
        assertThat(verdict.summary()).contains("end states per multiset = 1 in 292,950 orders of 6,915 multisets");
    }
}
