package io.invoicepay.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.examples.console.Terminal.Answer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The console on the sample data")
class QueriesTest {
    private final Terminal terminal = new Terminal();

    private void prints(String json, String... args) {
        assertThat(terminal.run(args)).isEqualTo(new Answer(0, json + "\n", ""));
    }

    private void refuses(String json, String... args) {
        assertThat(terminal.run(args)).isEqualTo(new Answer(1, json + "\n", ""));
    }

    @Nested
    @DisplayName("balance")
    class Balance {
        @ParameterizedTest(name = "{0}: {2} {1}, PAY {3}")
        @CsvSource({
            "20000, USD, 22413.20, true",
            "30000, USD, 29276.25, true",
            "40000, CAD, 31313.66, true",
            "50000, EUR, 30343.98, true",
            "60000, JPY, 2997043, true",
            "90000, USD, -350.00, false",
            "95000, USD, 0.00, false"
        })
        @DisplayName("BAL-01 BAL-02 is the exact sum in the account's currency, with PAY only if something is owed")
        void balances(String account, String currency, String amount, boolean pay) {
            prints(
                    "{\"account\":\"" + account + "\",\"balances\":[{\"currency\":\"" + currency + "\",\"amount\":\""
                            + amount + "\",\"payButton\":" + pay + "}]}",
                    "balance",
                    "--account",
                    account,
                    "--json");
        }

        @Test
        @DisplayName("BAL-01 keeps currencies apart")
        void severalCurrencies(@TempDir Path folder) throws IOException {
            Path file = Files.writeString(folder.resolve("two.json"), """
                    {"value":[
                      {"number":"A-1","billToCustomerNumber":"7","currencyCode":"USD","remainingAmount":0.10,"status":"Open"},
                      {"number":"A-2","billToCustomerNumber":"7","currencyCode":"KWD","remainingAmount":1.234,"status":"Open"},
                      {"number":"A-3","billToCustomerNumber":"7","currencyCode":"","remainingAmount":0.20,"status":"Open"}]}
                    """);
            String json =
                    "{\"account\":\"7\",\"balances\":[{\"currency\":\"KWD\",\"amount\":\"1.234\",\"payButton\":true},"
                            + "{\"currency\":\"USD\",\"amount\":\"0.30\",\"payButton\":true}]}";
            prints(json, "balance", "--account", "7", "--json", "--invoices", file.toString());
        }

        @Test
        @DisplayName("PAY-05 without a provider it reads as usual and shows no PAY")
        void withoutProvider() {
            prints(
                    "{\"account\":\"20000\",\"balances\":[{\"currency\":\"USD\",\"amount\":\"22413.20\",\"payButton\":false}]}",
                    "balance",
                    "--account",
                    "20000",
                    "--json",
                    "--provider",
                    "none");
        }

        @Test
        @DisplayName("is a table for people, the same in every locale")
        void table() {
            assertThat(terminal.run("balance", "--account", "60000").out())
                    .isEqualTo("Account        Balance  Pay\n60000    2,997,043 JPY  PAY\n");
        }
    }

    @Nested
    @DisplayName("invoices")
    class Invoices {
        @Test
        @DisplayName(
                "COL-01 COL-05 shows Pay where something is owed, and nothing on paid, cancelled and unposted ones")
        void payColumn() {
            prints(
                    "{\"account\":\"20000\",\"rows\":["
                            + row("PS-INV103001", "1250.00", "Open", "PAY")
                            + "," + row("PS-INV103002", "5345.84", "Open", "PAY")
                            + "," + row("PS-INV103003", "0.00", "Paid", "NONE")
                            + "," + row("PS-INV103004", "4419.99", "Open", "PAY")
                            + "," + row("PS-INV103005", "3929.87", "Open", "PAY")
                            + "," + row("PS-INV103006", "0.00", "Paid", "NONE")
                            + "," + row("PS-INV103007", "2655.39", "Open", "PAY")
                            + "," + row("PS-INV103008", "0.00", "Canceled", "NONE")
                            + "," + row("PS-INV103009", "3942.16", "Open", "PAY")
                            + "," + row("PS-INV103010", "0.00", "Paid", "NONE")
                            + "," + row("PS-INV103011", "0.00", "Paid", "NONE")
                            + "," + row("PS-INV103012", "869.95", "Open", "PAY")
                            + "]}",
                    "invoices",
                    "--account",
                    "20000",
                    "--json");
        }

