package io.invoicepay.aptean.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KeyContractTest {
    @DisplayName("the same payment under the same key: rejected, repeated or charged again, as the contract says")
    @ParameterizedTest
    @CsvSource({"REJECT_USED, false, 1", "REPLAY, true, 1", "REPLAY_SUCCESS, true, 1", "IGNORE, true, 2"})
    void samePaymentTwice(KeyContract contract, boolean answered, int charges) {
        try (ApteanSandbox sandbox = start(contract, settings -> settings.requestCap(RequestCap.NONE))) {
            String request = sandbox.issue("A-1", 100_000);
            String method = sandbox.enterCard(TestCard.APPROVED);
            SandboxClient client = SandboxClient.server(sandbox).key("k");
            SandboxClient.Answer first = client.pay(method, request, 100_000);
            SandboxClient.Answer second = client.pay(method, request, 100_000);

            assertThat(second.at("data") != null).isEqualTo(answered);
            assertThat(sandbox.liveCharges("A-1")).hasSize(charges);
            if (answered && charges == 1) {
                assertThat(second.body()).isEqualTo(first.body());
            }
        }
    }

    @DisplayName("a key that led to an error is forgotten, except where every answer is repeated")
    @ParameterizedTest
    @CsvSource({"REJECT_USED, true", "REPLAY, false", "REPLAY_SUCCESS, true", "IGNORE, true"})
    void afterAnError(KeyContract contract, boolean evaluatedAfresh) {
        try (ApteanSandbox sandbox = start(contract, settings -> settings.settlement(Duration.ofSeconds(40)))) {
            String request = sandbox.issue("A-1", 100_000);
            String payment = SandboxClient.server(sandbox)
                    .key("p")
                    .pay(sandbox.enterCard(TestCard.APPROVED), request, 100_000)
                    .text("data.createPayment.payment.id");
            SandboxClient client = SandboxClient.server(sandbox).key("r");
            assertThat(refund(client, payment)).isEqualTo("ERROR");
            sandbox.clock().advance(Duration.ofSeconds(40));
            assertThat(refund(client, payment)).isEqualTo(evaluatedAfresh ? "SUCCESS" : "ERROR");
        }
    }

    @DisplayName("where answers are repeated, the same key with other input is rejected")
    @ParameterizedTest
    @EnumSource(names = {"REPLAY", "REPLAY_SUCCESS"})
    void otherInput(KeyContract contract) {
        try (ApteanSandbox sandbox = start(contract, settings -> settings)) {
            String first = sandbox.issue("A-1", 100_000);
            String second = sandbox.issue("A-2", 100_000);
            String method = sandbox.enterCard(TestCard.APPROVED);
            SandboxClient client = SandboxClient.server(sandbox).key("k");
            client.pay(method, first, 100_000);
            assertThat(client.pay(method, second, 100_000).text("errors.0.extensions.exception.reasonCode"))
                    .isEqualTo("SANDBOX_IDEMPOTENCY");
            assertThat(sandbox.charges()).hasSize(1);
        }
    }

    @DisplayName(
            "without a key a payment is rejected, unless the sandbox was told not to ask for one; a refund always is")
    @Test
    void missingKey() {
        try (ApteanSandbox strict = start(KeyContract.REJECT_USED, settings -> settings);
                ApteanSandbox lenient =
                        start(KeyContract.REJECT_USED, settings -> settings.paymentKeyRequired(false))) {
            assertThat(SandboxClient.server(strict)
                            .pay(strict.enterCard(TestCard.APPROVED), strict.issue("A-1", 100), 100)
                            .at("data"))
                    .isNull();
            assertThat(strict.charges()).isEmpty();
            String payment = SandboxClient.server(lenient)
                    .pay(lenient.enterCard(TestCard.APPROVED), lenient.issue("A-1", 100), 100)
                    .text("data.createPayment.payment.id");
            assertThat(SandboxClient.server(lenient)
                            .mutate(
                                    "createRefund",
                                    "CreateRefundInput",
                                    "{ code }",
                                    Map.of("paymentId", payment, "refundReason", "test"))
                            .at("data"))
                    .isNull();
        }
    }

    private static String refund(SandboxClient client, String payment) {
        return client.mutate(
                        "createRefund",
                        "CreateRefundInput",
                        "{ code }",
                        Map.of("paymentId", payment, "refundReason", "test"))
                .text("data.createRefund.code");
    }

    private static ApteanSandbox start(KeyContract contract, UnaryOperator<SandboxSettings.Builder> choose) {
        return ApteanSandbox.start(choose.apply(SandboxSettings.builder()
                        .clock(SandboxClock.standingAt(Instant.parse("2026-11-20T12:00:00Z")))
                        .keys(contract))
                .build());
    }
}
