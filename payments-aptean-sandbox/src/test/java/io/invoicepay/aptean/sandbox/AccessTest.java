package io.invoicepay.aptean.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessTest {
    private static final String ACCOUNT = "{ account { id } }";
    private static final String CLAIM =
            "mutation m($input: CreatePaymentMethodClaimInput!) { createPaymentMethodClaim(input: $input) { code } }";

    private final ApteanSandbox sandbox = ApteanSandbox.start(SandboxSettings.builder()
            .clock(SandboxClock.standingAt(Instant.parse("2026-11-20T12:00:00Z")))
            .build());
    private final SandboxClient server = SandboxClient.server(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @DisplayName("each missing or wrong credential is refused with errors and without data")
    @ParameterizedTest
    @ValueSource(strings = {"x-aptean-apim", "x-aptean-tenant", "x-aptean-tenant-secret"})
    void credentials(String header) {
        for (SandboxClient.Answer answer : new SandboxClient.Answer[] {
            server.without(header).ask(ACCOUNT, Map.of()),
            server.with(header, "wrong").ask(ACCOUNT, Map.of())
        }) {
            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.has("errors")).isTrue();
            assertThat(answer.has("data")).isFalse();
        }
        assertThat(sandbox.calls()).isEmpty();
    }

    @DisplayName("the base address answers as the endpoint does, and other addresses do not exist")
    @Test
    void addresses() {
        assertThat(server.at(sandbox.apiUrl()).ask(ACCOUNT, Map.of()).status()).isEqualTo(200);
        assertThat(server.at(sandbox.apiUrl().resolve("/elsewhere")).post("{}").status())
                .isEqualTo(404);
    }

    @DisplayName("a browser makes claims and nothing else, and only with the right account")
    @Test
    void browser() {
        SandboxClient browser = SandboxClient.browser(sandbox);
        Map<String, ?> input = Map.of("input", Map.of("token", sandbox.enterCard(TestCard.APPROVED)));
        assertThat(browser.ask(CLAIM, input).status()).isEqualTo(200);
        assertThat(browser.without("x-aptean-account").ask(CLAIM, input).status())
                .isEqualTo(401);
        assertThat(browser.with("x-aptean-account", "other").ask(CLAIM, input).status())
                .isEqualTo(401);
        assertThat(browser.ask(ACCOUNT, Map.of()).status()).isEqualTo(403);
        assertThat(server.ask(CLAIM, input).status()).isEqualTo(403);
    }

    @DisplayName("the card origin takes no server's credentials")
    @Test
    void cardOriginIsForBrowsers() {
        assertThat(server.at(sandbox.cardOrigin().resolve("/graphql"))
                        .ask(ACCOUNT, Map.of())
                        .status())
                .isEqualTo(401);
    }

    @DisplayName("a checkout session can be read back by the consumer of hosted checkout, and by nobody else")
    @Test
    void checkoutSession() {
        SandboxClient checkout = SandboxClient.checkout(sandbox);
        String id = checkout.mutate(
                        "createCheckoutSession",
                        "CreateCheckoutSessionInput",
                        "{ checkoutSession { id } }",
                        Map.of(
                                "amount", 100,
                                "currency", "USD",
                                "successUrl", "https://shop.example/ok",
                                "cancelUrl", "https://shop.example/cancel"))
                .text("data.createCheckoutSession.checkoutSession.id");
        String query = "query q($id: String!) { checkoutSession(input: {id: $id}) { amount payerDetails { name } } }";
        assertThat(checkout.ask(query, Map.of("id", id)).text("data.checkoutSession.amount"))
                .isEqualTo("100");
        assertThat(checkout.ask(query, Map.of("id", "unknown")).at("data")).isNull();
        assertThat(server.ask(query, Map.of("id", id)).status()).isEqualTo(403);
    }

    @DisplayName("a field hidden in a fragment is guarded like any other")
    @Test
    void fragments() {
        SandboxClient browser = SandboxClient.browser(sandbox);
        assertThat(browser.ask("query q { ...f } fragment f on Query { account { id } }", Map.of())
                        .status())
                .isEqualTo(403);
        assertThat(browser.ask("{ ... on Query { account { id } } }", Map.of()).status())
                .isEqualTo(403);
    }

    @DisplayName("what is no GraphQL request, does not parse or does not fit the schema is HTTP 400 without data")
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"query\": 7}",
                "{\"query\": \"{ account\"}",
                "{\"query\": \"{ nothing }\"}",
                "{\"query\": \"{ account }\"}",
                "{\"query\": \"{ account { id } } query b { account { id } }\"}",
                "{\"query\": \"query q($f: Int!) { payments(first: $f) { totalCount } }\"}",
                "{\"query\": \"query q($f: Int) { payments(first: $f) { totalCount } }\", \"variables\": {\"f\": 1.5}}",
                "{\"query\": \"query q($d: DateTime) { payments(startDate: $d) { totalCount } }\", \"variables\": {\"d\": \"x\"}}"
            })
    void malformed(String body) {
        SandboxClient.Answer answer = server.post(body);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.has("errors")).isTrue();
        assertThat(answer.has("data")).isFalse();
    }

    @DisplayName("introspection is closed, except to the code generator's headers")
    @Test
    void introspection() {
        String query = "{ __schema { queryType { name } } }";
        assertThat(server.ask(query, Map.of()).status()).isEqualTo(400);
        assertThat(server.with("x-ezpay-pmt", "x")
                        .with("x-aptean-codegen", "true")
                        .ask(query, Map.of())
                        .text("data.__schema.queryType.name"))
                .isEqualTo("Query");
    }

    @DisplayName("an operation that the sandbox does not have is a business rejection, not a crash")
    @Test
    void unsupported() {
        SandboxClient.Answer answer =
                server.ask("{ customers(orderBy: {direction: ASC, field: TIMESTAMP}) { totalCount } }", Map.of());
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.text("errors.0.extensions.exception.reasonCode")).isEqualTo("SANDBOX_UNSUPPORTED");
    }
}
