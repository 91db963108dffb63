package io.invoicepay.aptean.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class CardSiteTest {
    private static final String JSON = "application/json";

    private final ApteanSandbox sandbox = ApteanSandbox.start(SandboxSettings.builder()
            .clock(SandboxClock.standingAt(Instant.parse("2026-11-20T12:00:00Z")))
            .build());

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @DisplayName("script and frame come from an origin of their own, and the frame may load nothing from elsewhere")
    @Test
    void files() {
        assertThat(sandbox.cardOrigin().getPort()).isNotEqualTo(sandbox.apiUrl().getPort());
        HttpResponse<String> script = Web.get(sandbox.cardScriptUrl());
        assertThat(script.headers().firstValue("content-type").orElseThrow()).startsWith("text/javascript");
        assertThat(script.body())
                .contains("window.ApteanPay", "createClaim", "createTokenCallback", "mount(", "destroy(");
        HttpResponse<String> frame = Web.get(sandbox.cardOrigin().resolve("/card-frame"));
        assertThat(frame.body()).contains("id=\"ccnumber\"").doesNotContain("<script>", "style=");
        assertThat(frame.headers().firstValue("content-security-policy").orElseThrow())
                .contains("default-src 'none'", "script-src 'self'", "frame-ancestors http://127.0.0.1:*");
        assertThat(Web.get(sandbox.cardOrigin().resolve("/card-frame.js")).statusCode())
                .isEqualTo(200);
        assertThat(Web.get(sandbox.cardOrigin().resolve("/other")).statusCode()).isEqualTo(404);
        assertThat(Web.get(sandbox.cardOrigin().resolve("/apteanpay-js/v1/other"))
                        .statusCode())
                .isEqualTo(404);
    }

    @DisplayName("an entered test card becomes a token with its last four digits, and the number is gone")
    @ParameterizedTest
    @EnumSource
    void enter(TestCard card) {
        HttpResponse<String> answer = enter(card.number(), "12", "30", "123");
        assertThat(answer.statusCode()).isEqualTo(200);
        Input entered = new Input(Json.object(answer.body()).orElseThrow());
        assertThat(entered.requiredText("lastFour"))
                .isEqualTo(card.number().substring(card.number().length() - 4));
        sandbox.clock().advance(Duration.ofSeconds(1));
        SandboxClient.Answer method = SandboxClient.server(sandbox)
                .ask(
                        "query q($id: String) { paymentMethods(id: $id) { nodes { status creditCard { lastFour"
                                + " expirationMonth expirationYear cardHolder { holderName } } } } }",
                        Map.of("id", entered.requiredText("token")));
        assertThat(method.text("data.paymentMethods.nodes.0.status"))
                .isEqualTo(card == TestCard.UNUSABLE ? "PROCESSING_ERROR" : "VERIFIED");
        assertThat(method.text("data.paymentMethods.nodes.0.creditCard.expirationYear"))
                .isEqualTo("2030");
        assertThat(method.text("data.paymentMethods.nodes.0.creditCard.cardHolder.holderName"))
                .isEqualTo("Test Payer");
        assertThat(answer.body() + method.body()).doesNotContain(card.number());
    }

    @DisplayName("what is wrong with a card is told by field, all of it together")
    @ParameterizedTest
    @CsvSource({
        "'', 12, 30, 123, ccnumber",
        "4111111111111114, 12, 30, 123, ccnumber",
        "4242424242424242, 12, 30, 123, ccnumber",
        "4111 1111 1111 1111, 10, 26, 123, ccexp",
        "4111111111111111, 13, 30, 123, ccexp",
        "4111111111111111, 12, 30, 12, cvv",
        "1, 0, 1, 1, 'ccnumber,ccexp,cvv'"
    })
    void faults(String number, String month, String year, String cvv, String fields) {
        HttpResponse<String> answer = enter(number, month, year, cvv);
        assertThat(answer.statusCode()).isEqualTo(422);
        assertThat(new Input(Json.object(answer.body()).orElseThrow())
                        .objects("errors").stream().map(error -> error.requiredText("param")))
                .containsExactly(fields.split(","));
        if (number.length() > 12) {
            assertThat(answer.body()).doesNotContain(number);
        }
    }

    @DisplayName("a card is taken as JSON alone, so that no page can post one by a form")
    @Test
    void onlyJson() {
        assertThat(Web.post(sandbox.cardOrigin().resolve("/cards"), "text/plain", "{}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(Web.get(sandbox.cardOrigin().resolve("/cards")).statusCode()).isEqualTo(400);
    }

    @DisplayName("the storefront's page may ask the card origin for a claim, across origins and without the secret")
    @Test
    void crossOriginClaim() {
        HttpResponse<String> preflight =
                Web.method("OPTIONS", sandbox.cardOrigin().resolve("/graphql"), "Origin", "http://shop.example");
        assertThat(preflight.statusCode()).isEqualTo(204);
        assertThat(preflight.headers().firstValue("access-control-allow-origin"))
                .contains("http://shop.example");
        assertThat(preflight
                        .headers()
                        .firstValue("access-control-allow-headers")
                        .orElseThrow())
                .contains("x-aptean-apim", "x-aptean-account")
                .doesNotContain("secret");

        String token = new Input(Json.object(enter(TestCard.APPROVED.number(), "12", "30", "123")
                                .body())
                        .orElseThrow())
                .requiredText("token");
        String claim = SandboxClient.browser(sandbox)
                .mutate(
                        "createPaymentMethodClaim",
                        "CreatePaymentMethodClaimInput",
                        "{ paymentMethodClaim { id } }",
                        Map.of("token", token, "singleUse", true))
                .text("data.createPaymentMethodClaim.paymentMethodClaim.id");
        assertThat(SandboxClient.server(sandbox)
                        .mutate(
                                "convertPaymentMethodClaim",
                                "ConvertPaymentMethodClaimInput",
                                "{ paymentMethod { id } }",
                                Map.of("claimId", claim))
                        .text("data.convertPaymentMethodClaim.paymentMethod.id"))
                .isEqualTo(token);
    }

    private HttpResponse<String> enter(String number, String month, String year, String cvv) {
        return Web.post(
                sandbox.cardOrigin().resolve("/cards"),
                JSON,
                Json.text(Map.of(
                        "number", number,
                        "month", month,
                        "year", year,
                        "cvv", cvv,
                        "holder", Map.of("name", "Test Payer"))));
    }
}
