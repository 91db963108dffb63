package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.logging.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The account's currency")
class AccountCurrencyTest {

    @DisplayName("VAL-08 is told from the setting in one line of the log, since nothing can be paid until they agree")
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"CAD,1", "USD,0"})
    void otherCurrency(String currency, int expected) {
        try (FakeAptean aptean = new FakeAptean()) {
            aptean.on(
                    "serverCheck",
                    FakeAptean.json("{\"data\":{\"account\":{\"defaultCurrency\":\"" + currency + "\"}}}"));

            List<String> lines = LogLines.during(
                    Level.SEVERE, () -> Fixtures.view(Fixtures.provider(Fixtures.settings(aptean.url()))));

            assertThat(lines).hasSize(expected).allMatch(line -> line.startsWith("SEVERE APTEAN_PAY_CURRENCY is USD"));
        }
    }
}
