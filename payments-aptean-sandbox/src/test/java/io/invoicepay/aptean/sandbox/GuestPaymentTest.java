package io.invoicepay.aptean.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class GuestPaymentTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");
    private static final String REFERENCE = "PSI-100245";

    private final ApteanSandbox sandbox = ApteanSandbox.start(
            SandboxSettings.builder().clock(SandboxClock.standingAt(NOON)).build());
    private final SandboxClient server = SandboxClient.server(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @DisplayName("a guest's card goes from claim to completed payment, and the ledger shows one charge")
    @Test
    void fromClaimToCompletedPayment() {
        String request = sandbox.issue(REFERENCE, 125_000);
        String claim = sandbox.claimCard(TestCard.APPROVED);

        assertThat(server.requestStatus(REFERENCE)).isEqualTo("UNPAID");
        String method = convert(claim);
        assertThat(methodStatus(method)).isEqualTo("PROCESSING");
        sandbox.clock().advance(Duration.ofSeconds(1));
        assertThat(methodStatus(method)).isEqualTo("VERIFIED");

        SandboxClient.Answer paid = server.key("k-1").pay(method, request, 125_000);
        assertThat(paid.text("data.createPayment.code")).isEqualTo("SUCCESS");
        assertThat(paid.text("data.createPayment.payment.status")).isEqualTo("PENDING");
        assertThat(server.requestStatus(REFERENCE)).isEqualTo("PENDING");

        sandbox.clock().advance(Duration.ofSeconds(40));
        String payment = paid.text("data.createPayment.payment.id");
        assertThat(server.paymentStatus(payment)).isEqualTo("COMPLETED");
        assertThat(server.requestStatus(REFERENCE)).isEqualTo("COMPLETED");
        assertThat(sandbox.charges()).singleElement().satisfies(charge -> {
            assertThat(charge.paymentId()).isEqualTo(payment);
            assertThat(charge.references()).containsExactly(REFERENCE);
            assertThat(charge.amount()).isEqualTo(125_000);
            assertThat(charge.key()).contains("k-1");
            assertThat(charge.status()).isEqualTo("COMPLETED");
        });
        assertThat(sandbox.received("createPayment")).isEqualTo(1);
    }

    private String convert(String claim) {
        return server.mutate(
                        "convertPaymentMethodClaim",
                        "ConvertPaymentMethodClaimInput",
                        "{ code paymentMethod { id } }",
                        Map.of("claimId", claim))
                .text("data.convertPaymentMethodClaim.paymentMethod.id");
    }

    private String methodStatus(String id) {
        return server.ask("query q($id: String) { paymentMethods(id: $id) { nodes { status } } }", Map.of("id", id))
                .text("data.paymentMethods.nodes.0.status");
    }
}
