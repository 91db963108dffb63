package io.invoicepay.aptean;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.MediaType;

/** A server that answers each operation by what a test has laid down, and keeps what it was asked. */
final class FakeAptean extends Dispatcher implements AutoCloseable {
    static final MediaType JSON = MediaType.get("application/json");

    private static final Pattern OPERATION = Pattern.compile("\"operationName\":\"([A-Za-z]+)\"");
    private static final Pattern REFERENCE = Pattern.compile("\"queryString([0-9]*)\":\"([^\"]*)\"");
    private static final Pattern CURSOR = Pattern.compile("\"after([0-9]*)\":\"([^\"]*)\"");

    private final MockWebServer server = new MockWebServer();
    private final Map<String, Function<String, MockResponse>> answers = new ConcurrentHashMap<>();
    private final List<RecordedRequest> requests = new ArrayList<>();

    FakeAptean() {
        on("convertClaim", json(conversion("SUCCESS", Fixtures.METHOD)));
        on("paymentMethod", json(method("VERIFIED")));
        on("serverCheck", json("{\"data\":{\"account\":{\"defaultCurrency\":\"USD\",\"settings\":null}}}"));
        on("findPaymentRequests", body -> json(found(body, reference -> page(request(reference, 125000)))));
        on("createPayment", json(created("SUCCESS", payment("PENDING", 125000, "USD"))));
        server.setDispatcher(this);
        try {
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers an operation, by the request's body. */
    FakeAptean on(String operation, Function<String, MockResponse> answer) {
        answers.put(operation, answer);
        return this;
    }

    FakeAptean on(String operation, MockResponse answer) {
        return on(operation, body -> answer);
    }

    String url() {
        return server.url("/").toString();
    }

    synchronized List<RecordedRequest> requests() {
        return List.copyOf(requests);
    }

    long count(String operation) {
        return bodies(operation).size();
    }

    List<String> bodies(String operation) {
        return requests().stream()
                .map(FakeAptean::body)
                .filter(body -> operation(body).equals(operation))
                .toList();
    }

    @Override
    public MockResponse dispatch(RecordedRequest request) {
        synchronized (this) {
            requests.add(request);
        }
        String body = body(request);
        Function<String, MockResponse> answer = answers.get(operation(body));
        return answer == null ? new MockResponse.Builder().code(500).build() : answer.apply(body);
    }

    static String body(RecordedRequest request) {
        return request.getBody() == null ? "" : request.getBody().utf8();
    }

    private static String operation(String body) {
        Matcher matcher = OPERATION.matcher(body);
        return matcher.find() ? matcher.group(1) : "";
    }

    static MockResponse json(String body) {
        return json(200, body);
    }

    static MockResponse json(int status, String body) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("content-type", "application/json; charset=utf-8")
                .body(body)
                .build();
    }

    /** The answer to a look-up: one page for each reference that was asked for, or one of any where none was. */
    static String found(String body, Function<String, String> pageOf) {
        List<String> pages = new ArrayList<>();
        Matcher matcher = REFERENCE.matcher(body);
        while (matcher.find()) {
            String name = matcher.group(1).isEmpty() ? "paymentRequests" : "lookup" + matcher.group(1);
            pages.add("\"" + name + "\":" + pageOf.apply(matcher.group(2)));
        }
        if (pages.isEmpty()) {
            pages.add("\"paymentRequests\":" + pageOf.apply(""));
        }
        return "{\"data\":{" + String.join(",", pages) + "}}";
    }

    /** The cursor that the one look-up of a document was continued with. */
    static String cursor(String body) {
        return cursor(body, "");
    }

    /** The cursor that one of several look-ups was continued with. */
    static String cursor(String body, String lookup) {
        Matcher matcher = CURSOR.matcher(body);
        while (matcher.find()) {
            if (matcher.group(1).equals(lookup)) {
                return matcher.group(2);
            }
        }
        throw new AssertionError("no cursor");
    }

    static String page(String... requests) {
        return page(requests.length, "", requests);
    }

    /** @param next the cursor of the next page; empty: there is none */
    static String page(int total, String next, String... requests) {
        return "{\"totalCount\":" + total + ",\"pageInfo\":{\"endCursor\":\"" + next + "\",\"hasNextPage\":"
                + !next.isEmpty() + "},\"nodes\":[" + String.join(",", requests) + "]}";
    }

    static String request(String reference, long amount, String... payments) {
        return request(reference, "UNPAID", amount, payments);
    }

    static String request(String reference, String status, long amount, String... payments) {
        return "{\"id\":\"" + Fixtures.REQUEST + "\",\"referenceNumber\":\"" + reference + "\",\"status\":\"" + status
                + "\",\"amount\":" + amount
                + ",\"createdAt\":\"2026-11-02T09:15:27.112Z\",\"paymentUrl\":\"https://payer.example.test/?t0k3n\""
                + ",\"payments\":[" + String.join(",", payments) + "]}";
    }

    static String payment(String status, long amount, String currency) {
        return "{\"id\":\"" + Fixtures.PAYMENT + "\",\"status\":\"" + status + "\",\"amount\":" + amount
                + ",\"currency\":\"" + currency + "\",\"attemptTimestamp\":\"2026-11-20T14:03:11.000Z\"}";
    }

    static String created(String code, String payment) {
        return "{\"data\":{\"createPayment\":{\"code\":\"" + code + "\",\"payment\":" + payment + "}}}";
    }

    static String conversion(String code, String method) {
        return "{\"data\":{\"convertPaymentMethodClaim\":{\"code\":\"" + code + "\",\"paymentMethod\":{\"id\":\""
                + method + "\"}}}}";
    }

    static String method(String status) {
        return "{\"data\":{\"paymentMethods\":{\"nodes\":[{\"id\":\"" + Fixtures.METHOD + "\",\"status\":\"" + status
                + "\"}]}}}";
    }

    @Override
    public void close() {
        server.close();
    }
}
