package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.Moshi;
import io.invoicepay.aptean.ApteanEvents.Accepted;
import io.invoicepay.aptean.ApteanEvents.Reason;
import io.invoicepay.aptean.ApteanEvents.Receipt;
import io.invoicepay.aptean.ApteanEvents.Refused;
import io.invoicepay.invoice.InvoiceNumber;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The verifier of Aptean's events")
class ApteanEventsTest {
    private static final InvoiceNumber INVOICE = new InvoiceNumber("PSI-100245");
    private static final String RS256 = "{\"alg\":\"RS256\"}";
    private static final String PAYLOAD = "{\"referenceNumber\":\"PSI-1\",\"amount\":125000}";
    private static final KeyPair PRIMARY = keys(2048);
    private static final KeyPair SECONDARY = keys(2048);

    private static KeyPair keys(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(KeyPair keys) {
        return "-----BEGIN PUBLIC KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(keys.getPublic().getEncoded())
                + "\n-----END PUBLIC KEY-----\n";
    }

    private static ApteanEvents events(ApteanPayConfigBuilder settings) {
        return ApteanPay.of(settings.build()).events().get();
    }

    private static ApteanPayConfigBuilder settings() {
        return Fixtures.settings("https://api.aptean.example");
    }

    private static ApteanEvents ours() {
        return events(settings().events(pem(PRIMARY), pem(SECONDARY)));
    }

    static ApteanEvents published() {
        try {
            Map<?, ?> answer = (Map<?, ?>) Objects.requireNonNull(new Moshi.Builder()
                    .build()
                    .adapter(Object.class)
                    .fromJson(Fixtures.resource("examples/85-aip-public-keys.response.json")));
            List<?> keys = (List<?>) Objects.requireNonNull(answer.get("items"));
            return events(settings().events((String) keys.get(0), (String) keys.get(1)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] sample(String name) {
        return Fixtures.resource("examples/" + name + ".request.json").getBytes(StandardCharsets.UTF_8);
    }

    private static String sign(KeyPair keys, String text, String algorithm) {
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(keys.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String entry(String header, String signature) {
        return "{\"protected\":\"" + Base64.getUrlEncoder().encodeToString(header.getBytes(StandardCharsets.UTF_8))
                + "\",\"signature\":\"" + signature + "\"}";
    }

    private static String encoded(String... entries) {
        return Base64.getEncoder()
                .encodeToString(("[" + String.join(",", entries) + "]").getBytes(StandardCharsets.UTF_8));
    }

    private static String sound(String payload) {
        return encoded(
                entry(RS256, sign(PRIMARY, payload, "SHA256withRSA")),
                entry(RS256, sign(SECONDARY, payload, "SHA256withRSA")));
    }

    private static byte[] message(String payload, String signature) {
        return ("[{\"id\":\"1\",\"eventType\":\"x\",\"data\":{\"payload\":" + payload + ",\"signature\":\"" + signature
                        + "\"}}]")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static Receipt receive(String payload, String signature) {
        return ours().receive("Notification", message(payload, signature));
    }

    private static final Receipt NOT_SIGNED = new Refused(Reason.NOT_SIGNED);
    private static final Receipt MALFORMED = new Refused(Reason.MALFORMED);

    @DisplayName("STA-03 accepts the published samples, and no sample that was tampered with")
    @Test
    void samples() {
        assertThat(published().receive("Notification", sample("81-aip-notification")))
                .isEqualTo(new Accepted(List.of(INVOICE), false));
        assertThat(published().receive(null, sample("81-aip-notification")))
                .as("without the header")
                .isEqualTo(published().receive("?", sample("81-aip-notification")));
        assertThat(published().receive("Notification", sample("84-aip-notification-lexical")))
                .isEqualTo(new Accepted(List.of(), true));
        assertThat(published().receive("Notification", sample("82-aip-notification-tampered")))
                .isEqualTo(NOT_SIGNED);
        assertThat(published().receive("Notification", sample("83-aip-notification-one-signature")))
                .isEqualTo(NOT_SIGNED);
    }

    @DisplayName("computes the published signed text")
    @Test
    void signedText() throws IOException {
        String steps = Fixtures.resource("examples/86-aip-signature-steps.json");
        Map<?, ?> published = (Map<?, ?>) Objects.requireNonNull(
                new Moshi.Builder().build().adapter(Object.class).fromJson(steps));
        String payload = Objects.requireNonNull(EventReader.events(sample("84-aip-notification-lexical"))
                .get()
                .get(0)
                .payload());

        assertThat(SignedText.compact(payload)).isEqualTo(published.get("lexicalSignedText"));
    }

    @DisplayName("answers the handshake only when armed, and never asks the address it names")
    @Test
    void handshake() {
        byte[] message = sample("80-aip-subscription-validation");
        ApteanEvents armed =
                events(settings().events(pem(PRIMARY), pem(SECONDARY)).armEventHandshake(true));

        assertThat(ours().receive("SubscriptionValidation", message).status()).isEqualTo(404);
        assertThat(armed.receive("SubscriptionValidation", message).status()).isEqualTo(200);
        assertThat(armed.receive("SubscriptionValidation", message).body())
                .isEqualTo(Fixtures.resource("examples/80-aip-subscription-validation.response.json")
                        .replaceAll("\\s", ""));
        String long1000 = new String(message, StandardCharsets.UTF_8).replace("MADE-UP-CODE-0001", "x".repeat(1000));
        assertThat(armed.receive("SubscriptionValidation", long1000.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(MALFORMED);
        String markup = new String(message, StandardCharsets.UTF_8).replace("MADE-UP-CODE-0001", "<b>");
        assertThat(armed.receive("SubscriptionValidation", markup.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(MALFORMED);
    }

    @DisplayName("refuses any other kind of message")
    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(strings = {"", "Unsubscribe", "notification2"})
    void otherKinds(String kind) {
        assertThat(ours().receive(kind, message(PAYLOAD, sound(PAYLOAD)))).isEqualTo(new Refused(Reason.UNKNOWN_KIND));
    }

    @DisplayName("STA-03 accepts either key in its place, and only there")
    @Test
    void twoKeys() {
        String good1 = entry(RS256, sign(PRIMARY, PAYLOAD, "SHA256withRSA"));
        String good2 = entry(RS256, sign(SECONDARY, PAYLOAD, "SHA256withRSA"));
        String other = entry(RS256, sign(keys(2048), PAYLOAD, "SHA256withRSA"));

        assertThat(receive(PAYLOAD, encoded(good1, good2))).isInstanceOf(Accepted.class);
        assertThat(receive(PAYLOAD, encoded(good1, other))).isInstanceOf(Accepted.class);
        assertThat(receive(PAYLOAD, encoded(other, good2))).isInstanceOf(Accepted.class);
        assertThat(receive(PAYLOAD, encoded(good2, good1))).isEqualTo(NOT_SIGNED);
        assertThat(receive(PAYLOAD, encoded(other, other))).isEqualTo(NOT_SIGNED);
        assertThat(receive(PAYLOAD, encoded(good1))).isEqualTo(NOT_SIGNED);
        assertThat(receive(PAYLOAD, encoded(good1, good2, good1))).isEqualTo(NOT_SIGNED);
        assertThat(receive(PAYLOAD, encoded())).isEqualTo(NOT_SIGNED);
    }

    @DisplayName("STA-03 lets no message choose the algorithm")
    @Test
    void algorithms() throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(PRIMARY.getPublic().getEncoded(), "HmacSHA256"));
        String hmac = Base64.getEncoder().encodeToString(mac.doFinal(PAYLOAD.getBytes(StandardCharsets.UTF_8)));
        String sound = sign(PRIMARY, PAYLOAD, "SHA256withRSA");

        for (String entry : List.of(
                entry("{\"alg\":\"none\"}", ""),
                entry("{\"alg\":\"HS256\"}", hmac),
                entry(RS256, hmac),
                entry("{\"alg\":\"RS512\"}", sign(PRIMARY, PAYLOAD, "SHA512withRSA")),
                entry(RS256, sign(PRIMARY, PAYLOAD, "SHA512withRSA")),
                entry("{\"alg\":\"PS256\"}", sound),
                entry("{\"alg\":\"none\"}", sound),
                entry("{}", sound),
                entry("{\"alg\":\"RS256\",\"alg\":\"RS256\"}", sound),
                entry(RS256, ""),
                entry(RS256, sound.substring(4)),
                entry(RS256, sound.substring(0, 10) + "*"))) {
            assertThat(receive(PAYLOAD, encoded(entry, entry))).as(entry).isEqualTo(NOT_SIGNED);
        }
    }

    @DisplayName("takes no key that is too short, or none at all")
    @Test
    void keySizes() {
        assertThat(EventKeys.parse(pem(keys(1024))).isEmpty()).isTrue();
        assertThat(EventKeys.parse(pem(PRIMARY)).isDefined()).isTrue();
        assertThat(EventKeys.parse("-----BEGIN PUBLIC KEY-----\n???\n-----END PUBLIC KEY-----")
                        .isEmpty())
                .isTrue();
        assertThat(EventKeys.parse("").isEmpty()).isTrue();
    }

    @DisplayName("refuses what is not of the published shape")
    @ParameterizedTest(name = "\"{0}\"")
    @ValueSource(
            strings = {
                "",
                "null",
                "{}",
                "[]",
                "[null]",
                "[1]",
                "[{\"data\":{\"payload\":[],\"signature\":\"\"}}]",
                "[{\"data\":{\"payload\":{},\"payload\":{},\"signature\":\"\"}}]",
                "[{\"data\":{},\"data\":{}}]",
                "[{}]x",
                "[{}"
            })
    void shapes(String message) {
        assertThat(ours().receive("Notification", message.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(MALFORMED);
    }

    @DisplayName("refuses what is too large, too many or not UTF-8")
    @Test
    void bounds() {
        String padded = "[" + " ".repeat(1 << 20) + "]";
        assertThat(ours().receive("Notification", padded.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(MALFORMED);
        String many = "[" + "{},".repeat(100) + "{}]";
        assertThat(ours().receive("Notification", many.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(MALFORMED);
        assertThat(ours().receive("Notification", new byte[] {'[', (byte) 0xC3, ']'}))
                .isEqualTo(MALFORMED);
        byte[] signed = message(PAYLOAD, sound(PAYLOAD));
        signed[new String(signed, StandardCharsets.UTF_8).indexOf("\"1\"") + 1] = (byte) 0xC3;
        assertThat(ours().receive("Notification", signed))
                .as("signed, and broken beside what is signed")
                .isEqualTo(MALFORMED);
    }

    @DisplayName(
            "STA-03 a payload that comes again, in whatever envelope, asks for nothing more: 10,000 cost one check")
    @Test
    void replays() {
        ApteanEvents events = ours();
        String signature = sound(PAYLOAD);
        int checks = 0;
        for (int n = 0; n < 10_000; n++) {
            String forged = new String(message(PAYLOAD, signature), StandardCharsets.UTF_8)
                    .replace("\"id\":\"1\"", "\"id\":\"" + n + "\"");
            Receipt receipt = n % 1000 == 0
                    ? events.receive("Notification", forged.getBytes(StandardCharsets.UTF_8))
                    : events.receive("Notification", message(PAYLOAD, signature));
            assertThat(receipt.status()).isEqualTo(200);
            checks += ((Accepted) receipt).sooner().size();
        }
        assertThat(checks).isEqualTo(1);
    }

    @DisplayName("forgets the oldest payloads first, and stays bounded")
    @Test
    void boundedMemory() {
        ReplayMemory memory = new ReplayMemory(2);

        assertThat(memory.isNew(new byte[] {1})).isTrue();
        assertThat(memory.isNew(new byte[] {2})).isTrue();
        assertThat(memory.isNew(new byte[] {1})).isFalse();
        assertThat(memory.isNew(new byte[] {3})).isTrue();
        assertThat(memory.isNew(new byte[] {2})).isTrue();
        assertThat(memory.isNew(new byte[] {3})).isFalse();
    }

    @DisplayName("takes a payload whose signer spelt its characters out")
    @Test
    void escapedOnTheWire() {
        String signed = "{\"referenceNumber\":\"PSI-1\",\"city\":\"Zürich\",\"path\":\"a/b\",\"quote\":\"\\\"\"}";
        String wire =
                "{ \"referenceNumber\":\"PSI-1\", \"city\":\"Z\\u00fcrich\",\"path\":\"a\\/b\",\"quote\":\"\\\"\"}";

        assertThat(receive(wire, sound(signed))).isEqualTo(new Accepted(List.of(new InvoiceNumber("PSI-1")), false));
    }

    @DisplayName(
            "names the invoice inside the merchant's reference, and asks about all that is due where there is none")
    @Test
    void references() {
        ApteanEvents events =
                events(settings().events(pem(PRIMARY), pem(SECONDARY)).reference("ACME-", "/1"));
        for (String reference : List.of("\"ACME-77/1\"", "\"77\"", "\"ACME-/1\"", "7", "\"ACME-\\u0000/1\"")) {
            String payload = "{\"referenceNumber\":" + reference + "}";
            Accepted accepted = (Accepted) events.receive("Notification", message(payload, sound(payload)));
            boolean ours = reference.contains("ACME-77/1");
            assertThat(accepted.sooner()).isEqualTo(ours ? List.of(new InvoiceNumber("77")) : List.of());
            assertThat(accepted.allDue()).isEqualTo(!ours);
        }
    }

    @DisplayName("takes no other merchant's reference for its own, nor one in which prefix and suffix overlap")
    @Test
    void otherReferences() {
        ApteanEvents events =
                events(settings().events(pem(PRIMARY), pem(SECONDARY)).reference("A-", "-A"));
        for (String reference : List.of("B-77-A", "A-77-B", "A-A", "A--A")) {
            String payload = "{\"referenceNumber\":\"" + reference + "\"}";
            assertThat(events.receive("Notification", message(payload, sound(payload))))
                    .as(reference)
                    .isEqualTo(new Accepted(List.of(), true));
        }
    }

    @DisplayName("STA-03 names an invoice once, however many payloads of one message are about it")
    @Test
    void onceAMessage() {
        String other = "{\"referenceNumber\":\"PSI-1\",\"amount\":7}";
        String both = new String(message(PAYLOAD, sound(PAYLOAD)), StandardCharsets.UTF_8).replaceFirst("]$", ",")
                + new String(message(other, sound(other)), StandardCharsets.UTF_8).substring(1);

        assertThat(ours().receive("Notification", both.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(new Accepted(List.of(new InvoiceNumber("PSI-1")), false));
    }

    @DisplayName("takes a payload whose signer left its characters escaped")
    @Test
    void escapedBySigner() {
        String escaped = "{\"referenceNumber\":\"PSI-1\",\"path\":\"a\\/b\"}";

        assertThat(receive(escaped, sound(escaped))).isInstanceOf(Accepted.class);
    }

    @DisplayName("answers no handshake that comes with a second event")
    @Test
    void twoHandshakes() {
        String one = new String(sample("80-aip-subscription-validation"), StandardCharsets.UTF_8).strip();
        String two = one.substring(0, one.length() - 1) + "," + one.substring(1);
        ApteanEvents armed =
                events(settings().events(pem(PRIMARY), pem(SECONDARY)).armEventHandshake(true));

        assertThat(armed.receive("SubscriptionValidation", two.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(MALFORMED);
    }

    @DisplayName("STA-03 survives whatever is done to a sound message: nothing escapes, nothing unsigned passes")
    @Test
    void mutations() {
        long seed = Long.getLong("aptean.seed", 20_261_120L);
        Random random = new Random(seed);
        byte[] sound = message(PAYLOAD, sound(PAYLOAD));
        ApteanEvents events = ours();
        int refused = 0;
        for (int n = 0; n < 20_000; n++) {
            byte[] mutant = Mutations.of(sound, random);
            Receipt receipt = events.receive("Notification", mutant);
            if (receipt instanceof Accepted accepted) {
                assertThat(accepted.sooner()).as("seed %d, mutant %d", seed, n).isSubsetOf(new InvoiceNumber("PSI-1"));
                assertThat(accepted.allDue()).isFalse();
            } else {
                refused++;
            }
        }
        System.out.println("events: 20000 mutants of seed " + seed + ", " + refused + " refused, 0 broken");
        assertThat(refused).isGreaterThan(10_000);
    }
}
