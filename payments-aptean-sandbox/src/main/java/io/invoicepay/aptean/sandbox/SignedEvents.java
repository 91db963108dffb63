package io.invoicepay.aptean.sandbox;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Events as the event platform signs and posts them, with two RSA keys that are made anew in every sandbox. Only the payload is
 * signed, as on the real platform: {@code id}, {@code eventType} and {@code eventTime} are anybody's. Thread-safe.
 */
public final class SignedEvents {
    /** The type of the events about payments; made up, since no event about payments is public. */
    public static final String PAYMENT_CHANGED = "sandbox-payment-status-changed";

    private static final DateTimeFormatter EVENT_TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS'Z'", Locale.ROOT);
    private static final Base64.Encoder BASE64 = Base64.getEncoder();

    private final Merchant merchant;
    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private List<KeyPair> keys = List.of();

    SignedEvents(Merchant merchant) {
        this.merchant = merchant;
        merchant.settings()
                .webhook()
                .ifPresent(address -> merchant.books().onPayment(payment -> {
                    var unused = CompletableFuture.supplyAsync(() -> body(payment))
                            .thenCompose(body -> send(address, "Notification", body))
                            .exceptionally(unreached -> 0);
                }));
    }

    /** The two public keys as PEM texts, the primary one first. */
    public List<String> publicKeys() {
        return keys().stream().map(SignedEvents::pem).toList();
    }

    /**
     * The body of an event that tells how a payment stands.
     *
     * @throws IllegalArgumentException if there is no such payment
     */
    public String paymentChanged(String paymentId) {
        synchronized (merchant.books()) {
            return body(merchant.books()
                    .view()
                    .payment(paymentId)
                    .orElseThrow(() -> new IllegalArgumentException("no payment " + paymentId)));
        }
    }

    /**
     * The body of an event with that payload.
     *
     * @param compactPayload a JSON object without white space between its parts; it is signed and sent to the letter
     */
    public String signed(String eventType, String compactPayload) {
        String signatures =
                Json.text(keys().stream().map(key -> entry(key, compactPayload)).toList());
        String envelope = Json.text(Json.row(
                "id",
                eventId(),
                "subject",
                merchant.settings().tenantId(),
                "eventType",
                eventType,
                "dataVersion",
                "1",
                "metadataVersion",
                "1",
                "eventTime",
                EVENT_TIME.format(merchant.books().now().atZone(ZoneOffset.UTC)),
                "topic",
                "/sandbox/topics/sandbox--" + eventType));
        return "[" + envelope.substring(0, envelope.length() - 1)
                + ",\"data\":{\"payload\":" + compactPayload
                + ",\"signature\":\"" + BASE64.encodeToString(signatures.getBytes(StandardCharsets.UTF_8)) + "\"}}]";
    }

    /** The body by which the platform asks a new subscriber to confirm; the code must come back. */
    public String subscriptionValidation(String code) {
        return Json.text(List.of(Json.row(
                "id", eventId(),
                "topic", "/sandbox/topics/sandbox",
                "subject", "",
                "eventType", "Microsoft.EventGrid.SubscriptionValidationEvent",
                "eventTime", Dates.text(merchant.books().now()),
                "data", Json.row("validationCode", code, "validationUrl", "https://validation.example/" + code),
                "dataVersion", "1",
                "metadataVersion", "1")));
    }

    /**
     * Posts a body to a subscriber and waits for its answer, ten seconds at most.
     *
     * @param aegEventType {@code Notification} or {@code SubscriptionValidation}
     * @return the HTTP status, or 0 if there was no answer
     */
    public int post(URI subscriber, String aegEventType, String body) {
        return send(subscriber, aegEventType, body)
                .exceptionally(unreached -> 0)
                .join();
    }

    private CompletableFuture<Integer> send(URI subscriber, String aegEventType, String body) {
        HttpRequest request = HttpRequest.newBuilder(subscriber)
                .timeout(Duration.ofSeconds(10))
                .header("content-type", HttpAnswer.JSON)
                .header("aeg-event-type", aegEventType)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return http.sendAsync(request, HttpResponse.BodyHandlers.discarding()).thenApply(HttpResponse::statusCode);
    }

    private String body(Payment payment) {
        Books.View view = merchant.books().view();
        List<PaymentRequest> requests = new ArrayList<>();
        synchronized (merchant.books()) {
            payment.order()
                    .allocations()
                    .forEach(part -> view.request(part.requestId()).ifPresent(requests::add));
        }
        return signed(
                PAYMENT_CHANGED,
                Json.text(Json.row(
                        "paymentId",
                        payment.id(),
                        "paymentRequestId",
                        requests.isEmpty() ? null : requests.get(0).id(),
                        "referenceNumber",
                        requests.isEmpty() ? null : requests.get(0).referenceNumber(),
                        "status",
                        payment.status().name(),
                        "amount",
                        payment.total(),
                        "currency",
                        payment.order().currency())));
    }

    private String eventId() {
        synchronized (merchant.books()) {
            return merchant.books().ids().next();
        }
    }

    /** Made when first needed: two keys take a noticeable part of a second. */
    private synchronized List<KeyPair> keys() {
        if (keys.isEmpty()) {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2048);
                keys = List.of(generator.generateKeyPair(), generator.generateKeyPair());
            } catch (GeneralSecurityException impossible) {
                throw new IllegalStateException("every Java has RSA", impossible);
            }
        }
        return keys;
    }

    private static Map<String, ?> entry(KeyPair key, String text) {
        try {
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(key.getPrivate());
            signature.update(text.getBytes(StandardCharsets.UTF_8));
            return Json.row(
                    "protected",
                    Base64.getUrlEncoder()
                            .withoutPadding()
                            .encodeToString("{\"alg\":\"RS256\"}".getBytes(StandardCharsets.UTF_8)),
                    "signature",
                    BASE64.encodeToString(signature.sign()));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java signs with RSA and SHA-256", impossible);
        }
    }

    private static String pem(KeyPair key) {
        String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'})
                .encodeToString(key.getPublic().getEncoded());
        return "-----BEGIN PUBLIC KEY-----\n" + base64 + "\n-----END PUBLIC KEY-----\n";
    }
}
