package io.invoicepay.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.examples.console.Terminal.Answer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Wrong input is one line on standard error and exit code 64")
class InputTest {
    private final Terminal terminal = new Terminal();
    private Path folder = Path.of("");
    private Path state = Path.of("");

    @BeforeEach
    void stateOfAPayment(@TempDir Path temporary) {
        folder = temporary;
        state = temporary.resolve("state.json");
        assertThat(terminal.pay("PS-INV103001", "20000", "--state", state.toString())
                        .exitCode())
                .isZero();
    }

    private static void assertFault(Answer answer, String line) {
        assertThat(answer).isEqualTo(new Answer(64, "", line + System.lineSeparator()));
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "balance | Missing required option: '--account=NUMBER' (see payments-examples balance --help)",
                "balance --account | Missing required parameter for option '--account' (NUMBER) (see payments-examples balance --help)",
                "balance --acount 20000 | Unknown option: '--acount' (see payments-examples balance --help)",
                "balance --account 1 --bogus | Unknown option: '--bogus' (see payments-examples balance --help)",
                "balance --account 20000 surplus | Unmatched argument at index 3: 'surplus' (see payments-examples balance --help)",
                "balance --account 1 --account 2 | option '--account' (NUMBER) should be specified only once (see payments-examples balance --help)",
                "invoices --account 20000 --limit x | Invalid value for option '--limit': 'x' is not an int (see payments-examples invoices --help)",
                "bogus | Unmatched argument at index 0: 'bogus' (see payments-examples --help)",
                "invoices --account 20000 --limit 0 | --limit: is not positive",
                "invoices --account 20000 --offset -1 | --offset: is negative",
                "reconcile --limit 0 | --limit: is not positive",
                "balance --account 12345 | --account 12345: there is no such account in the invoices and credit memos",
                "balance --account 20000 --not-sent NO | --not-sent NO: there is no such invoice that could be paid",
                "balance --account 20000 --not-sent PS-INV103003 | --not-sent PS-INV103003: there is no such invoice that could be paid",
                "balance --account 20000 --pending-elsewhere NO | --pending-elsewhere NO: there is no such invoice that could be paid"
            })
    @DisplayName("for options:")
    void options(String args, String line) {
        assertFault(terminal.run(args.split(" ")), line);
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource({
        "--local-currency, usd",
        "--local-currency, XXX",
        "--provider, aptean2",
        "--advance, soon",
        "--advance, -1h",
        "--advance, 4000d",
        "--advance, P9999999999999999999D",
        "--account, ' '",
        "--user, ' '",
        "--not-sent, ' '",
        "--state, ''",
        "--invoices, ''"
    })
    @DisplayName("for an option's value:")
    void values(String option, String value) {
        Answer answer = option.equals("--account")
                ? terminal.run("balance", "--account", value)
                : terminal.run("balance", "--account", "20000", option, value);
        assertThat(answer.exitCode()).isEqualTo(64);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err().lines()).hasSize(1).allMatch(line -> line.contains(option));
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource({"--local-currency, usd", "--local-currency, XXX", "--invoices, ''", "--credit-memos, ''"})
    @DisplayName("for a value of the storefront's, as of the console's:")
    void valuesOfTheStorefront(String option, String value) {
        Answer answer = terminal.run("storefront", option, value);
        assertThat(answer.exitCode()).isEqualTo(64);
        assertThat(answer.err())
                .isEqualTo(terminal.run("balance", "--account", "20000", option, value)
                        .err()
                        .replace("payments-examples balance", "payments-examples storefront"));
    }

    @Test
    @DisplayName("for what is missing of a payment, all together")
    void missing() {
        assertFault(
                terminal.run(
                        "pay",
                        "PS-INV103001",
                        "--account",
                        "20000",
                        "--json",
                        "--email",
                        "a@b.example",
                        "--street",
                        "1"),
                "Missing required options: '--country=CODE', '--phone-country-code=DIGITS', '--phone=DIGITS', '--name=TEXT',"
                        + " '--card-token=TOKEN' (see payments-examples pay --help)");
        assertThat(terminal.run("pay", "--account", "20000").err().lines()).hasSize(1);
        assertThat(terminal.pay("PS-INV103001", "20000", "--card", "gold").err())
                .contains("'gold' is none of approved, declined, insufficient-funds")
                .hasLineCount(1);
    }

    @Test
    @DisplayName("for a port of the sandbox's that is taken, by somebody else or by its own other port")
    void takenPort() throws IOException {
        String otherPort;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            otherPort = Integer.toString(free.getLocalPort());
        }
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            String inUse = " " + port + ": is in use; ";
            assertFault(terminal.run("sandbox", "--port", port), "--port" + inUse + "--port 0 takes a free one");
            assertFault(
                    terminal.run("sandbox", "--port", port, "--card-port", "0"),
                    "--port" + inUse + "--port 0 takes a free one");
            assertFault(
                    terminal.run("sandbox", "--port", port, "--card-port", otherPort),
                    "--port" + inUse + "--port 0 takes a free one");
            assertFault(
                    terminal.run("sandbox", "--card-port", port),
                    "--card-port" + inUse + "--card-port 0 takes a free one");
            assertFault(
                    terminal.run("sandbox", "--port", "0", "--card-port", port),
                    "--card-port" + inUse + "--card-port 0 takes a free one");
            assertFault(
                    terminal.run("sandbox", "--port", otherPort, "--card-port", otherPort),
                    "--card-port " + otherPort + ": is in use; --card-port 0 takes a free one");
        }
    }

    @Test
    @DisplayName("for no command at all")
    void noCommand() {
        assertFault(
                terminal.run(),
                "name a command: balance, invoices, invoice, pay, portal, history, reconcile, decide, sandbox, tour, storefront (see payments-examples --help)");
    }

    @Test
    @DisplayName("for an invoice that is sent and not sent")
    void contradiction() {
        assertFault(
                terminal.run(
                        "balance",
                        "--account",
                        "20000",
                        "--not-sent",
                        "PS-INV103001",
                        "--pending-elsewhere",
                        "PS-INV103001"),
                "--pending-elsewhere PS-INV103001: cannot be paid there, if it was not sent");
    }

    @Test
    @DisplayName("for a file, whose fault leaves the state as it was")
    void file() throws IOException {
        byte[] before = Files.readAllBytes(state);
        Path file = Files.writeString(
                folder.resolve("bad.json"),
                "{\"value\":[{\"number\":\"A-1\",\"billToCustomerNumber\":\"20000\",\"currencyCode\":\"USD\",\"remainingAmount\":1.005,"
                        + "\"status\":\"Open\"}]}");
        assertFault(
                terminal.pay("A-1", "20000", "--invoices", file.toString(), "--state", state.toString()),
                file + ": value[0] (A-1).remainingAmount: has more decimals than USD has");
        assertFault(
                terminal.pay(
                        "A-1",
                        "20000",
                        "--credit-memos",
                        folder.resolve("no.json").toString(),
                        "--state",
                        state.toString()),
                folder.resolve("no.json") + ": there is no such file");
        assertThat(Files.readAllBytes(state)).isEqualTo(before);
    }

    @Test
    @DisplayName("for a text of several lines, which becomes one")
    void severalLines() {
        Answer answer = terminal.run("balance", "--account", "20000", "--invoices", "no\nsuch\u001b[31m\r\nfile");
        assertFault(answer, "no?such?[31m??file: there is no such file");
    }

    @Test
    @DisplayName("for a state file that is damaged anywhere, which is left as it was")
    void cutState() throws IOException {
        String whole = Files.readString(state);
        for (int length = 1; length < whole.length() - 1; length += 331) {
            assertUntouched(whole.substring(0, length));
        }
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @ValueSource(
            strings = {
                "",
                "{}",
                "[]",
                "null",
                "{\"format\":\"something else\"}",
                "{\"format\":\"invoicepay-console-state\",\"version\":2}",
                "{\"format\":\"invoicepay-console-state\"}",
                "not JSON"
            })
    @DisplayName("for a state file that is none")
    void foreignState(String content) throws IOException {
        assertUntouched(content);
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "\"status\":\"RESERVED\" | \"status\":\"BOUGHT\"",
                "\"status\":\"RESERVED\" | \"status\":\"PAID\"",
                "\"version\":2, | \"version\":7,",
                "\"minorUnits\":125000 | \"minorUnits\":-125000",
                "\"minorUnits\":125000 | \"minorUnits\":125000.5",
                "\"currency\":\"USD\" | \"currency\":\"XXX\"",
                "\"currency\":\"USD\" | \"currency\":\"EURO\"",
                "\"ahead\":\"PT0S\" | \"ahead\":\"-PT1S\"",
                "\"ahead\":\"PT0S\" | \"ahead\":\"a while\"",
                "\"secret\":\" | \"secret\":\"*",
                "\"due\":[{\"at\":\"2026-11-22T09:00:00Z\",\"what\":\"SETTLING\" | \"due\":[{\"at\":\"2026-11-22T09:00:00Z\",\"what\":\"DANCING\"",
                "\"due\":[{\"at\":\"2026-11-22T09:00:00Z\",\"what\":\"SETTLING\",\"payment\":\"payment-8\" | \"due\":[{\"at\":\"2026-11-19T09:00:00Z\",\"what\":\"SETTLING\",\"payment\":\"payment-9\"",
                "\"at\":\"2026-11-20T09:00:00Z\" | \"at\":\"yesterday\"",
                "\"writeId\":\" | \"writeId\":\"*"
            })
    @DisplayName("for a state file that contradicts itself")
    void contradictoryState(String found, String replacement) throws IOException {
        String whole = Files.readString(state);
        assertThat(whole).contains(found);
        assertUntouched(whole.replace(found, replacement));
    }

    private void assertUntouched(String content) throws IOException {
        Path damaged = folder.resolve("damaged.json");
        Files.writeString(damaged, content);
        Answer answer = terminal.pay("PS-INV103002", "20000", "--state", damaged.toString());
        assertThat(answer.exitCode()).isEqualTo(64);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err().lines()).hasSize(1).allMatch(line -> line.startsWith(damaged + ": "));
        assertThat(Files.readString(damaged)).isEqualTo(content);
    }

    @Test
    @DisplayName("for a state file that cannot be there")
    void impossibleState() {
        assertFault(
                terminal.run("balance", "--account", "20000", "--state", folder.toString()),
                folder + ": is a directory, not a file");
        Path nowhere = folder.resolve("no").resolve("state.json");
        assertFault(
                terminal.run("balance", "--account", "20000", "--state", nowhere.toString()),
                nowhere + ": its directory does not exist");
    }

    @Test
    @DisplayName("the secret of a state file is never printed")
    void secret() throws IOException {
        String content = Files.readString(state);
        String secret = content.substring(content.indexOf("\"secret\":\"") + 10, content.indexOf("\",\"ahead\""));
        assertThat(secret.length()).isGreaterThanOrEqualTo(44);
        for (List<String> args : List.of(
                List.of("invoices", "--account", "20000"),
                List.of("history", "PS-INV103001", "--account", "20000", "--json"),
                List.of("reconcile", "--json"))) {
            String[] all = new String[args.size() + 2];
            args.toArray(all);
            all[args.size()] = "--state";
            all[args.size() + 1] = state.toString();
            assertThat(terminal.run(all).out()).doesNotContain(secret);
        }
        Files.writeString(state, content.replace(secret, "tooShort"), StandardCharsets.UTF_8);
        assertThat(terminal.run("balance", "--account", "20000", "--state", state.toString())
                        .err())
                .isEqualTo(state + ": secret: is too short" + System.lineSeparator())
                .doesNotContain("tooShort");
    }

    @Test
    @DisplayName("and help is neither: it goes to standard output with exit code 0")
    void help() {
        assertThat(terminal.run("--help").out()).contains("Exit codes:", "tour");
        for (String command : List.of(
                "balance",
                "invoices",
                "invoice",
                "pay",
                "portal",
                "history",
                "reconcile",
                "decide",
                "sandbox",
                "tour")) {
            Answer help = terminal.run(command, "--help");
            assertThat(help.exitCode()).isZero();
            assertThat(help.err()).isEmpty();
            assertThat(help.out()).startsWith("Usage: payments-examples " + command);
        }
        assertThat(terminal.run("--version").out()).startsWith("payments-examples ");
    }
}
