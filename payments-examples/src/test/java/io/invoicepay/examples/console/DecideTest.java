package io.invoicepay.examples.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.aptean.sandbox.ApteanSandbox;
import io.invoicepay.aptean.sandbox.SandboxClock;
import io.invoicepay.aptean.sandbox.SandboxProgram;
import io.invoicepay.aptean.sandbox.SandboxSettings;
import io.invoicepay.aptean.sandbox.TestCard;
import io.invoicepay.examples.console.Terminal.Answer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("An operator decides")
class DecideTest {
    private static final String EXAMPLE = "PS-INV103001";
    private static final String ACCOUNT = "20000";

    private final Terminal terminal = new Terminal();
    private String state = "";

    @BeforeEach
    void freshState(@TempDir Path folder) {
        state = folder.resolve("state.json").toString();
    }

    private Answer run(String... args) {
        List<String> all = new ArrayList<>(List.of(args));
        all.addAll(List.of("--state", state, "--json"));
        return terminal.run(all.toArray(String[]::new));
    }

    private Answer pay(String... more) {
        List<String> all = new ArrayList<>(List.of(more));
        all.addAll(List.of("--state", state));
        return terminal.pay(EXAMPLE, ACCOUNT, all.toArray(String[]::new));
    }

    private Answer decide(String verdict, String... more) {
        List<String> all = new ArrayList<>(
                List.of("decide", EXAMPLE, "--verdict", verdict, "--operator", "ben", "--reason", "the bank said so"));
        all.addAll(List.of(more));
        return run(all.toArray(String[]::new));
    }

    private String history() {
        return run("history", EXAMPLE, "--account", ACCOUNT).out();
    }

    private void lostRequestUnderReview() {
        assertThat(pay("--card", "lost-request").exitCode()).isEqualTo(3);
        assertThat(run("reconcile", "--advance", "4d").out()).contains("\"status\":\"REVIEW\"");
    }

    private static Answer recorded(String verdict) {
        return new Answer(
                0,
                "{\"number\":\"PS-INV103001\",\"verdict\":\"" + verdict + "\",\"recorded\":true,\"refusals\":[]}\n",
                "");
    }

    private static Answer refused(String verdict, String why) {
        return new Answer(
                1,
                "{\"number\":\"PS-INV103001\",\"verdict\":\"" + verdict + "\",\"recorded\":false,\"refusals\":[\"" + why
                        + "\"]}\n",
                "");
    }

    @Test
    @DisplayName(
            "STA-04 that a lost request was never taken: the invoice can be paid again, and the history says who and why")
    void notPaid() {
        lostRequestUnderReview();
        assertThat(pay().out()).contains("UNDER_REVIEW");
        assertThat(decide("not-paid")).isEqualTo(recorded("NOT_PAID"));
        assertThat(history())
                .contains(
                        "\"actor\":\"operator ben\",\"event\":\"OPERATOR_DECIDED\",\"status\":\"PAYABLE\"",
                        "\"evidence\":\"the bank said so\"");
        assertThat(run("reconcile").out()).endsWith("\"attention\":[]}\n");
        assertThat(pay().out()).contains("\"outcome\":\"PENDING\"");
    }

    @Test
    @DisplayName("STA-05 not with a card number, which the history would keep for good")
    void cardNumber() {
        lostRequestUnderReview();
        Answer answer = run(
                "decide",
                EXAMPLE,
                "--verdict",
                "not-paid",
                "--operator",
                "ben",
                "--reason",
                "card 4111 1111 1111 1111");
        assertThat(answer.exitCode()).isEqualTo(64);
        assertThat(answer.err()).contains("decide: the reason holds what looks like a card number: leave it out");
        assertThat(history()).doesNotContain("4111");
    }

    @Test
    @DisplayName("STA-04 that it was paid, only with a payment to name")
    void paid() {
        lostRequestUnderReview();
        assertThat(decide("paid")).isEqualTo(refused("PAID", "DOES_NOT_FIT"));
        assertThat(decide("overpaid", "--payment", "A-1")).isEqualTo(refused("OVERPAID", "DOES_NOT_FIT"));
        assertThat(history()).doesNotContain("OPERATOR_DECIDED");
        assertThat(decide("paid", "--payment", "A-1")).isEqualTo(recorded("PAID"));
        assertThat(history()).contains("\"status\":\"PAID\"", "\"payments\":[\"A-1\"]");
        assertThat(pay().out()).contains("ALREADY_PAID");
        assertThat(decide("paid", "--payment", "A-1")).isEqualTo(refused("PAID", "NOTHING_TO_DECIDE"));
    }

