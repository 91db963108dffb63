package io.invoicepay.aptean.sandbox;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Speaks to a sandbox as the merchant's server would; a test changes the headers it is about. */
final class SandboxClient {
    /** An answer over HTTP, and the way into its JSON by dotted path: {@code data.payments.nodes.0.status}. */
    record Answer(int status, String contentType, String body) {
        @Nullable Object at(String path) {
            Object here = Json.object(body).orElseThrow(() -> new AssertionError("no JSON object: " + body));
            for (String step : path.split("\\.", -1)) {
                if (here instanceof Map<?, ?> object) {
                    here = object.get(step);
                } else if (here instanceof List<?> list && Integer.parseInt(step) < list.size()) {
                    here = list.get(Integer.parseInt(step));
                } else {
                    return null;
                }
            }
            return here;
        }

        String text(String path) {
            Object value = at(path);
            if (value == null) {
                throw new AssertionError("nothing at " + path + " of " + body);
            }
            return value.toString();
        }

        boolean has(String member) {
            return Json.object(body).orElseThrow().containsKey(member);
        }
    }

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    private final URI endpoint;
    private final Map<String, String> headers;

    private SandboxClient(URI endpoint, Map<String, String> headers) {
        this.endpoint = endpoint;
        this.headers = headers;
    }

    static SandboxClient server(ApteanSandbox sandbox) {
        SandboxSettings settings = sandbox.settings();
        return new SandboxClient(
                sandbox.apiUrl().resolve("/graphql"),
                Map.of(
                        "x-aptean-apim", settings.serverKey(),
                        "x-aptean-tenant", settings.tenantId(),
                        "x-aptean-tenant-secret", settings.tenantSecret()));
    }

    static SandboxClient browser(ApteanSandbox sandbox) {
        SandboxSettings settings = sandbox.settings();
        return new SandboxClient(
                sandbox.cardOrigin().resolve("/graphql"),
                Map.of(
                        "x-aptean-apim", settings.browserKey(),
                        "x-aptean-tenant", settings.tenantId(),
                        "x-aptean-account", settings.accountId()));
    }

    static SandboxClient user(ApteanSandbox sandbox) {
        return server(sandbox)
                .without("x-aptean-tenant-secret")
                .with("authorization", "Bearer " + sandbox.settings().userToken());
    }

    static SandboxClient checkout(ApteanSandbox sandbox) {
        return server(sandbox)
                .with("x-aptean-apim", sandbox.settings().checkoutKey())
                .with("x-aptean-product", sandbox.settings().productId());
    }

    SandboxClient with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new SandboxClient(endpoint, more);
    }

    SandboxClient without(String name) {
        Map<String, String> fewer = new LinkedHashMap<>(headers);
        fewer.remove(name);
        return new SandboxClient(endpoint, fewer);
    }

    SandboxClient at(URI otherEndpoint) {
        return new SandboxClient(otherEndpoint, headers);
    }

    SandboxClient key(String idempotencyKey) {
        return with("idempotency-key", idempotencyKey);
    }

    Answer ask(String query, Map<String, ?> variables) {
        return post(Json.text(Map.of("query", query, "variables", variables)));
    }

    /** A mutation with one argument {@code input}. */
    Answer mutate(String name, String inputType, String selection, Map<String, ?> input) {
        return ask(
                "mutation m($input: " + inputType + "!) { " + name + "(input: $input) " + selection + " }",
                Map.of("input", input));
    }

    Answer post(String body) {
        try {
            return answer(HTTP.send(request(body), HttpResponse.BodyHandlers.ofString()));
        } catch (IOException | InterruptedException lost) {
            throw new IllegalStateException("no answer", lost);
        }
    }

    CompletableFuture<Answer> postLater(String body) {
        return HTTP.sendAsync(request(body), HttpResponse.BodyHandlers.ofString())
                .thenApply(SandboxClient::answer);
    }

    /** Sends a whole request and closes the connection at once, as a process does that is killed. */
    void sendAndHangUp(String body) throws IOException {
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            StringBuilder request = new StringBuilder("POST " + endpoint.getPath() + " HTTP/1.1\r\nhost: localhost\r\n"
                    + "content-type: application/json\r\ncontent-length: " + body.length() + "\r\n");
            headers.forEach((name, value) ->
                    request.append(name).append(": ").append(value).append("\r\n"));
            socket.getOutputStream().write((request + "\r\n" + body).getBytes(StandardCharsets.US_ASCII));
        }
    }

    private HttpRequest request(String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(Duration.ofSeconds(20))
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return request.build();
    }

    private static Answer answer(HttpResponse<String> response) {
        return new Answer(
                response.statusCode(),
                response.headers().firstValue("content-type").orElse(""),
                response.body());
    }

    /** The answer to a payment of that amount for that request. */
    Answer pay(String methodId, String requestId, long amount) {
        return mutate(
                "createPayment",
                "CreatePaymentInput",
                "{ code message error payment { id status pendingReason pendingReasonCode failureReason amount } }",
                payment(methodId, requestId, amount));
    }

    static Map<String, Object> payment(String methodId, String requestId, long amount) {
        return Map.of(
                "paymentMethodId",
                methodId,
                "amount",
                amount,
                "currency",
                "USD",
                "immediateCapture",
                true,
                "failOnReview",
                false,
                "paymentRequestAllocation",
                List.of(Map.of("paymentRequestId", requestId, "amount", amount)));
    }

    /** The status that the service shows for the request with that reference. */
    String requestStatus(String referenceNumber) {
        return find(referenceNumber).text("data.paymentRequests.nodes.0.status");
    }

    Answer find(String queryString) {
        return ask(
                "query q($q: String) { paymentRequests(queryString: $q, orderBy: {direction: DESC, field: TIMESTAMP})"
                        + " { totalCount pageInfo { endCursor hasNextPage } nodes { id referenceNumber status amount"
                        + " payments { id status amount } } } }",
                Map.of("q", queryString));
    }

    String paymentStatus(String paymentId) {
        return ask("query q($id: String!) { payments(id: $id) { nodes { status } } }", Map.of("id", paymentId))
                .text("data.payments.nodes.0.status");
    }
}
