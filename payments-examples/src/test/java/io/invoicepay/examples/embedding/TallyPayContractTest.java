package io.invoicepay.examples.embedding;

import io.invoicepay.conformance.PaymentProviderContract;
import io.invoicepay.conformance.ProviderHarness;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A provider written from scratch in one file")
class TallyPayContractTest extends PaymentProviderContract {
    @Override
    protected ProviderHarness newHarness() {
        return new FakeTally();
    }
}