    @Test
    @DisplayName("STA-06 that of two payments one was given back: once, and then nothing waits any more")
    void overpaid() {
        assertThat(pay("--card", "late-request").exitCode()).isEqualTo(3);
        assertThat(run("invoices", "--account", ACCOUNT, "--pending-elsewhere", EXAMPLE)
                        .exitCode())
                .isZero();
        String attention = run("reconcile", "--advance", "5d").out();
        assertThat(attention).contains("\"status\":\"OVERPAID\",\"attention\":\"OVERPAID\",\"payments\":[\"payment-");
        assertThat(decide("overpaid")).isEqualTo(refused("OVERPAID", "DOES_NOT_FIT"));
        assertThat(decide("paid", "--payment", "payment-13")).isEqualTo(recorded("PAID"));
        assertThat(history()).contains("\"event\":\"OPERATOR_DECIDED\",\"status\":\"PAID\"");
    }

    @Test
    @DisplayName("STA-07 that a payment which was taken back was not paid, on Aptean Pay")
    void reversed() {
        try (ApteanSandbox sandbox = ApteanSandbox.start(SandboxSettings.builder()
                .clock(SandboxClock.standingAt(Instant.parse("2026-11-20T09:00:00Z")))
                .cardProcessing(Duration.ZERO)
                .build())) {
            Terminal aptean = new Terminal(sandbox.clock().asClock(), SandboxProgram.environment(sandbox));
            sandbox.issue(EXAMPLE, 125_000);
            String[] there = {"--provider", "aptean", "--state", state};
            assertThat(aptean.payWith(sandbox.claimCard(TestCard.APPROVED), EXAMPLE, ACCOUNT, there)
                            .exitCode())
                    .isZero();
            sandbox.clock().advance(Duration.ofHours(1));
            aptean.run("reconcile", "--provider", "aptean", "--state", state);
            sandbox.overrulePayment(sandbox.charges().get(0).paymentId(), "FAILED");
            sandbox.clock().advance(Duration.ofDays(2));
            assertThat(aptean.run("reconcile", "--json", "--provider", "aptean", "--state", state)
                            .out())
                    .contains("\"status\":\"PAID\",\"attention\":\"REVERSED\"");
            assertThat(decide("not-paid").exitCode()).isZero();
            assertThat(aptean.payWith(sandbox.claimCard(TestCard.APPROVED), EXAMPLE, ACCOUNT, there)
                            .out())
                    .contains("\"outcome\":\"PENDING\"");
            assertThat(sandbox.liveCharges(EXAMPLE)).hasSize(1);
        }
    }

    @Test
    @DisplayName("STA-04 nothing about a payment that does not wait for a person")
    void nothingToDecide() {
        assertThat(decide("not-paid")).isEqualTo(refused("NOT_PAID", "NOTHING_TO_DECIDE"));
        assertThat(pay().exitCode()).isZero();
        assertThat(decide("not-paid")).isEqualTo(refused("NOT_PAID", "NOTHING_TO_DECIDE"));
        assertThat(history()).doesNotContain("OPERATOR_DECIDED");
        assertThat(terminal.run(
                                "decide",
                                EXAMPLE,
                                "--verdict",
                                "paid",
                                "--operator",
                                "ben",
                                "--reason",
                                "r",
                                "--state",
                                state)
                        .out())
                .isEqualTo("Not recorded: no payment of this invoice waits for a decision.\n");
    }

    @ParameterizedTest(name = "[{index}] {0}")
    @CsvSource({
        "--operator, ' ', --operator: is blank",
        "--reason, '', --reason: is blank",
        "--reason, 'a\tb', --reason: has a control character",
        "--verdict, maybe, Invalid value for option '--verdict': 'maybe' is none of 'paid'",
        "--payment, ' ', Invalid value for option '--payment'"
    })
    @DisplayName("with wrong options, which is one line and changes nothing")
    void wrongOptions(String option, String value, String line) {
        lostRequestUnderReview();
        String before = history();
        List<String> args = new ArrayList<>(List.of(
                "decide", EXAMPLE, "--verdict=not-paid", "--operator=ben", "--reason=because", option + "=" + value));
        args.removeIf(arg -> arg.startsWith(option + "=") && !arg.equals(option + "=" + value));
        Answer answer = run(args.toArray(String[]::new));
        assertThat(answer.exitCode()).isEqualTo(64);
        assertThat(answer.err()).startsWith(line.replace("'paid'", "paid")).hasLineCount(1);
        assertThat(history()).isEqualTo(before);
    }
}
