package io.invoicepay.aptean.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SignedEventsTest {
    private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

    @DisplayName("an event has the members of the sample, and both signatures fit the payload's text to the letter")
    @Test
    void signedEvent() throws GeneralSecurityException {
        try (ApteanSandbox sandbox = start(SandboxSettings.builder())) {
            String payload = "{\"note\":\"Zahlung für Rechnung / paid\",\"ratio\":10.0,\"amount\":1}";
            String body = sandbox.events().signed("example-event", payload);

            Map<?, ?> event = single(body);
            assertThat(event.keySet())
                    .isEqualTo(single(ApteanSandbox.resource("examples/81-aip-notification.request.json"))
                            .keySet());
            assertThat(Input.of(event).requiredText("eventTime")).isEqualTo("2026-11-20T12:00:00.0000000Z");
            assertThat(body).contains("\"payload\":" + payload);
            List<Input> signatures = signatures(event);
            assertThat(signatures).hasSize(2);
            for (int i = 0; i < 2; i++) {
                assertThat(decoded(Base64.getUrlDecoder(), signatures.get(i), "protected"))
                        .asString(StandardCharsets.UTF_8)
                        .isEqualTo("{\"alg\":\"RS256\"}");
                byte[] signature = decoded(Base64.getDecoder(), signatures.get(i), "signature");
                assertThat(fits(publicKey(sandbox, i), payload, signature)).isTrue();
                assertThat(fits(publicKey(sandbox, 1 - i), payload, signature)).isFalse();
                assertThat(fits(publicKey(sandbox, i), payload.replace("10.0", "10"), signature))
                        .isFalse();
            }
        }
    }

    @DisplayName("the public keys are served as PEM texts, the primary first")
    @Test
    void publicKeys() {
        try (ApteanSandbox sandbox = start(SandboxSettings.builder())) {
            Input answer = new Input(Json.object(
                            Web.get(sandbox.apiUrl().resolve("/v1/public-keys")).body())
                    .orElseThrow());
            assertThat(answer.texts("items"))
                    .isEqualTo(sandbox.events().publicKeys())
                    .allMatch(key -> key.startsWith("-----BEGIN PUBLIC KEY-----\n"))
                    .hasSize(2);
            assertThat(answer.texts("warnings")).isEmpty();
        }
    }

    @DisplayName("the handshake has the members of the sample and the code asked for")
    @Test
    void handshake() {
        try (ApteanSandbox sandbox = start(SandboxSettings.builder())) {
            Map<?, ?> event = single(sandbox.events().subscriptionValidation("CODE-1"));
            assertThat(event.keySet())
                    .isEqualTo(single(ApteanSandbox.resource("examples/80-aip-subscription-validation.request.json"))
                            .keySet());
            assertThat(Input.of(event).object("data").requiredText("validationCode"))
                    .isEqualTo("CODE-1");
        }
    }

    @DisplayName("with a webhook, every change of a payment is posted there")
    @Test
    void webhook() throws IOException, InterruptedException {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        HttpServer subscriber = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        subscriber.createContext("/hook", exchange -> {
            String type = exchange.getRequestHeaders().getFirst("aeg-event-type");
            received.add(type + " " + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        subscriber.start();
        URI hook = URI.create("http://127.0.0.1:" + subscriber.getAddress().getPort() + "/hook");
        try (ApteanSandbox sandbox = start(SandboxSettings.builder().webhook(hook))) {
            SandboxClient.server(sandbox)
                    .key("k")
                    .pay(sandbox.enterCard(TestCard.APPROVED), sandbox.issue("A-1", 1_000), 1_000);
            assertThat(received.poll(20, TimeUnit.SECONDS))
                    .startsWith("Notification [")
                    .contains("\"referenceNumber\":\"A-1\"", "\"status\":\"PENDING\"");
            sandbox.clock().advance(Duration.ofSeconds(40));
            assertThat(received.poll(20, TimeUnit.SECONDS)).contains("\"status\":\"COMPLETED\"");

            String event =
                    sandbox.events().paymentChanged(sandbox.charges().get(0).paymentId());
            assertThat(sandbox.events().post(hook, "Notification", event)).isEqualTo(200);
            assertThat(received.poll(20, TimeUnit.SECONDS)).isEqualTo("Notification " + event);
        } finally {
            subscriber.stop(0);
        }
    }

    @DisplayName("a subscriber that is not there is no error, and status 0")
    @Test
    void nobodyThere() {
        URI address;
        try (ApteanSandbox gone = start(SandboxSettings.builder())) {
            address = gone.apiUrl();
        }
        try (ApteanSandbox sandbox = start(SandboxSettings.builder())) {
            assertThat(sandbox.events().post(address, "Notification", "[]")).isZero();
        }
    }

    private static ApteanSandbox start(SandboxSettings.Builder settings) {
        return ApteanSandbox.start(settings.clock(SandboxClock.standingAt(NOON)).build());
    }

    private static Map<?, ?> single(String body) {
        return Json.object("{\"events\":" + body + "}")
                .map(Input::new)
                .orElseThrow()
                .objects("events")
                .get(0)
                .values();
    }

    private static List<Input> signatures(Map<?, ?> event) {
        byte[] text = decoded(Base64.getDecoder(), Input.of(event).object("data"), "signature");
        return Json.object("{\"entries\":" + new String(text, StandardCharsets.UTF_8) + "}")
                .map(Input::new)
                .orElseThrow()
                .objects("entries");
    }

    private static byte[] decoded(Base64.Decoder decoder, Input from, String member) {
        return decoder.decode(Objects.requireNonNull(from.requiredText(member)));
    }

    private static PublicKey publicKey(ApteanSandbox sandbox, int index) throws GeneralSecurityException {
        String base64 = sandbox.events().publicKeys().get(index).replaceAll("-----[A-Z ]+-----|\n", "");
        return KeyFactory.getInstance("RSA")
                .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(base64)));
    }

    private static boolean fits(PublicKey key, String text, byte[] signature) throws GeneralSecurityException {
        Signature check = Signature.getInstance("SHA256withRSA");
        check.initVerify(key);
        check.update(text.getBytes(StandardCharsets.UTF_8));
        return check.verify(signature);
    }
}
