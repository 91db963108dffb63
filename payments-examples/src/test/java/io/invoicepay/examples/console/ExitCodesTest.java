package io.invoicepay.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

@DisplayName("The exit codes")
class ExitCodesTest {
    private static List<String> codes(String text, String begin, String end) {
        int from = text.indexOf(begin) + begin.length();
        return Pattern.compile("\\b[0-9]{1,2}\\b")
                .matcher(text.substring(from, text.indexOf(end, from)))
                .results()
                .map(code -> code.group())
                .toList();
    }

    @Test
    @DisplayName("tell a bug from a refusal, whichever command it is in")
    void bug() {
        CommandLine program = new Console(
                        OutputStream.nullOutputStream(), OutputStream.nullOutputStream(), Clock.systemUTC(), Map.of())
                .commandLine();

        assertThat(program.getSubcommands())
                .containsKeys("pay", "storefront")
                .allSatisfy(
                        (name, command) -> assertThat(command.getCommandSpec().exitCodeOnExecutionException())
                                .isEqualTo(70));
    }

    @Test
    @DisplayName("that --help lists are the ones in the module's README and at Main")
    void listed() throws IOException {
        Set<String> told = new CommandLine(new Program())
                .getCommandSpec()
                .usageMessage()
                .exitCodeList()
                .keySet();

        assertThat(told).contains("0", "70");
        assertThat(codes(Files.readString(Path.of("README.md")), "Exit codes: ", "with its stack trace"))
                .containsExactlyElementsOf(told);
        assertThat(codes(
                        Files.readString(Path.of("src/main/java/io/invoicepay/examples/Main.java")),
                        "the exit code is ",
                        "*/"))
                .containsExactlyElementsOf(told);
    }
}
