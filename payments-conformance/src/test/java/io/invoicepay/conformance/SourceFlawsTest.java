package io.invoicepay.conformance;

import static java.util.stream.Collectors.toMap;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;

@DisplayName("The contract of sources")
class SourceFlawsTest extends CatchesFlaws {
    SourceFlawsTest() {
        super(
                InvoiceSourceContract.class,
                SourceFlaws.OnTrial.class,
                "a source that",
                SourceFlaws.all().entrySet().stream()
                        .collect(
                                toMap(Map.Entry::getKey, flaw -> flaw.getValue().caughtBy())));
    }
}
