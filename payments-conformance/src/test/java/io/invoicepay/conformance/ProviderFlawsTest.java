package io.invoicepay.conformance;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The contract of providers")
class ProviderFlawsTest extends CatchesFlaws {
    ProviderFlawsTest() {
        super(
                PaymentProviderContract.class,
                ProviderFlaws.OnTrial.class,
                "a provider that",
                ProviderFlaws.all().entrySet().stream()
                        .collect(
                                toMap(Map.Entry::getKey, flaw -> flaw.getValue().caughtBy())));
    }

    @DisplayName("LIB-04 holds at least 60 promises")
    @Test
    void isLargeEnough() {
        assertThat(Trial.promises(PaymentProviderContract.class)).hasSizeGreaterThanOrEqualTo(60);
    }
}
