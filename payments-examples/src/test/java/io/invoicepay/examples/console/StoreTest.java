package io.invoicepay.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.aptean.sandbox.ApteanSandbox;
import io.invoicepay.aptean.sandbox.SandboxClock;
import io.invoicepay.aptean.sandbox.SandboxProgram;
import io.invoicepay.aptean.sandbox.SandboxSettings;
import io.invoicepay.aptean.sandbox.TestCard;
import io.invoicepay.examples.console.Terminal.Answer;
import io.invoicepay.examples.store.Postgres;
import io.invoicepay.inmemory.VirtualClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The console with --store")
class StoreTest {
    private static final Instant NOW = Instant.parse("2026-11-20T09:00:00Z");
    private static final String EXAMPLE = "PS-INV103001";
    private static final String SECRET = Base64.getEncoder().encodeToString(new byte[32]);

    @TempDir
    private Path folder;

    private final ApteanSandbox sandbox = ApteanSandbox.start(SandboxSettings.builder()
            .clock(SandboxClock.standingAt(NOW))
            .cardProcessing(Duration.ZERO)
            .build());

    @AfterEach
    void close() {
        sandbox.close();
    }

    private Terminal terminal(Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(SandboxProgram.environment(sandbox));
        environment.putAll(more);
        return new Terminal(sandbox.clock().asClock(), environment);
    }

    private Answer pay(Terminal terminal, String... where) {
        List<String> args = new ArrayList<>(List.of("--provider", "aptean"));
        args.addAll(List.of(where));
        return terminal.payWith(sandbox.claimCard(TestCard.APPROVED), EXAMPLE, "20000", args.toArray(String[]::new));
    }

    private void paysOnceAndIsRemembered(Map<String, String> environment, String store) {
        sandbox.issue(EXAMPLE, 125_000);
        assertThat(pay(terminal(environment), "--store", store).out()).contains("\"outcome\":\"PENDING\"");
        Answer second = pay(terminal(environment), "--store", store);
        assertThat(second.exitCode()).isEqualTo(1);
        assertThat(second.out()).contains("\"outcome\":\"REFUSED\"", "\"PAYMENT_PENDING\"");
        sandbox.clock().advance(Duration.ofDays(2));
        assertThat(terminal(environment)
                        .run("reconcile", "--json", "--provider", "aptean", "--store", store)
                        .out())
                .contains("\"from\":\"PENDING\",\"to\":\"PAID\"");
        assertThat(terminal(environment)
                        .run(
                                "history",
                                EXAMPLE,
                                "--account",
                                "20000",
                                "--json",
                                "--provider",
                                "none",
                                "--store",
                                store))
                .satisfies(history -> {
                    assertThat(history.out()).contains("\"status\":\"PENDING\"", "\"status\":\"PAID\"");
                    assertThat(history.exitCode()).isZero();
                });
        assertThat(sandbox.liveCharges(EXAMPLE)).hasSize(1);
    }

    @Test
    @DisplayName(
            "VAL-02 keeps payments in an H2 file: a second session is told that one is pending, and a third reconciles it")
    void file() {
        paysOnceAndIsRemembered(Map.of(), folder.resolve("payments").toString());
    }

