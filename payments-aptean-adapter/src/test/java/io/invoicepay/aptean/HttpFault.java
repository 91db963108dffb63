package io.invoicepay.aptean;

import static io.invoicepay.aptean.FakeAptean.created;
import static io.invoicepay.aptean.FakeAptean.payment;

import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.ProviderPayment.Status;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import mockwebserver3.MockResponse;
import mockwebserver3.SocketEffect;
import okio.Buffer;
import okio.BufferedSink;
import okio.GzipSink;
import okio.Okio;

/**
 * A fault that an HTTP server can show to a charge, with the classification it must get.
 *
 * @param number in the list of fault classes
 * @param slow whether it only ends by the time limit
 * @param answer by the address of another server, for redirects
 */
record HttpFault(
        int number, String name, Expected expected, boolean slow, Function<String, MockResponse.Builder> answer) {
    /** What a charge must be classified as. */
    enum Expected {
        NOT_SENT(ChargeResult.NotSent.class::isInstance),
        AMBIGUOUS(ChargeResult.Ambiguous.class::isInstance),
        /** The server hangs up before it listens: not sent, sent anew on a connection that lives, or open, as the moment has it. */
        HUNG_UP(result -> true),
        /** As the provider showed it, equal to the order. */
        CONFIRMED(result -> result instanceof ChargeResult.Confirmed c
                && c.payment().applied().equals(Fixtures.AMOUNT)),
        /** As the provider showed it, and not settled. */
        LIVE(result -> CONFIRMED.fits(result)
                && ((ChargeResult.Confirmed) result).payment().status() == Status.UNRECOGNISED),
        /** As the provider showed it, and not what was ordered: never paid. */
        DIFFERS(result -> result instanceof ChargeResult.Confirmed c
                && !c.payment().applied().equals(Fixtures.AMOUNT));

        @SuppressWarnings("ImmutableEnumChecker") // captures nothing
        private final Predicate<ChargeResult> test;

        Expected(Predicate<ChargeResult> test) {
            this.test = test;
        }

        boolean fits(ChargeResult result) {
            return test.test(result);
        }
    }

    private static final String GOOD = created("SUCCESS", payment("PENDING", 125000, "USD"));

    static List<HttpFault> all() {
        List<HttpFault> all = new ArrayList<>();
        sockets(all);
        statuses(all);
        bodies(all);
        payments(all);
        return all;
    }

    private static void sockets(List<HttpFault> all) {
        SocketEffect close = new SocketEffect.CloseSocket();
        SocketEffect stall = SocketEffect.Stall.INSTANCE;
        slow(all, 5, "stalls while reading the request", good().onRequestBody(stall));
        slow(all, 6, "stalls before answering", good().onResponseStart(stall));
        slow(all, 6, "stalls within the answer", good().onResponseBody(stall));
        slow(all, 9, "delays the headers", good().headersDelay(3, TimeUnit.SECONDS));
        all.add(new HttpFault(
                7, "hangs up before the request", Expected.HUNG_UP, false, other -> good().onRequestStart(close)));
        add(all, 7, "closes within the request", good().onRequestBody(close));
        add(all, 7, "closes before answering", good().onResponseStart(close));
        add(all, 8, "closes within the answer", good().onResponseBody(close));
        add(all, 8, "cuts the answer short", json(GOOD.substring(0, 40)));
        all.add(new HttpFault(
                0,
                "shuts down after the answer",
                Expected.CONFIRMED,
                false,
                other -> good().onResponseEnd(SocketEffect.ShutdownConnection.INSTANCE)));
    }

    private static void statuses(List<HttpFault> all) {
        for (int status : new int[] {500, 502, 503, 504}) {
            add(all, 10, "answers " + status, json(GOOD).code(status));
        }
        add(all, 11, "answers 503, try again at once", json(GOOD).code(503).addHeader("Retry-After", "0"));
        add(all, 12, "answers 408", json(GOOD).code(408));
        for (String wait : new String[] {"7", "Fri, 20 Nov 2026 14:03:12 GMT", "-1", "99999999999", "soon"}) {
            add(
                    all,
                    13,
                    "answers 429, Retry-After: " + wait,
                    json("{}").code(429).addHeader("Retry-After", wait));
        }
        add(all, 13, "answers 429", json("{}").code(429));
        for (int status : new int[] {400, 401, 403, 404, 407, 413, 421, 422}) {
            add(all, 14, "answers " + status, json(GOOD).code(status));
        }
        add(
                all,
                14,
                "answers 413 in the words of GraphQL",
                json("{\"errors\":[{\"message\":\"too large\"}],\"data\":null}").code(413));
        for (int status : new int[] {300, 301, 302, 303, 307, 308}) {
            all.add(new HttpFault(
                    15,
                    "answers " + status + " to another host",
                    Expected.AMBIGUOUS,
                    false,
                    other -> json(GOOD).code(status).addHeader("Location", other)));
            add(
                    all,
                    15,
                    "answers " + status + " to itself",
                    json(GOOD).code(status).addHeader("Location", "/graphql"));
        }
        add(all, 16, "answers 204", new MockResponse.Builder().code(204));
        add(all, 16, "answers 304", new MockResponse.Builder().code(304));
        all.add(new HttpFault(
                16, "continues with 100 first", Expected.CONFIRMED, false, other -> good().add100Continue()));
    }

    private static void bodies(List<HttpFault> all) {
        add(all, 16, "answers nothing", json(""));
        add(all, 16, "answers with a web page", json("<html></html>").setHeader("content-type", "text/html"));
        add(all, 16, "answers JSON as text", json(GOOD).setHeader("content-type", "text/plain"));
        add(all, 16, "answers without a type", json(GOOD).removeHeader("content-type"));
        String errors = "{\"errors\":[{\"message\":[{\"a\":1}],\"extensions\":{\"code\":\"X\"}}]";
        add(all, 2, "is another service at that address", json("{\"status\":\"UP\"}"));
        add(all, 22, "reports errors", json(errors + ",\"data\":null}"));
        add(all, 22, "reports errors without data", json(errors + "}"));
        add(all, 23, "reports errors beside data", json(errors + "," + GOOD.substring(1)));
        add(all, 23, "answers null data", json("{\"data\":null}"));
        add(all, 23, "answers a null payload", json("{\"data\":{\"createPayment\":null}}"));
        add(all, 23, "answers a null payment", json(created("SUCCESS", "null")));
        add(all, 23, "answers an array", json("[]"));
        add(all, 29, "nests 250 deep", json(nested(250)));
        add(all, 29, "nests 100,000 deep", json(nested(100_000)));
        add(all, 30, "answers two megabytes", json(GOOD + " ".repeat(2 << 20)));
        all.add(new HttpFault(30, "answers compressed", Expected.CONFIRMED, false, other -> compressed(GOOD)));
        add(all, 30, "answers a compressed flood", compressed(GOOD + " ".repeat(32 << 20)));
        add(all, 31, "adds bytes behind the answer", json(GOOD + "x"));
        add(all, 31, "answers twice", json(GOOD + GOOD));
        add(all, 31, "begins with a byte order mark", json("\uFEFF" + GOOD));
        add(all, 31, "answers NaN", json(GOOD.replace("125000", "NaN")));
        add(all, 31, "puts a NUL into the id", json(GOOD.replace(Fixtures.PAYMENT, "a\\u0000b")));
        add(all, 31, "puts half a character into the id", json(GOOD.replace(Fixtures.PAYMENT, "a\\ud800b")));
    }

    private static void payments(List<HttpFault> all) {
        all.add(new HttpFault(20, "answers as it should", Expected.CONFIRMED, false, other -> good()));
        add(all, 19, "rejects a used key by errors", json("""
                {"errors":[{"message":"key used","extensions":{"exception":{"reasonCode":"KEY_USED"}}}],"data":null}"""));
        add(all, 19, "rejects a used key by its code", json("""
                {"data":{"createPayment":{"code":"ERROR","error":"key used","payment":null}}}"""));
        add(all, 19, "rejects a used key by its status", json("""
                {"message":"key used"}""").code(409));
        add(all, 20, "repeats a failure it has stored", json("""
                {"errors":[{"message":"stored"}]}""").code(500));
        all.add(new HttpFault(
                24,
                "reports an error with the cancelled payment",
                Expected.CONFIRMED,
                false,
                other -> json(created("ERROR", payment("CANCELED", 125000, "USD")))));
        add(all, 24, "reports an error with a live payment", json(created("ERROR", payment("PENDING", 125000, "USD"))));
        add(all, 24, "reports an error with another payment", json(created("ERROR", payment("FAILED", 124999, "USD"))));
        add(all, 24, "reports an error without one", json(created("ERROR", "null")));
        all.add(new HttpFault(
                25,
                "shows an unknown status",
                Expected.LIVE,
                false,
                other -> json(created("SUCCESS", payment("REVERSED", 125000, "USD")))));
        add(all, 25, "shows no status", json(GOOD.replace("\"status\":\"PENDING\",", "")));
        add(all, 23, "shows no id", json(GOOD.replace("\"id\":\"" + Fixtures.PAYMENT + "\",", "")));
        add(all, 26, "is pending without an id", json(created("PENDING", "null")));
        add(all, 32, "answers an unknown code", json(created("MAYBE", payment("COMPLETED", 125000, "USD"))));
        for (String amount : new String[] {
            "12.5",
            "\"125000\"",
            "125e3",
            "125000.00",
            "-5",
            "9223372036854775808",
            "2147483648",
            "null",
            "true",
            "[125000]"
        }) {
            add(all, 28, "shows the amount " + amount, json(GOOD.replace("125000", amount)));
        }
        add(all, 28, "shows two amounts", json(GOOD.replace("125000", "5,\"amount\":125000")));
        add(all, 28, "shows two amounts, one in disguise", json(GOOD.replace("125000", "5,\"\\u0061mount\":125000")));
        add(all, 28, "shows no amount", json(GOOD.replace("\"amount\":125000,", "")));
        add(all, 27, "shows no currency", json(GOOD.replace("\"currency\":\"USD\",", "")));
        differs(all, "shows another amount", GOOD.replace("125000", "124999"));
        differs(all, "shows another currency", GOOD.replace("USD", "CAD"));
        differs(
                all,
                "shows another request",
                GOOD.replace(
                        "\"currency\"",
                        "\"paymentRequestAllocation\":[{\"amount\":125000,\"paymentRequest\":{\"id\":\"other\"}}],\"currency\""));
    }

    private static void add(List<HttpFault> all, int number, String name, MockResponse.Builder answer) {
        all.add(new HttpFault(number, name, Expected.AMBIGUOUS, false, other -> answer));
    }

    private static void slow(List<HttpFault> all, int number, String name, MockResponse.Builder answer) {
        all.add(new HttpFault(number, name, Expected.AMBIGUOUS, true, other -> answer));
    }

    private static void differs(List<HttpFault> all, String name, String body) {
        all.add(new HttpFault(27, name, Expected.DIFFERS, false, other -> json(body)));
    }

    private static MockResponse.Builder good() {
        return json(GOOD);
    }

    private static MockResponse.Builder json(String body) {
        return new MockResponse.Builder()
                .addHeader("content-type", "application/json")
                .body(body);
    }

    private static String nested(int depth) {
        return "{\"x\":" + "[".repeat(depth) + "]".repeat(depth) + (depth > 255 ? "," : ",\"data\":null,") + "\"y\":1}";
    }

    private static MockResponse.Builder compressed(String body) {
        try {
            Buffer packed = new Buffer();
            try (BufferedSink sink = Okio.buffer(new GzipSink(packed))) {
                sink.writeUtf8(body);
            }
            return json("").body(packed).addHeader("content-encoding", "gzip");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
