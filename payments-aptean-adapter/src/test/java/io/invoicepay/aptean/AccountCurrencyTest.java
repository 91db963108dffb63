package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The account's currency")
class AccountCurrencyTest {
    private final Logger logger = Logger.getLogger("io.invoicepay.aptean");
    private final List<String> lines = new CopyOnWriteArrayList<>();

    private final Handler handler = new Handler() {
        @Override
        public void publish(LogRecord line) {
            if (line.getLevel().equals(Level.SEVERE)) {
                lines.add(new SimpleFormatter().formatMessage(line));
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    };

    @DisplayName("VAL-08 is told from the setting in one line of the log, since nothing can be paid until they agree")
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"CAD,1", "USD,0"})
    void otherCurrency(String currency, int expected) {
        logger.addHandler(handler);
        try (FakeAptean aptean = new FakeAptean()) {
            aptean.on(
                    "serverCheck",
                    FakeAptean.json("{\"data\":{\"account\":{\"defaultCurrency\":\"" + currency + "\"}}}"));
            Fixtures.view(Fixtures.provider(Fixtures.settings(aptean.url())));
        } finally {
            logger.removeHandler(handler);
        }

        assertThat(lines).hasSize(expected).allMatch(line -> line.startsWith("APTEAN_PAY_CURRENCY is USD"));
    }
}