        @Test
        @DisplayName(
                "COL-04 an account with more credit than debt shows no Pay in its list, but on the invoice itself (DET-01)")
        void moreCreditThanDebt() {
            prints(
                    "{\"account\":\"90000\",\"rows\":[" + row("PS-INV103061", "400.00", "Open", "NONE") + "]}",
                    "invoices",
                    "--account",
                    "90000",
                    "--json");
            prints(
                    "{\"number\":\"PS-INV103061\",\"outstanding\":\"400.00\",\"pay\":\"PAY\",\"refusals\":[]}",
                    "invoice",
                    "PS-INV103061",
                    "--account",
                    "90000",
                    "--json");
        }

        @Test
        @DisplayName("pages neither overlap nor leave a gap")
        void pages() {
            prints(
                    "{\"account\":\"20000\",\"rows\":[" + row("PS-INV103003", "0.00", "Paid", "NONE") + "]}",
                    "invoices",
                    "--account",
                    "20000",
                    "--json",
                    "--limit",
                    "1",
                    "--offset",
                    "2");
            assertThat(terminal.run("invoices", "--account", "20000", "--limit", "2")
                            .out())
                    .isEqualTo("""
                            Number        Due         Status   Outstanding  Pay
                            PS-INV103001  2026-12-02  Open    1,250.00 USD  Pay
                            PS-INV103002  2026-07-15  Open    5,345.84 USD  Pay
                            There are more.
                            """);
        }

        @Test
        @DisplayName("COL-07 an invoice that was not sent still shows Pay; selecting it gives VAL-01's refusal")
        void notSent() {
            prints(
                    "{\"account\":\"20000\",\"rows\":[" + row("PS-INV103001", "1250.00", "Open", "PAY") + "]}",
                    "invoices",
                    "--account",
                    "20000",
                    "--json",
                    "--limit",
                    "1",
                    "--not-sent",
                    "PS-INV103001");
            prints(
                    "{\"number\":\"PS-INV103001\",\"outstanding\":\"1250.00\",\"pay\":\"PAY\",\"refusals\":[\"NOT_SENT\"]}",
                    "invoice",
                    "PS-INV103001",
                    "--account",
                    "20000",
                    "--json",
                    "--not-sent",
                    "PS-INV103001");
        }

        @Test
        @DisplayName("COL-06 Pending shows whatever the account balance is")
        void pendingElsewhere() {
            prints(
                    "{\"account\":\"90000\",\"rows\":[" + row("PS-INV103061", "400.00", "Open", "PENDING") + "]}",
                    "invoices",
                    "--account",
                    "90000",
                    "--json",
                    "--pending-elsewhere",
                    "PS-INV103061");
        }

        @Test
        @DisplayName("prints a status that the library does not know as the ERP spells it")
        void spelling(@TempDir Path folder) throws IOException {
            Path file = Files.writeString(
                    folder.resolve("one.json"),
                    "{\"value\":[{\"number\":\"RE-Ä1\",\"billToCustomerNumber\":\"7\",\"currencyCode\":\"USD\",\"remainingAmount\":5,"
                            + "\"status\":\"Gesperrt für Zahlung\"}]}");
            String row =
                    "{\"number\":\"RE-Ä1\",\"currency\":\"USD\",\"outstanding\":\"5.00\",\"status\":\"Gesperrt für Zahlung\",\"pay\":\"NONE\"}";
            prints(
                    "{\"account\":\"7\",\"rows\":[" + row + "]}",
                    "invoices",
                    "--account",
                    "7",
                    "--json",
                    "--invoices",
                    file.toString());
        }

        private String row(String number, String outstanding, String status, String pay) {
            return "{\"number\":\"" + number + "\",\"currency\":\"USD\",\"outstanding\":\"" + outstanding
                    + "\",\"status\":\"" + status + "\",\"pay\":\"" + pay + "\"}";
        }
    }

    @Nested
    @DisplayName("invoice")
    class OneInvoice {
        @Test
        @DisplayName("DET-01 shows Pay and no refusal where it can be paid")
        void payable() {
            prints(
                    "{\"number\":\"PS-INV103049\",\"outstanding\":\"341749\",\"pay\":\"PAY\",\"refusals\":[]}",
                    "invoice",
                    "PS-INV103049",
                    "--account",
                    "60000",
                    "--json");
        }

