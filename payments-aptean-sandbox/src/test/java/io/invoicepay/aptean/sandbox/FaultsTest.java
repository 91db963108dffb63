package io.invoicepay.aptean.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FaultsTest {
    private final ApteanSandbox sandbox = ApteanSandbox.start(SandboxSettings.builder()
            .clock(SandboxClock.standingAt(Instant.parse("2026-11-20T12:00:00Z")))
            .requestCap(RequestCap.NONE)
            .keys(KeyContract.IGNORE)
            .build());
    private final SandboxClient server = SandboxClient.server(sandbox).key("k");
    private final String request = sandbox.issue("A-1", 1_000);
    private final String method = sandbox.enterCard(TestCard.APPROVED);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @DisplayName("a connection closed before processing charges nothing, one closed afterwards has charged")
    @ParameterizedTest
    @CsvSource({"false, 0", "true, 1"})
    void closed(boolean processed, int charges) {
        Fault.Damage closed = new Fault.Damage.Closed();
        fail(processed ? Fault.after(closed) : Fault.before(closed));
        assertThatThrownBy(this::pay).isInstanceOf(IllegalStateException.class);
        assertThat(sandbox.charges()).hasSize(charges);
        assertThat(sandbox.received("createPayment")).isEqualTo(1);
    }

    @DisplayName("silence before and after processing: no answer comes, and the ledger knows")
    @ParameterizedTest
    @CsvSource({"false, 0", "true, 1"})
    void silence(boolean processed, int charges) throws InterruptedException {
        Fault.Damage silence = new Fault.Damage.Silence();
        fail(processed ? Fault.after(silence) : Fault.before(silence));
        CompletableFuture<SandboxClient.Answer> answer = payLater();
        assertThat(sandbox.awaitHeld(Duration.ofSeconds(10))).isTrue();
        assertThat(sandbox.charges()).hasSize(charges);
        assertThat(answer).isNotDone();
    }

    @DisplayName("a slow answer comes when the sandbox's time has come")
    @Test
    void slow() throws InterruptedException {
        fail(Fault.after(new Fault.Damage.Slow(Duration.ofSeconds(30))));
        CompletableFuture<SandboxClient.Answer> answer = payLater();
        assertThat(sandbox.awaitHeld(Duration.ofSeconds(10))).isTrue();
        sandbox.clock().advance(Duration.ofSeconds(29));
        assertThat(answer).isNotDone();
        sandbox.clock().advance(Duration.ofSeconds(1));
        assertThat(answer.join().text("data.createPayment.code")).isEqualTo("SUCCESS");
    }

    @DisplayName("a request held back takes effect when it arrives at last")
    @Test
    void late() throws InterruptedException {
        fail(Fault.later(Duration.ofHours(1)));
        CompletableFuture<SandboxClient.Answer> answer = payLater();
        assertThat(sandbox.awaitHeld(Duration.ofSeconds(10))).isTrue();
        sandbox.clock().advance(Duration.ofMinutes(59));
        assertThat(sandbox.charges()).isEmpty();
        sandbox.clock().advance(Duration.ofMinutes(1));
        assertThat(sandbox.charges()).hasSize(1);
        assertThat(answer).isNotDone();
    }

    @DisplayName("a status of a gateway comes with its headers and body, with or without effect behind it")
    @ParameterizedTest
    @ValueSource(ints = {401, 403, 408, 429, 500, 502, 503, 504, 204})
    void statuses(int status) {
        Fault.Damage gateway =
                new Fault.Damage.Status(status, Map.of("Retry-After", "7"), "text/html", "<p>gateway</p>");
        fail(Fault.before(gateway));
        fail(Fault.after(gateway));
        SandboxClient.Answer first = pay();
        assertThat(first.status()).isEqualTo(status);
        assertThat(first.body()).isEqualTo(status == 204 ? "" : "<p>gateway</p>");
        assertThat(sandbox.charges()).isEmpty();
        assertThat(pay().status()).isEqualTo(status);
        assertThat(sandbox.charges()).hasSize(1);
    }

    @DisplayName("HTTP 200 with any body at all, also none")
    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "{\"data\":", "\u0000"})
    void bodies(String body) {
        fail(Fault.after(new Fault.Damage.Body("application/json", body)));
        SandboxClient.Answer answer = pay();
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo(body);
    }

    @DisplayName("a truncated answer breaks off although its length was promised")
    @Test
    void truncated() {
        fail(Fault.after(new Fault.Damage.Truncated()));
        assertThatThrownBy(() -> payLater().join()).isInstanceOf(CompletionException.class);
        assertThat(sandbox.charges()).hasSize(1);
    }

    @DisplayName("errors beside data, and data that is null without errors")
    @Test
    void dataAndErrors() {
        fail(Fault.after(new Fault.Damage.WithErrors()));
        fail(Fault.after(new Fault.Damage.NullData()));
        SandboxClient.Answer both = pay();
        assertThat(both.has("errors")).isTrue();
        assertThat(both.text("data.createPayment.code")).isEqualTo("SUCCESS");
        SandboxClient.Answer none = pay();
        assertThat(none.body()).isEqualTo("{\"data\":null}");
    }

    @DisplayName("any member can have another value: an unknown status, another amount, null")
    @Test
    void rewritten() {
        fail(Fault.after(new Fault.Damage.Rewritten("payment.status", "REVERSED")));
        fail(Fault.after(new Fault.Damage.Rewritten("amount", 1)));
        fail(Fault.after(new Fault.Damage.Rewritten("createPayment.payment", null)));
        assertThat(pay().text("data.createPayment.payment.status")).isEqualTo("REVERSED");
        assertThat(pay().text("data.createPayment.payment.amount")).isEqualTo("1");
        assertThat(pay().body()).contains("\"payment\":null");
        assertThat(sandbox.charges())
                .allSatisfy(charge -> assertThat(charge.amount()).isEqualTo(1_000));
    }

    @DisplayName("a list can show everything twice, and pages can go on for ever")
    @Test
    void repeatedAndEndless() {
        sandbox.faults().next("paymentRequests", Fault.after(new Fault.Damage.Repeated("nodes")));
        sandbox.faults().next("paymentRequests", Fault.after(new Fault.Damage.Rewritten("hasNextPage", true)));
        assertThat(server.find("A-1").at("data.paymentRequests.nodes.1")).isNotNull();
        assertThat(server.find("A-1").at("data.paymentRequests.pageInfo.hasNextPage"))
                .isEqualTo(true);
    }

    @DisplayName(
            "a request delivered twice charges twice where neither keys nor cap are heeded, and once where they are")
    @Test
    void twice() {
        fail(Fault.twice());
        pay();
        assertThat(sandbox.charges()).hasSize(2);
        try (ApteanSandbox careful = ApteanSandbox.start(SandboxSettings.builder()
                .clock(SandboxClock.standingAt(Instant.parse("2026-11-20T12:00:00Z")))
                .build())) {
            careful.faults().next("createPayment", Fault.twice());
            SandboxClient.Answer answer = SandboxClient.server(careful)
                    .key("k")
                    .pay(careful.enterCard(TestCard.APPROVED), careful.issue("A-1", 1_000), 1_000);
            assertThat(answer.text("errors.0.extensions.exception.reasonCode")).isEqualTo("SANDBOX_IDEMPOTENCY");
            assertThat(careful.charges()).hasSize(1);
        }
    }

    @DisplayName("faults hit their own operation in order, then those for any operation, then none")
    @Test
    void order() {
        sandbox.faults().next(Faults.ANY, Fault.before(new Fault.Damage.Body("text/plain", "any")));
        sandbox.faults().next("createPayment", 2, Fault.before(new Fault.Damage.Body("text/plain", "own")));
        assertThat(List.of(pay().body(), pay().body(), pay().body())).containsExactly("own", "own", "any");
        assertThat(pay().text("data.createPayment.code")).isEqualTo("SUCCESS");
        fail(Fault.before(new Fault.Damage.NullData()));
        sandbox.faults().clear();
        assertThat(pay().text("data.createPayment.code")).isEqualTo("SUCCESS");
    }

    @DisplayName("once it is quiet, the ledger shows what became of a request whose sender has hung up")
    @Test
    void quiet() throws InterruptedException, IOException {
        String payment = Json.text(Map.of(
                "query",
                "mutation m($input: CreatePaymentInput!) { createPayment(input: $input) { code } }",
                "variables",
                Map.of("input", SandboxClient.payment(method, request, 1_000))));
        for (int charges = 1; charges <= 20; charges++) {
            server.sendAndHangUp(payment);
            assertThat(sandbox.awaitQuiet(Duration.ofSeconds(10))).isTrue();
            assertThat(sandbox.charges()).hasSize(charges);
        }
    }

    private void fail(Fault fault) {
        sandbox.faults().next("createPayment", fault);
    }

    private SandboxClient.Answer pay() {
        return server.pay(method, request, 1_000);
    }

    private CompletableFuture<SandboxClient.Answer> payLater() {
        return server.postLater(Json.text(Map.of(
                "query",
                "mutation m($input: CreatePaymentInput!) { createPayment(input: $input) { code payment { id } } }",
                "variables",
                Map.of("input", SandboxClient.payment(method, request, 1_000)))));
    }
}
