package io.invoicepay.aptean.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountRulesTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @DisplayName("less or more than the payable amount is rejected without a charge")
    @ParameterizedTest
    @CsvSource({"99999", "100001", "1", "0", "-100000"})
    void otherAmounts(long amount) {
        try (ApteanSandbox sandbox = start(settings -> settings)) {
            String request = sandbox.issue("A-1", 100_000);
            assertRejected(pay(sandbox, request, amount, true));
            assertThat(sandbox.charges()).isEmpty();
        }
    }

    @DisplayName("until the discount ends exactly the discounted amount is payable, afterwards exactly the full one")
    @ParameterizedTest
    @CsvSource({"0, 95000, true", "0, 100000, false", "86400, 95000, true", "86401, 95000, false", "86401, 100000, true"
    })
    void discount(long secondsLater, long amount, boolean taken) {
        try (ApteanSandbox sandbox = start(settings -> settings.settlement(Duration.ZERO))) {
            String request = sandbox.issue("A-1", 100_000, 5_000, Duration.ofDays(1));
            sandbox.clock().advance(Duration.ofSeconds(secondsLater));
            SandboxClient.Answer answer = pay(sandbox, request, amount, true);
            if (taken) {
                assertThat(answer.text("data.createPayment.code")).isEqualTo("SUCCESS");
                assertThat(SandboxClient.server(sandbox).requestStatus("A-1")).isEqualTo("COMPLETED");
            } else {
                assertRejected(answer);
            }
        }
    }

    @DisplayName("an authorisation takes the full amount whatever the discount, and can be captured or cancelled")
    @Test
    void authorisation() {
        try (ApteanSandbox sandbox = start(settings -> settings)) {
            String request = sandbox.issue("A-1", 100_000, 5_000, Duration.ofDays(1));
            assertRejected(pay(sandbox, request, 95_000, false));
            String payment = pay(sandbox, request, 100_000, false).text("data.createPayment.payment.id");
            sandbox.clock().advance(Duration.ofHours(1));
            SandboxClient server = SandboxClient.server(sandbox);
            assertThat(server.paymentStatus(payment)).isEqualTo("PENDING");

            server.mutate("capturePayment", "CapturePaymentInput", "{ code }", Map.of("paymentId", payment));
            sandbox.clock().advance(Duration.ofSeconds(40));
            assertThat(server.paymentStatus(payment)).isEqualTo("COMPLETED");
            assertRejected(
                    server.mutate("cancelPayment", "CancelPaymentInput", "{ code }", Map.of("paymentId", payment)));
        }
    }

    @DisplayName("partial payments need their feature, settle the request together, and never more than it")
    @Test
    void partialPayments() {
        try (ApteanSandbox sandbox =
                start(settings -> settings.partialPayment(true).settlement(Duration.ZERO))) {
            SandboxClient server = SandboxClient.server(sandbox);
            String request = sandbox.issue("A-1", 100_000);
            pay(sandbox, request, 40_000, true);
            assertThat(server.requestStatus("A-1")).isEqualTo("PARTIALLY_PAID");
            assertRejected(pay(sandbox, request, 60_001, true));
            pay(sandbox, request, 60_000, true);
            assertThat(server.requestStatus("A-1")).isEqualTo("COMPLETED");
            assertThat(sandbox.liveCharges("A-1")).hasSize(2);
        }
    }

    @DisplayName("one payment for several requests needs the consolidated feature, and its parts must add up")
    @Test
    void consolidatedPayments() {
        try (ApteanSandbox plain = start(settings -> settings);
                ApteanSandbox allowed = start(settings -> settings.consolidatedPayment(true))) {
            assertRejected(payBoth(plain, 100_000, 50_000, 150_000));
            assertRejected(payBoth(allowed, 100_000, 50_000, 150_001));
            assertThat(payBoth(allowed, 100_000, 50_000, 150_000).text("data.createPayment.code"))
                    .isEqualTo("SUCCESS");
            assertThat(allowed.charges()).singleElement().satisfies(charge -> {
                assertThat(charge.references()).containsExactly("A-1", "A-2");
                assertThat(charge.amount()).isEqualTo(150_000);
            });
        }
    }

    @DisplayName("the cap decides whether a second payment of one request is taken")
    @ParameterizedTest
    @CsvSource({
        "COMPLETED_AND_PENDING, false, 1",
        "COMPLETED_AND_PENDING, true, 1",
        "COMPLETED, false, 2",
        "COMPLETED, true, 1",
        "NONE, false, 2",
        "NONE, true, 2"
    })
    void cap(RequestCap cap, boolean firstSettled, int charges) {
        try (ApteanSandbox sandbox = start(settings -> settings.requestCap(cap))) {
            String request = sandbox.issue("A-1", 100_000);
            pay(sandbox, request, 100_000, true);
            sandbox.clock().advance(Duration.ofSeconds(firstSettled ? 40 : 1));
            pay(sandbox, request, 100_000, true);
            assertThat(sandbox.liveCharges("A-1")).hasSize(charges);
        }
    }

    @DisplayName("a payment that names no request is charged and settles nothing")
    @Test
    void withoutRequest() {
        try (ApteanSandbox sandbox = start(settings -> settings)) {
            sandbox.issue("A-1", 100_000);
            SandboxClient.Answer answer = create(
                    sandbox,
                    Map.of(
                            "paymentMethodId",
                            sandbox.enterCard(TestCard.APPROVED),
                            "amount",
                            100_000,
                            "currency",
                            "USD",
                            "immediateCapture",
                            true));
            assertThat(answer.text("data.createPayment.code")).isEqualTo("SUCCESS");
            assertThat(sandbox.charges())
                    .singleElement()
                    .satisfies(charge -> assertThat(charge.references()).isEmpty());
            assertThat(SandboxClient.server(sandbox).requestStatus("A-1")).isEqualTo("UNPAID");
        }
    }

    @DisplayName("with the fee feature on, the card is charged the fee on top, and the account says so")
    @Test
    void convenienceFee() {
        try (ApteanSandbox sandbox = start(settings -> settings.convenienceFee(250))) {
            String request = sandbox.issue("A-1", 100_000);
            pay(sandbox, request, 100_000, true);
            assertThat(sandbox.charges().get(0).amount()).isEqualTo(102_500);
            assertThat(SandboxClient.server(sandbox)
                            .ask("{ account { settings { features { payments { convenienceFees } } } } }", Map.of())
                            .at("data.account.settings.features.payments.convenienceFees"))
                    .isEqualTo(true);
        }
    }

    @DisplayName("another currency than the merchant's, an unknown method and an unknown request are rejected")
    @Test
    void strangers() {
        try (ApteanSandbox sandbox = start(settings -> settings.currency("CAD"))) {
            String request = sandbox.issue("A-1", 100_000);
            assertRejected(pay(sandbox, request, 100_000, true));
        }
        try (ApteanSandbox sandbox = start(settings -> settings)) {
            String request = sandbox.issue("A-1", 100_000);
            assertRejected(SandboxClient.server(sandbox).key("k").pay("pm-unknown", request, 100_000));
            assertRejected(pay(sandbox, "unknown", 100_000, true));
            sandbox.closeRequest(request);
            assertRejected(pay(sandbox, request, 100_000, true));
            assertThat(sandbox.charges()).isEmpty();
        }
    }

    private static ApteanSandbox start(UnaryOperator<SandboxSettings.Builder> choose) {
        return ApteanSandbox.start(choose.apply(SandboxSettings.builder().clock(SandboxClock.standingAt(NOON)))
                .build());
    }

    private static SandboxClient.Answer pay(ApteanSandbox sandbox, String request, long amount, boolean capture) {
        return create(
                sandbox,
                Map.of(
                        "paymentMethodId", sandbox.enterCard(TestCard.APPROVED),
                        "amount", amount,
                        "currency", "USD",
                        "immediateCapture", capture,
                        "paymentRequestId", request));
    }

    private static SandboxClient.Answer payBoth(ApteanSandbox sandbox, long first, long second, long amount) {
        return create(
                sandbox,
                Map.of(
                        "paymentMethodId",
                        sandbox.enterCard(TestCard.APPROVED),
                        "amount",
                        amount,
                        "currency",
                        "USD",
                        "immediateCapture",
                        true,
                        "paymentRequestAllocation",
                        List.of(
                                Map.of("paymentRequestId", id(sandbox, "A-1", first), "amount", first),
                                Map.of("paymentRequestId", id(sandbox, "A-2", second), "amount", second))));
    }

    @DisplayName(
            "a test pays chosen amounts in the portal, sends a part back, and is refused what the features do not allow")
    @Test
    void chosenAmounts() {
        try (ApteanSandbox sandbox =
                        start(settings -> settings.partialPayment(true).consolidatedPayment(true));
                ApteanSandbox strict = start(settings -> settings)) {
            String first = sandbox.issue("A-1", 100_000);
            String second = sandbox.issue("A-2", 50_000);
            String payment = sandbox.payInPortal(Map.of(first, 25_000L, second, 50_000L), TestCard.APPROVED);
            sandbox.clock().advance(Duration.ofSeconds(40));
            SandboxClient server = SandboxClient.server(sandbox);
            assertThat(server.requestStatus("A-1")).isEqualTo("PARTIALLY_PAID");
            assertThat(server.requestStatus("A-2")).isEqualTo("COMPLETED");
            assertThat(sandbox.charges()).singleElement().satisfies(charge -> {
                assertThat(charge.amount()).isEqualTo(75_000);
                assertThat(charge.channel()).isEqualTo(Charge.Channel.PORTAL);
            });

            assertThat(sandbox.refund(payment, 1_000)).isNotBlank();
            assertThatThrownBy(() -> sandbox.refund(payment, 75_000)).isInstanceOf(IllegalArgumentException.class);
            String whole = strict.issue("A-1", 100_000);
            assertThatThrownBy(() -> strict.payInPortal(Map.of(whole, 25_000L), TestCard.APPROVED))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @DisplayName("one reference is refused to a second open request, unless that is switched off")
    @Test
    void sharedReferences() {
        try (ApteanSandbox sandbox = start(settings -> settings);
                ApteanSandbox loose = start(settings -> settings.uniqueReferences(false))) {
            String first = sandbox.issue("A-1", 100_000);
            assertThatThrownBy(() -> sandbox.issue("A-1", 90_000)).isInstanceOf(IllegalArgumentException.class);
            sandbox.closeRequest(first);
            assertThat(sandbox.issue("A-1", 90_000)).isNotEqualTo(first);

            assertThat(loose.issue("A-1", 100_000)).isNotEqualTo(loose.issue("A-1", 90_000));
        }
    }

    private static String id(ApteanSandbox sandbox, String reference, long amount) {
        SandboxClient.Answer found = SandboxClient.server(sandbox).find(reference);
        return found.text("data.paymentRequests.totalCount").equals("0")
                ? sandbox.issue(reference, amount)
                : found.text("data.paymentRequests.nodes.0.id");
    }

    private static SandboxClient.Answer create(ApteanSandbox sandbox, Map<String, ?> input) {
        return SandboxClient.server(sandbox)
                .key("key-" + sandbox.calls().size())
                .mutate("createPayment", "CreatePaymentInput", "{ code payment { id status } }", input);
    }

    private static void assertRejected(SandboxClient.Answer answer) {
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("data")).isNull();
        assertThat(answer.text("errors.0.extensions.exception.reasonCode")).startsWith("SANDBOX_");
    }
}
