package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import io.vavr.control.Either;
import io.vavr.control.Option;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.logging.Level;
import okhttp3.MediaType;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.ResponseBody;
import okio.Buffer;
import okio.BufferedSink;
import okio.GzipSink;
import okio.Okio;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A call")
class GatewayTest {
    private static final Document DOCUMENT = new Document("serverCheck", "query serverCheck { x }");
    private static final int LARGEST = 1 << 20;

    private final Spoken server = new Spoken();

    private Either<Trouble, Integer> ask() {
        return server.gateway(Fixtures.settings("https://api.aptean.example").build(), Fixtures.CLOCK)
                .query(DOCUMENT, out -> {}, in -> in.nextInt());
    }

    private static Spoken.Answer status(int status, String body) {
        return (request, asked) -> Spoken.json(request, status, body);
    }

    @DisplayName("with a status that says so was not understood by a gateway that does not know us")
    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {401, 403, 404, 405, 407})
    void misconfigured(int status) {
        server.then(status(status, "{\"errors\":[{}]}"));
        assertThat(ask()).isEqualTo(Either.left(new Trouble.Misconfigured(status)));
    }

    @DisplayName(
            "with a refusing status was invalid if the body is a refusal of GraphQL's, and turned away by a gateway if not")
    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {400, 413, 422})
    void refused(int status) {
        server.then(status(status, "{\"errors\":[{}]}")).then(status(status, "{\"data\":7}"));
        assertThat(ask()).isEqualTo(Either.left(new Trouble.Invalid(status)));
        assertThat(ask()).isEqualTo(Either.left(new Trouble.TurnedAway(status)));
    }

    @DisplayName("with any other status but a success failed, whatever the body holds")
    @ParameterizedTest(name = "{0}")
    @ValueSource(ints = {302, 402, 406, 408, 409, 500, 502, 503, 504})
    void failing(int status) {
        server.then(status(status, "{\"errors\":[{}]}"));
        assertThat(ask()).isEqualTo(Either.left(new Trouble.Failing(status)));
    }

    @DisplayName("VAL-05 is to be made later if the server says so, and when, as far as it is told")
    @ParameterizedTest(name = "{0} {1}: {2} s")
    @CsvSource({"429,,", "429,soon,", "429,7,7", "503,7,7"})
    void throttled(int status, String header, Integer seconds) {
        server.then((request, asked) -> {
            Response.Builder answer = Spoken.json(request, status, "").newBuilder();
            return header == null
                    ? answer.build()
                    : answer.header("Retry-After", header).build();
        });
        assertThat(ask())
                .isEqualTo(Either.left(new Trouble.Throttled(Option.of(seconds).map(Duration::ofSeconds))));
    }

    @DisplayName("is answered by any success, in JSON of a megabyte at most")
    @Test
    void sizes() {
        String largest = "{\"data\":7}" + " ".repeat(LARGEST - 10);
        server.then(status(200, largest)).then(status(201, "{\"data\":7}")).then(status(200, largest + " "));
        assertThat(ask()).isEqualTo(Either.right(7));
        assertThat(ask()).isEqualTo(Either.right(7));
        assertThat(ask()).isEqualTo(Either.left(new Trouble.TooLong()));
    }

    @DisplayName("is answered also by a gateway that compresses unasked, and a refusal of its server's as well")
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"gzip", "GZIP"})
    void compressed(String encoding) {
        server.then(compressed(200, "{\"data\":7}", encoding)).then(compressed(400, "{\"errors\":[{}]}", encoding));
        assertThat(ask()).isEqualTo(Either.right(7));
        assertThat(ask()).isEqualTo(Either.left(new Trouble.Invalid(400)));
    }

    @DisplayName("is answered in a megabyte at most also where that was compressed: kilobytes can unpack to gigabytes")
    @Test
    void compressedFlood() {
        String largest = "{\"data\":7}" + " ".repeat(LARGEST - 10);
        server.then(compressed(200, largest, "gzip"))
                .then(compressed(200, largest + " ", "gzip"))
                .then(compressed(200, "{\"data\":7}" + " ".repeat(32 * LARGEST), "gzip"));
        assertThat(ask()).isEqualTo(Either.right(7));
        assertThat(ask()).isEqualTo(Either.left(new Trouble.TooLong()));
        assertThat(ask()).isEqualTo(Either.left(new Trouble.TooLong()));
    }

    @DisplayName("GST-10 that is answered in something else than the compression it claims was not answered")
    @Test
    void brokenCompression() {
        server.then((request, asked) -> Spoken.json(request, 200, "{\"data\":7}")
                .newBuilder()
                .header("content-encoding", "gzip")
                .build());
        assertThat(ask().getLeft()).isInstanceOf(Trouble.NotReached.class);
    }

    private static Spoken.Answer compressed(int status, String body, String encoding) {
        return (request, asked) -> {
            Buffer packed = new Buffer();
            try (BufferedSink sink = Okio.buffer(new GzipSink(packed))) {
                sink.writeUtf8(body);
            }
            return Spoken.json(request, status, "")
                    .newBuilder()
                    .header("content-encoding", encoding)
                    .body(ResponseBody.create(packed.readByteString(), MediaType.get("application/json")))
                    .build();
        };
    }

    @DisplayName("that is answered in another type was misread")
    @Test
    void otherType() {
        server.then((request, asked) -> Spoken.json(request, 200, "")
                .newBuilder()
                .header("content-type", "text/html")
                .body(ResponseBody.create("{\"data\":7}", MediaType.get("text/html")))
                .build());
        assertThat(ask()).isEqualTo(Either.left(new Trouble.Misread("content type")));
    }

    @DisplayName("bears the merchant's keys, and the product only if it is to be sent")
    @ParameterizedTest(name = "{0}")
    @ValueSource(booleans = {true, false})
    void headers(boolean product) {
        List<Request> sent = new ArrayList<>();
        server.then((request, asked) -> {
            sent.add(request);
            return Spoken.json(request, 200, "{\"data\":7}");
        });
        ApteanPayConfig config = Fixtures.settings("https://api.aptean.example")
                .sendProduct(product)
                .build();
        assertThat(server.gateway(config, Fixtures.CLOCK).query(DOCUMENT, out -> {}, in -> in.nextInt()))
                .isEqualTo(Either.right(7));
        assertThat(sent).singleElement().satisfies(request -> {
            assertThat(request.url()).hasToString("https://api.aptean.example/graphql");
            assertThat(request.header("x-aptean-apim")).isEqualTo("apim-key-1");
            assertThat(request.header("x-aptean-tenant")).isEqualTo("tenant-1");
            assertThat(request.header("x-aptean-tenant-secret")).isEqualTo("tenant-secret-1");
            assertThat(request.header("x-aptean-product")).isEqualTo(product ? "product-1" : null);
        });
    }

    @DisplayName("that fails leaves one warning: which operation, how long, what trouble")
    @Test
    void logsFailures() {
        server.then((request, asked) -> {
            throw new IOException("x-aptean-apim: apim-key-1");
        });
        assertThat(LogLines.during(Level.INFO, this::ask))
                .singleElement()
                .asString()
                .matches("WARNING serverCheck failed after \\d{1,5} ms: NotReached\\[mayHaveLeft=false]");
    }

    @DisplayName("that is rejected under 200 leaves a warning as well, with the reason's code")
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "[{\"extensions\":{\"exception\":{\"reasonCode\":\"PAGE_SIZE\"}}}] | Rejected\\[reasonCode=Some\\(PAGE_SIZE\\)]",
                "[{\"message\":\"4111111111111111\"}] | Rejected\\[reasonCode=None]",
                "null | Misread\\[path=\\$\\.data]"
            })
    void logsRejections(String errors, String trouble) {
        server.then("{\"errors\":" + errors + ",\"data\":null}");
        assertThat(LogLines.during(Level.INFO, this::ask))
                .singleElement()
                .asString()
                .matches("WARNING serverCheck failed after \\d{1,5} ms: " + trouble);
    }

    @DisplayName("that is answered leaves a line only for whoever looks for it")
    @Test
    void logsAnswers() {
        server.then("{\"data\":7}");
        assertThat(LogLines.during(Level.INFO, this::ask)).isEmpty();
        assertThat(LogLines.during(Level.FINE, this::ask))
                .singleElement()
                .asString()
                .matches("FINE serverCheck answered after \\d{1,5} ms");
    }

    @DisplayName("GST-09 that left more than once leaves an error in the log")
    @Test
    void logsRepetitions() {
        server.then((request, asked) -> {
            for (int n = 0; n < 2; n++) {
                witness(request).requestHeadersStart(new OkHttpClient().newCall(request));
            }
            return Spoken.json(request, 200, "{\"data\":7}");
        });
        assertThat(LogLines.during(Level.INFO, this::ask)).containsExactly("SEVERE serverCheck left 2 times");
    }

    private static SendWitness witness(Request request) {
        return ((OneShotBody) Objects.requireNonNull(request.body())).witness();
    }

    @DisplayName("GST-09 counts as repeated if its client meant to send it again once it had left, or along a redirect")
    @Test
    void repetitions() {
        Request request =
                new Request.Builder().url("https://api.aptean.example/").build();
        var call = new OkHttpClient().newCall(request);
        SendWitness witness = new SendWitness();
        witness.retryDecision(call, new IOException("refused"), true);
        assertThat(witness.sawRepetition()).as("nothing had left").isFalse();
        assertThat(witness.mayHaveLeft()).isFalse();

        witness.requestHeadersStart(call);
        witness.retryDecision(call, new IOException("reset"), false);
        witness.followUpDecision(call, Spoken.json(request, 302, ""), null);
        assertThat(witness.sawRepetition()).isFalse();
        assertThat(witness.mayHaveLeft()).isTrue();
        assertThat(witness.timesSent()).isEqualTo(1);

        witness.retryDecision(call, new IOException("reset"), true);
        assertThat(witness.sawRepetition()).isTrue();
        SendWitness redirected = new SendWitness();
        redirected.followUpDecision(call, Spoken.json(request, 302, ""), request);
        assertThat(redirected.sawRepetition()).isTrue();
    }

    @DisplayName("GST-09 passes none of the host's interceptors: they could repeat it, or log its headers")
    @Test
    void interceptors() {
        OkHttpClient host = new OkHttpClient.Builder()
                .addInterceptor(chain -> chain.proceed(chain.request()))
                .addNetworkInterceptor(chain -> chain.proceed(chain.request()))
                .build();
        for (OkHttpClient client : List.of(
                HttpClients.forQueries(host, Duration.ofSeconds(1), false),
                HttpClients.forCharges(host, Duration.ofSeconds(1), false))) {
            assertThat(client.interceptors()).isEmpty();
            assertThat(client.networkInterceptors()).isEmpty();
        }
    }
}
