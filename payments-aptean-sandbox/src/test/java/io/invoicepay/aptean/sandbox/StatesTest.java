package io.invoicepay.aptean.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StatesTest {
    private final ApteanSandbox sandbox = ApteanSandbox.start(SandboxSettings.builder()
            .clock(SandboxClock.standingAt(Instant.parse("2026-11-20T12:00:00Z")))
            .build());
    private final SandboxClient server = SandboxClient.server(sandbox);
    private final String request = sandbox.issue("A-1", 100_000);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @DisplayName("each test card leads where its name says, at once and after the settlement time")
    @ParameterizedTest
    @CsvSource({
        "APPROVED, PENDING, COMPLETED",
        "APPROVED_MASTERCARD, PENDING, COMPLETED",
        "DECLINED, FAILED, FAILED",
        "DECLINED_LATER, PENDING, FAILED",
        "REVIEW, PENDING, PENDING",
        "SLOW, PENDING, PENDING"
    })
    void cards(TestCard card, String atOnce, String later) {
        server.key("k").pay(sandbox.enterCard(card), request, 100_000);
        assertThat(server.requestStatus("A-1")).isEqualTo(atOnce);
        sandbox.clock().advance(Duration.ofSeconds(40));
        assertThat(server.requestStatus("A-1")).isEqualTo(later);
    }

    @DisplayName("a slow payment settles after its own time, and a reviewed one when somebody decides")
    @Test
    void slowAndReviewed() {
        String other = sandbox.issue("A-2", 100_000);
        server.key("k1").pay(sandbox.enterCard(TestCard.SLOW), request, 100_000);
        String reviewed = server.key("k2")
                .pay(sandbox.enterCard(TestCard.REVIEW), other, 100_000)
                .text("data.createPayment.payment.id");
        sandbox.clock().advance(Duration.ofHours(1));
        assertThat(server.requestStatus("A-1")).isEqualTo("COMPLETED");
        assertThat(server.requestStatus("A-2")).isEqualTo("PENDING");
        sandbox.decideReview(reviewed, false);
        assertThat(server.requestStatus("A-2")).isEqualTo("FAILED");
    }

    @DisplayName("after a failure the request can be paid again")
    @Test
    void retry() {
        server.key("k1").pay(sandbox.enterCard(TestCard.DECLINED), request, 100_000);
        server.key("k2").pay(sandbox.enterCard(TestCard.APPROVED), request, 100_000);
        sandbox.clock().advance(Duration.ofSeconds(40));
        assertThat(server.requestStatus("A-1")).isEqualTo("COMPLETED");
        assertThat(sandbox.liveCharges("A-1")).hasSize(1);
    }

    @DisplayName("refunds lead through pending to partly and fully refunded, and a failed one shows")
    @Test
    void refunds() {
        String payment = server.key("k")
                .pay(sandbox.enterCard(TestCard.APPROVED), request, 100_000)
                .text("data.createPayment.payment.id");
        sandbox.clock().advance(Duration.ofSeconds(40));
        refund(payment, 30_000);
        assertThat(server.requestStatus("A-1")).isEqualTo("REFUND_PENDING");
        sandbox.clock().advance(Duration.ofSeconds(60));
        assertThat(server.requestStatus("A-1")).isEqualTo("PARTIALLY_REFUNDED");
        sandbox.failRefund(refund(payment, 70_000));
        assertThat(server.requestStatus("A-1")).isEqualTo("REFUND_FAILED");
        refund(payment, 70_000);
        sandbox.clock().advance(Duration.ofSeconds(60));
        assertThat(server.requestStatus("A-1")).isEqualTo("FULLY_REFUNDED");
    }

    @DisplayName("a closed request makes room for a new one with the same reference; an open one does not")
    @Test
    void closeAndReissue() {
        assertThatIllegalArgumentException().isThrownBy(() -> sandbox.issue("A-1", 90_000));
        sandbox.closeRequest(request);
        assertThat(server.requestStatus("A-1")).isEqualTo("CLOSED");
        sandbox.issue("A-1", 90_000);
        SandboxClient.Answer found = server.find("A-1");
        assertThat(found.text("data.paymentRequests.totalCount")).isEqualTo("2");
        assertThat(found.text("data.paymentRequests.nodes.0.status")).isEqualTo("UNPAID");
        assertThat(found.text("data.paymentRequests.nodes.0.amount")).isEqualTo("90000");
    }

    @DisplayName("a request with a payment under way or done can be neither closed nor amended")
    @Test
    void notClosable() {
        server.key("k").pay(sandbox.enterCard(TestCard.APPROVED), request, 100_000);
        assertThatIllegalArgumentException().isThrownBy(() -> sandbox.closeRequest(request));
        assertThat(upsert(Map.of("id", request, "referenceNumber", "A-1", "amount", 90_000))
                        .at("data"))
                .isNull();
    }

    @DisplayName("an unpaid request can be amended, and then has the new amount")
    @Test
    void amend() {
        upsert(Map.of("id", request, "referenceNumber", "A-1", "amount", 90_000));
        assertThat(server.find("A-1").text("data.paymentRequests.nodes.0.amount"))
                .isEqualTo("90000");
    }

    @DisplayName("what breaks a rule for payment requests is rejected, and nothing is made")
    @ParameterizedTest
    @CsvSource({
        "99, 0, '', ''",
        "1000, 901, '', ''",
        "1000, 1000, '', ''",
        "1000, 100, 2026-11-20T11:59:59Z, ''",
        "1000, 0, '', 11/19/2026",
        "1000, 100, 2026-11-30T00:00:00Z, 2026-11-29T00:00:00Z"
    })
    void requestRules(long amount, long discount, String discountEnd, String due) {
        SandboxClient.Answer answer = upsert(Map.of(
                "referenceNumber", "A-9",
                "amount", amount,
                "invoiceRef", "upload",
                "discountAmount", discount,
                "discountEndDate", discountEnd,
                "dueDate", due));
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.at("data")).isNull();
        assertThat(server.find("A-9").text("data.paymentRequests.totalCount")).isEqualTo("0");
    }

    @DisplayName("a payment can be overruled after it was completed")
    @Test
    void overruled() {
        String payment = sandbox.payInPortal(request, TestCard.APPROVED).orElseThrow();
        sandbox.clock().advance(Duration.ofSeconds(40));
        assertThat(server.requestStatus("A-1")).isEqualTo("COMPLETED");
        sandbox.overrulePayment(payment, "FAILED");
        assertThat(server.requestStatus("A-1")).isEqualTo("FAILED");
        assertThat(sandbox.liveCharges("A-1")).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> sandbox.overrulePayment("unknown", "FAILED"));
        assertThatIllegalArgumentException().isThrownBy(() -> sandbox.payInPortal("unknown", TestCard.APPROVED));
    }

    @DisplayName("a pinned status shows whatever the payments say")
    @Test
    void pinned() {
        sandbox.pinStatus(request, "PENDING_AUTHORIZATION");
        assertThat(server.requestStatus("A-1")).isEqualTo("PENDING_AUTHORIZATION");
        assertThat(server.key("k")
                        .pay(sandbox.enterCard(TestCard.APPROVED), request, 100_000)
                        .at("data"))
                .isNull();
    }

    @DisplayName("a claim ends with its date, and one for many uses converts again and again")
    @Test
    void claims() {
        String method = sandbox.enterCard(TestCard.APPROVED);
        String lasting = claim(Map.of("token", method, "expirationDate", "2026-11-20T12:01:00Z"));
        assertThat(convert(lasting)).isEqualTo("SUCCESS");
        assertThat(convert(lasting)).isEqualTo("SUCCESS");
        sandbox.clock().advance(Duration.ofMinutes(1));
        assertThat(convert(lasting)).isEqualTo("ERROR");
        assertThat(convert("clm-unknown")).isEqualTo("ERROR");
        String endless = claim(Map.of("token", method, "expirationDate", ""));
        sandbox.clock().advance(Duration.ofDays(400));
        assertThat(convert(endless)).isEqualTo("SUCCESS");
    }

    @DisplayName("where processing is taken strictly, a card that is still processing makes neither claim nor payment")
    @Test
    void strictProcessing() {
        try (ApteanSandbox strict = ApteanSandbox.start(SandboxSettings.builder()
                .clock(SandboxClock.standingAt(Instant.parse("2026-11-20T12:00:00Z")))
                .strictProcessing(true)
                .build())) {
            String method = strict.enterCard(TestCard.APPROVED);
            SandboxClient browser = SandboxClient.browser(strict);
            Map<String, String> input = Map.of("token", method);
            String selection = "{ code errorReason { code } }";
            assertThat(browser.mutate("createPaymentMethodClaim", "CreatePaymentMethodClaimInput", selection, input)
                            .text("data.createPaymentMethodClaim.errorReason.code"))
                    .isEqualTo("SANDBOX_CARD_PROCESSING");
            assertThat(SandboxClient.server(strict)
                            .key("k")
                            .pay(method, strict.issue("A-1", 100), 100)
                            .at("data"))
                    .isNull();
            strict.clock().advance(Duration.ofSeconds(1));
            assertThat(browser.mutate("createPaymentMethodClaim", "CreatePaymentMethodClaimInput", selection, input)
                            .text("data.createPaymentMethodClaim.code"))
                    .isEqualTo("SUCCESS");
        }
    }

    private String claim(Map<String, ?> input) {
        return SandboxClient.browser(sandbox)
                .mutate(
                        "createPaymentMethodClaim",
                        "CreatePaymentMethodClaimInput",
                        "{ paymentMethodClaim { id } }",
                        input)
                .text("data.createPaymentMethodClaim.paymentMethodClaim.id");
    }

    private String convert(String claim) {
        return server.mutate(
                        "convertPaymentMethodClaim",
                        "ConvertPaymentMethodClaimInput",
                        "{ code }",
                        Map.of("claimId", claim))
                .text("data.convertPaymentMethodClaim.code");
    }

    private SandboxClient.Answer upsert(Map<String, ?> input) {
        return server.mutate("upsertPaymentRequest", "UpsertPaymentRequestInput", "{ code paymentRequestId }", input);
    }

    private String refund(String payment, long amount) {
        return server.key("refund-" + sandbox.calls().size())
                .mutate(
                        "createRefund",
                        "CreateRefundInput",
                        "{ code refund { id } }",
                        Map.of("paymentId", payment, "refundReason", "test", "amount", amount))
                .text("data.createRefund.refund.id");
    }
}
