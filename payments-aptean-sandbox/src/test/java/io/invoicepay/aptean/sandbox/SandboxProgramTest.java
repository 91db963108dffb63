package io.invoicepay.aptean.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxProgramTest {
    @DisplayName("the program prints what an adapter needs, and a call made with that is answered")
    @Test
    void printsEnvironment() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ApteanSandbox sandbox = SandboxProgram.start(
                List.of(
                        "--schema",
                        "2021",
                        "--keys",
                        "replay-success",
                        "--seed",
                        "7",
                        "--port",
                        "0",
                        "--card-port",
                        "0"),
                new PrintStream(out, true, StandardCharsets.UTF_8))) {
            assertThat(out.toString(StandardCharsets.UTF_8).lines())
                    .contains("APTEAN_PAY_URL=" + sandbox.apiUrl(), "APTEAN_PAY_SDK_URL=" + sandbox.cardScriptUrl())
                    .hasSize(10);
            SandboxClient server = SandboxClient.server(sandbox);
            assertThat(server.ask("{ account { id } }", Map.of()).status()).isEqualTo(200);
            assertThat(server.ask("{ account { payFacType } }", Map.of()).status())
                    .isEqualTo(400);
        }
    }

    @DisplayName("the same seed and the same calls give the same identifiers, another seed others")
    @Test
    void seeded() {
        assertThat(identifier("7")).isEqualTo(identifier("7")).isNotEqualTo(identifier("8"));
    }

    @DisplayName("an argument that is unknown, lacks its value or makes no sense is told")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "--port",
                "--port x",
                "--speed 3",
                "--schema 1999",
                "--keys never",
                "--currency EUR",
                "--port 70000",
                "--webhook nowhere",
                "--webhook ::"
            })
    void wrongArguments(String line) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SandboxProgram.start(Arrays.asList(line.split(" ")), System.out))
                .withMessageContaining(line.replaceFirst(" .*", ""));
    }

    @DisplayName("a port that is taken is told")
    @Test
    void takenPort() {
        try (ApteanSandbox first = ApteanSandbox.start(SandboxSettings.builder().build())) {
            SandboxSettings samePort =
                    SandboxSettings.builder().port(first.apiUrl().getPort()).build();
            Assertions.assertThatThrownBy(() -> ApteanSandbox.start(samePort)).isInstanceOf(UncheckedIOException.class);
        }
    }

    private static String identifier(String seed) {
        PrintStream nowhere = new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8);
        try (ApteanSandbox sandbox = SandboxProgram.start(List.of("--seed", seed), nowhere)) {
            return sandbox.issue("A-1", 1_000);
        }
    }
}
