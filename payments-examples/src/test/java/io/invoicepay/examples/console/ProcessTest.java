package io.invoicepay.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The console as a process of its own")
class ProcessTest {
    private static final List<String> FORM = List.of(
            "--email", "ap@20000.example",
            "--street", "1 Main St",
            "--country", "US",
            "--postal-code", "98052",
            "--phone-country-code", "1",
            "--phone", "4255550100",
            "--name", "Trey Research",
            "--card-token", "token-of-the-card-entry");

    @TempDir
    private static Path folder;

    private static Process start(Path out, List<String> jvm, List<String> args) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(jvm);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.invoicepay.examples.Main"));
        command.addAll(args);
        return new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    @Test
    @DisplayName("GST-09 two that pay the same invoice at once, sharing a state, make one charge")
    void twoAtOnce() throws IOException, InterruptedException {
        Path state = folder.resolve("state.json");
        List<String> args = new ArrayList<>(
                List.of("pay", "PS-INV103001", "--account", "20000", "--json", "--state", state.toString()));
        args.addAll(FORM);
        List<Path> outs = List.of(folder.resolve("1"), folder.resolve("2"), folder.resolve("3"));
        List<Process> processes = new ArrayList<>();
        for (Path out : outs) {
            processes.add(start(out, List.of(), args));
        }
        List<Integer> exitCodes = new ArrayList<>();
        for (Process process : processes) {
            exitCodes.add(process.waitFor());
        }
        StringBuilder answers = new StringBuilder();
        for (Path out : outs) {
            answers.append(Files.readString(out));
        }
        assertThat(exitCodes).containsExactlyInAnyOrder(0, 1, 1);
        assertThat(answers.toString()).containsOnlyOnce("\"PENDING\"");
        assertThat(answers.toString().split("\"PAYMENT_PENDING\"", -1)).hasSize(3);
        assertThat(Files.readString(state)).containsOnlyOnce("\"channel\":\"GUEST\"");
    }

    @Test
    @DisplayName("prints UTF-8 and plain digits, whatever character set and language the platform has")
    void foreignPlatform() throws IOException, InterruptedException {
        Path file = Files.writeString(
                folder.resolve("invoices.json"),
                "{\"value\":[{\"number\":\"RE-İ1\",\"billToCustomerNumber\":\"7\",\"currencyCode\":\"USD\",\"remainingAmount\":1234.5,"
                        + "\"status\":\"Açık\"}]}");
        Path out = folder.resolve("out");
        List<String> jvm = List.of(
                "-Dfile.encoding=ISO-8859-1", "-Duser.language=ar", "-Duser.country=EG", "-Duser.extensions=u-nu-arab");
        List<String> args = List.of("invoices", "--account", "7", "--invoices", file.toString());
        assertThat(start(out, jvm, args).waitFor()).isZero();
        assertThat(Files.readString(out, StandardCharsets.UTF_8))
                .isEqualTo("Number  Due  Status   Outstanding  Pay\nRE-İ1        Açık    1,234.50 USD\n");
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "its files have no owner-only mode")
    @DisplayName("leaves a state that only its owner can read, and no other file but the lock")
    void ownerOnly() throws IOException, InterruptedException {
        Path own = Files.createDirectory(folder.resolve("own"));
        Path state = own.resolve("state.json");
        List<String> args = List.of("balance", "--account", "20000", "--state", state.toString());
        assertThat(start(folder.resolve("balance"), List.of(), args).waitFor()).isZero();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(state)))
                .isEqualTo("rw-------");
        try (var files = Files.list(own)) {
            assertThat(files.map(f -> f.getFileName().toString()))
                    .containsExactlyInAnyOrder("state.json", "state.json.lock");
        }
    }

    @Test
    @DisplayName("the storefront says in one line that its port is taken, and that its provider is not set up")
    void storefrontThatCannotStart() throws IOException, InterruptedException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(taken.getLocalPort());
            assertThat(whole("storefront", "--port", port))
                    .isEqualTo("64 --port " + port + ": is in use; --port 0 takes a free one\n");
        }
        assertThat(whole("storefront", "--port", "0", "--provider", "aptean", "--store", "memory"))
                .startsWith("64 ")
                .contains("--provider aptean: ", "APTEAN_PAY_URL is missing", "APTEAN_PAY_TENANT_SECRET is missing")
                .containsOnlyOnce("\n");
    }

    /** Exit code and everything that was printed. */
    private static String whole(String... args) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), "io.invoicepay.examples.Main"));
        command.addAll(List.of(args));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("APTEAN_PAY_"));
        Process process = builder.start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() + " " + printed;
    }
}