        @ParameterizedTest(name = "{0}: {1}")
        @CsvSource(
                delimiter = '|',
                quoteCharacter = '`',
                value = {
                    "PS-INV103003 | \"NOTHING_OUTSTANDING\"",
                    "PS-INV103008 | \"NOT_POSTED\",\"NOTHING_OUTSTANDING\"",
                    "PS-INV103006 | \"NOTHING_OUTSTANDING\""
                })
        @DisplayName("VAL-04 VAL-07 tells all the reasons that hold, in their order")
        void refusals(String number, String refusals) {
            prints(
                    "{\"number\":\"" + number + "\",\"outstanding\":\"0.00\",\"pay\":\"NONE\",\"refusals\":[" + refusals
                            + "]}",
                    "invoice",
                    number,
                    "--account",
                    "20000",
                    "--json");
        }

        @ParameterizedTest(name = "[{index}] {0}")
        @CsvSource({"PS-INV103013", "PS-INV999999", "' '"})
        @DisplayName("PAY-04 another account's invoice is answered as an unknown one, and as what is no number at all")
        void foreign(String number) {
            refuses(
                    "{\"number\":\"" + number
                            + "\",\"outstanding\":null,\"pay\":\"NONE\",\"refusals\":[\"UNKNOWN_INVOICE\"]}",
                    "invoice",
                    number,
                    "--account",
                    "20000",
                    "--json");
        }

        @Test
        @DisplayName("VAL-05 an unreachable provider is told as such")
        void unreachable() {
            prints(
                    "{\"number\":\"PS-INV103001\",\"outstanding\":\"1250.00\",\"pay\":\"PAY\",\"refusals\":[\"PROVIDER_UNREACHABLE\"]}",
                    "invoice",
                    "PS-INV103001",
                    "--account",
                    "20000",
                    "--json",
                    "--provider-down");
        }

        @Test
        @DisplayName("is a table and sentences for people")
        void table() {
            assertThat(terminal.run("invoice", "PS-INV103008", "--account", "20000")
                            .out())
                    .isEqualTo("""
                            Invoice       Status    Outstanding  Pay
                            PS-INV103008  Canceled     0.00 USD
                            This invoice is not open for payment.
                            Nothing is outstanding on this invoice.
                            """);
        }
    }

    @Nested
    @DisplayName("portal")
    class Portal {
        @Test
        @DisplayName("BAL-03 gives the link for the balance")
        void forBalance() {
            prints("{\"url\":\"https://pay.example.com/?account=20000\"}", "portal", "--account", "20000", "--json");
        }

        @ParameterizedTest(name = "[{index}] {0}")
        @CsvSource({"90000", "95000"})
        @DisplayName("BAL-04 refuses where nothing is owed on the account")
        void nothingOwed(String account) {
            refuses("{\"refusals\":[\"BALANCE_NOT_POSITIVE\"]}", "portal", "--account", account, "--json");
        }

        @Test
        @DisplayName("POR-01 gives the link for one invoice, after the same validation as the dialog")
        void forInvoice() {
            prints(
                    "{\"url\":\"https://pay.example.com/?request=request-1\"}",
                    "portal",
                    "PS-INV103001",
                    "--account",
                    "20000",
                    "--json");
            refuses(
                    "{\"refusals\":[\"PAYMENT_PENDING\"]}",
                    "portal",
                    "PS-INV103001",
                    "--account",
                    "20000",
                    "--json",
                    "--pending-elsewhere",
                    "PS-INV103001");
            refuses("{\"refusals\":[\"UNKNOWN_INVOICE\"]}", "portal", "PS-INV103013", "--account", "20000", "--json");
        }

        @Test
        @DisplayName("PAY-05 there is none without a provider")
        void withoutProvider() {
            refuses("{\"refusals\":[\"NO_PROVIDER\"]}", "portal", "--account", "20000", "--json", "--provider", "none");
        }
    }

    @Nested
    @DisplayName("history and reconcile")
    class Untouched {
        @Test
        @DisplayName("have nothing to tell where no payment was begun")
        void nothing() {
            prints(
                    "{\"number\":\"PS-INV103001\",\"now\":null,\"entries\":[]}",
                    "history",
                    "PS-INV103001",
                    "--account",
                    "20000",
                    "--json");
            refuses(
                    "{\"number\":\"PS-INV103013\",\"refusals\":[\"UNKNOWN_INVOICE\"]}",
                    "history",
                    "PS-INV103013",
                    "--account",
                    "20000",
                    "--json");
            prints("{\"checked\":0,\"unanswered\":0,\"changes\":[],\"attention\":[]}", "reconcile", "--json");
        }
    }
}