    @Test
    @DisplayName(
            "LIB-08 keeps payments in PostgreSQL: a second session is told that one is pending, and a third reconciles it")
    void postgres() {
        String store = Postgres.address("postgres");
        paysOnceAndIsRemembered(Map.of("PAYMENTS_SECRET", SECRET, "PAYMENTS_DB_USER", "postgres"), store);
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "its files have no owner-only mode")
    @DisplayName("makes the secret of an H2 file once, for its owner alone")
    void secret() throws IOException {
        String store = folder.resolve("payments").toString();
        Path secret = folder.resolve("payments.secret");
        assertThat(new Terminal()
                        .run("balance", "--account", "20000", "--store", store)
                        .exitCode())
                .isZero();
        String made = Files.readString(secret);
        assertThat(Base64.getDecoder().decode(made.strip())).hasSize(32);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret)))
                .isEqualTo("rw-------");
        assertThat(new Terminal()
                        .run("balance", "--account", "20000", "--store", store)
                        .exitCode())
                .isZero();
        assertThat(secret).hasContent(made);
        Files.writeString(secret, "c2hvcnQ=");
        assertThat(new Terminal().run("balance", "--account", "20000", "--store", store))
                .isEqualTo(new Answer(64, "", secret + ": is shorter than 32 bytes\n"));
    }

    @Test
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "its files have no owner-only mode")
    @DisplayName("makes an H2 file for its owner alone, and leaves one that was there the rights that it has")
    void ownerOnly() throws IOException {
        Path database = folder.resolve("payments.mv.db");
        String store = folder.resolve("payments").toString();
        for (String rights : List.of("rw-------", "rw-r-----")) {
            assertThat(balance(Map.of(), store).exitCode()).isZero();
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(database)))
                    .isEqualTo(rights);
            Files.setPosixFilePermissions(database, PosixFilePermissions.fromString("rw-r-----"));
        }
    }

    @Test
    @DisplayName("refuses an H2 file whose secret is gone, and makes no other one")
    void lostSecret() throws IOException {
        String store = folder.resolve("payments").toString();
        Path secret = folder.resolve("payments.secret");
        assertThat(balance(Map.of(), store).exitCode()).isZero();
        String made = Files.readString(secret);
        Files.delete(secret);

        assertThat(balance(Map.of(), store))
                .isEqualTo(new Answer(
                        64,
                        "",
                        secret + ": is missing, but payments.mv.db holds payments; restore it from where payments.mv.db"
                                + " was backed up, or set PAYMENTS_SECRET if that was its secret\n"));
        assertThat(secret).doesNotExist();
        assertThat(balance(Map.of("PAYMENTS_SECRET", made), store).exitCode()).isZero();
        Files.writeString(secret, made);
        assertThat(balance(Map.of(), store).exitCode()).isZero();
    }

    @Test
    @DisplayName("keeps payments beside the state, if the provider outlives the program, whatever provider comes next")
    void besideTheState() {
        String state = folder.resolve("state.json").toString();
        sandbox.issue(EXAMPLE, 125_000);
        assertThat(pay(terminal(Map.of()), "--state", state).out()).contains("\"outcome\":\"PENDING\"");
        assertThat(folder.resolve("state.json.payments.mv.db")).exists();
        assertThat(new Terminal().pay(EXAMPLE, "20000", "--state", state).out()).contains("\"PAYMENT_PENDING\"");
        assertThat(new Terminal().pay(EXAMPLE, "20000", "--state", state, "--store", "memory"))
                .isEqualTo(new Answer(
                        64, "", "--store memory: the payments of this state are in " + state + ".payments\n"));
    }

    @Test
    @DisplayName("goes on in the state that holds payments already, and takes no other store for them")
    void inTheState() {
        String state = folder.resolve("state.json").toString();
        assertThat(new Terminal().pay(EXAMPLE, "20000", "--state", state).exitCode())
                .isZero();
        assertThat(pay(terminal(Map.of()), "--state", state).out()).contains("\"PAYMENT_PENDING\"");
        String other = folder.resolve("other").toString();
        assertThat(pay(terminal(Map.of()), "--state", state, "--store", other))
                .isEqualTo(new Answer(
                        64, "", state + ": holds payments of its own, of which " + other + " would not know\n"));
        assertThat(folder.resolve("other.mv.db")).doesNotExist();
    }

    private static Answer balance(Map<String, String> environment, String store) {
        return new Terminal(VirtualClock.at(NOW), environment)
                .run("balance", "--account", "20000", "--json", "--store", store);
    }

    private static void isOneLineThatTells(Answer answer, String told) {
        assertThat(answer.exitCode()).isEqualTo(64);
        assertThat(answer.out()).isEmpty();
        assertThat(answer.err())
                .contains(told)
                .endsWith("\n")
                .containsOnlyOnce("\n")
                .doesNotContain("hunter2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://h/db?user=me&password=hunter2",
                "jdbc:postgresql://h/db?p%61ssword=hunter2",
                "jdbc:postgresql://me:hunter2@h/db",
                "jdbc:h2:./x;PASSWORD=hunter2",
                "jdbc:mysql://me:hunter2@h/db",
                "postgres://me:hunter2@h/db"
            })
    @DisplayName("refuses an address with a password in it, and does not repeat it:")
    void passwordInAddress(String store) {
        isOneLineThatTells(balance(Map.of("PAYMENTS_SECRET", SECRET), store), "'--store': an address ");
    }

    @ParameterizedTest
    @CsvSource({
        "'', PAYMENTS_SECRET: is not set",
        "hunter2!, PAYMENTS_SECRET: is not base64",
        "c2hvcnQ=, PAYMENTS_SECRET: is shorter than 32 bytes"
    })
    @DisplayName("asks for a good secret with an address, before it connects:")
    void secretOfAddress(String secret, String told) {
        isOneLineThatTells(balance(Map.of("PAYMENTS_SECRET", secret), "jdbc:postgresql://localhost:1/db"), told);
    }

    @Test
    @DisplayName("tells in one line that a database cannot be reached, is not there, or refuses the password")
    void unreachable() {
        Map<String, String> environment =
                Map.of("PAYMENTS_SECRET", SECRET, "PAYMENTS_DB_USER", "postgres", "PAYMENTS_DB_PASSWORD", "hunter2");
        isOneLineThatTells(
                balance(environment, "jdbc:postgresql://localhost:1/db?ApplicationName=shop"),
                "--store jdbc:postgresql://localhost:1/db: the database cannot be reached (SQLSTATE 08001)");
        isOneLineThatTells(
                balance(environment, Postgres.address("nowhere")), "there is no such database (SQLSTATE 3D000)");
        String h2 = "jdbc:h2:" + folder.resolve("protected");
        assertThat(balance(Map.of("PAYMENTS_SECRET", SECRET, "PAYMENTS_DB_PASSWORD", "right"), h2)
                        .exitCode())
                .isZero();
        isOneLineThatTells(balance(environment, h2), "refuses the user or the password");
    }

    @Test
    @DisplayName("tells in one line what is wrong with a file, and leaves it as it is")
    void brokenFile() throws IOException {
        Path broken = Files.writeString(folder.resolve("broken.mv.db"), "no database at all");
        isOneLineThatTells(balance(Map.of(), folder.resolve("broken").toString()), "cannot be opened as a database");
        assertThat(broken).hasContent("no database at all");
        isOneLineThatTells(balance(Map.of(), folder.toString()), "is a directory, not a file");
        isOneLineThatTells(balance(Map.of(), folder.resolve("no/where").toString()), "its directory does not exist");
    }
}
