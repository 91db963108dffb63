package io.invoicepay.conformance;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The contract of stores")
class AttemptsFlawsTest extends CatchesFlaws {
    AttemptsFlawsTest() {
        super(
                PaymentAttemptsContract.class,
                AttemptsFlaws.OnTrial.class,
                "a store that",
                AttemptsFlaws.all().entrySet().stream()
                        .collect(
                                toMap(Map.Entry::getKey, flaw -> flaw.getValue().caughtBy())));
    }

    @DisplayName("LIB-04 holds at least 40 promises")
    @Test
    void isLargeEnough() {
        assertThat(Trial.promises(PaymentAttemptsContract.class)).hasSizeGreaterThanOrEqualTo(40);
    }
}
