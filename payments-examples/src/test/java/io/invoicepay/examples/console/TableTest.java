package io.invoicepay.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.money.Money;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A table")
class TableTest {
    @Test
    @DisplayName("aligns texts left and numbers right, without blanks at the end of a line")
    void aligns() {
        Table table = new Table("Number", ">Amount", "Pay");
        table.row("1", "1,000.00", "Pay");
        table.row("INV-123", "5.00", "");
        assertThat(table).hasToString("Number     Amount  Pay\n1        1,000.00  Pay\nINV-123      5.00\n");
    }

    @Test
    @Timeout(60)
    @DisplayName("of 200,000 rows takes no longer for each than one of ten")
    void large() {
        Table table = new Table("Number", ">Amount");
        for (int row = 0; row < 200_000; row++) {
            table.row("A-" + row, "1.00");
        }
        assertThat(table.toString().length()).isEqualTo(200_001 * "A-199999    1.00\n".length());
    }

    @ParameterizedTest(name = "{0} {1} is {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "1250.00 | USD | 1,250.00 USD",
                "-0.05 | USD | -0.05 USD",
                "2997043 | JPY | 2,997,043 JPY",
                "1234567.891 | KWD | 1,234,567.891 KWD",
                "92233720368547758.07 | USD | 92,233,720,368,547,758.07 USD"
            })
    @DisplayName("shows amounts exactly, with the currency's own decimals")
    void money(String amount, String currency, String shown) {
        assertThat(Table.money(Money.of(amount, currency))).isEqualTo(shown);
    }
}
