package io.invoicepay.aptean.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AdminEndpointTest {
    private final ApteanSandbox sandbox = ApteanSandbox.start(SandboxSettings.builder()
            .clock(SandboxClock.standingAt(Instant.parse("2026-11-20T12:00:00Z")))
            .build());

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @DisplayName("another process issues a request, pays it, lets time pass and reads the ledger")
    @Test
    void wholeWalk() {
        Input request = post("requests", Map.of("referenceNumber", "A-1", "amount", 125_000));
        Input cards = post("cards", Map.of("card", "APPROVED"));
        SandboxClient server = SandboxClient.server(sandbox);
        server.key("k-1").pay(cards.requiredText("token"), request.requiredText("id"), 125_000);
        assertThat(post("clock", Map.of("advance", "PT40S")).requiredText("now"))
                .isEqualTo("2026-11-20T12:00:40.000Z");
        assertThat(Web.get(sandbox.apiUrl().resolve("/sandbox/charges")).body())
                .contains(
                        "\"references\":[\"A-1\"]", "\"amount\":125000", "\"key\":\"k-1\"", "\"status\":\"COMPLETED\"");
        assertThat(Web.get(sandbox.apiUrl().resolve("/sandbox/calls")).body())
                .contains("\"operation\":\"createPayment\"");
        assertThat(request.requiredText("paymentUrl"))
                .isEqualTo(sandbox.paymentUrl(request.requiredText("id")).toString());
        assertThat(cards.text("claim")).isPresent();
        assertThat(cards.text("processorToken")).isPresent();
    }

    @DisplayName("each kind of fault can be put in store, and hits the next call")
    @ParameterizedTest
    @CsvSource({
        "'{\"damage\":\"STATUS\",\"status\":503,\"headers\":{\"Retry-After\":0},\"body\":\"busy\"}', 503, busy",
        "'{\"damage\":\"BODY\",\"contentType\":\"text/html\",\"body\":\"<html>\"}', 200, <html>",
        "'{\"damage\":\"NULL_DATA\"}', 200, '{\"data\":null}'",
        "'{\"damage\":\"WITH_ERRORS\",\"operation\":\"account\"}', 200, something else went wrong",
        "'{\"damage\":\"REWRITTEN\",\"path\":\"id\",\"value\":\"other\"}', 200, '\"id\":\"other\"'",
        "'{\"damage\":\"REPEATED\",\"path\":\"account\"}', 200, '\"id\"'",
        "'{\"processing\":\"TWICE\"}', 200, '\"id\"'",
        "'{\"processing\":\"NEVER\"}', 200, '{\"data\":null}'"
    })
    void faults(String fault, int status, String content) {
        assertThat(Web.post(sandbox.apiUrl().resolve("/sandbox/faults"), "application/json", fault)
                        .statusCode())
                .isEqualTo(200);
        SandboxClient.Answer answer = SandboxClient.server(sandbox).ask("{ account { id } }", Map.of());
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains(content);
    }

    @DisplayName("requests are closed and pinned, lists made to lag, reviews decided and refunds failed from outside")
    @Test
    void otherOrders() {
        String first = post("requests", Map.of("referenceNumber", "A-1", "amount", 1_000))
                .requiredText("id");
        String second = post(
                        "requests",
                        Map.of("referenceNumber", "A-2", "amount", 1_000, "discountAmount", 100, "discountFor", "PT1H"))
                .requiredText("id");
        SandboxClient server = SandboxClient.server(sandbox);
        post("requests/close", Map.of("id", first));
        post("requests/status", Map.of("id", second, "status", "UNKNOWN"));
        assertThat(server.requestStatus("A-1")).isEqualTo("CLOSED");
        assertThat(server.requestStatus("A-2")).isEqualTo("UNKNOWN");
        post("requests/status", Map.of("id", second, "status", "UNPAID"));
        String payment = server.key("k")
                .pay(sandbox.enterCard(TestCard.REVIEW), second, 900)
                .text("data.createPayment.payment.id");
        post("reviews", Map.of("paymentId", payment, "approve", true));
        assertThat(server.paymentStatus(payment)).isEqualTo("COMPLETED");
        post("payments/status", Map.of("id", payment, "status", "FAILED"));
        assertThat(server.paymentStatus(payment)).isEqualTo("FAILED");
        assertThat(post("portal-payments", Map.of("requestId", second, "card", "APPROVED"))
                        .text("paymentId"))
                .isPresent();
        post("lag", Map.of("lag", "PT1H"));
        assertThat(server.find("A-1").text("data.paymentRequests.totalCount")).isEqualTo("0");
        assertThat(post("events", Map.of("paymentId", payment)).requiredText("body"))
                .contains(SignedEvents.PAYMENT_CHANGED);
        post("refunds/fail", Map.of("id", "unknown"));
    }

    @DisplayName("nonsense is told as such and changes nothing")
    @ParameterizedTest
    @CsvSource({
        "clock, '{\"advance\":\"-PT1S\"}', 400",
        "clock, '{\"advance\":\"soon\"}', 400",
        "clock, '{}', 400",
        "cards, '{\"card\":\"NONE\"}', 400",
        "faults, '{\"damage\":\"NOVEL\"}', 400",
        "requests, '{\"referenceNumber\":\"A\",\"amount\":99}', 400",
        "requests, 'x', 400",
        "elsewhere, '{}', 404"
    })
    void nonsense(String address, String body, int status) {
        assertThat(Web.post(sandbox.apiUrl().resolve("/sandbox/" + address), "application/json", body)
                        .statusCode())
                .isEqualTo(status);
        assertThat(sandbox.clock().now()).isEqualTo("2026-11-20T12:00:00Z");
    }

    @DisplayName("a form of a web page gets nowhere: JSON is asked for")
    @Test
    void formsAreRefused() {
        HttpResponse<String> answer =
                Web.post(sandbox.apiUrl().resolve("/sandbox/clock"), "text/plain", "{\"advance\":\"PT1H\"}");
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(sandbox.clock().now()).isEqualTo("2026-11-20T12:00:00Z");
    }

    @DisplayName("faults in store can be forgotten")
    @Test
    void forget() {
        post("faults", Map.of("damage", "NULL_DATA"));
        assertThat(Web.method("DELETE", sandbox.apiUrl().resolve("/sandbox/faults"), "accept", "application/json")
                        .statusCode())
                .isEqualTo(200);
        assertThat(SandboxClient.server(sandbox)
                        .ask("{ account { id } }", Map.of())
                        .at("data"))
                .isNotNull();
    }

    private Input post(String address, Map<String, ?> body) {
        HttpResponse<String> answer =
                Web.post(sandbox.apiUrl().resolve("/sandbox/" + address), "application/json", Json.text(body));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return new Input(Json.object(answer.body()).orElseThrow());
    }
}
