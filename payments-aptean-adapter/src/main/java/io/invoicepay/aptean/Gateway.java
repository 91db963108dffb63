package io.invoicepay.aptean;

import io.invoicepay.payment.Secret;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import okio.GzipSource;
import okio.Okio;

/** Carries documents to Aptean Pay and answers back. A log line names operation, duration and kind of trouble, and nothing else. */
final class Gateway {
    private static final System.Logger LOG = System.getLogger("io.invoicepay.aptean");
    private static final long LARGEST_ANSWER = 1L << 20;
    private static final String IDEMPOTENCY_KEY = "idempotency-key";

    private final Request empty;
    private final OkHttpClient queries;
    private final OkHttpClient charges;
    private final Backoff backoff;
    private final Rest rest;
    private final Clock clock;

    Gateway(ApteanPayConfig config, OkHttpClient queries, OkHttpClient charges, Backoff backoff, Clock clock) {
        this.empty = new Request.Builder()
                .url(config.server.endpoint())
                .headers(headers(config.server))
                .build();
        this.queries = queries;
        this.charges = charges;
        this.backoff = backoff;
        this.rest = new Rest(clock);
        this.clock = clock;
    }

    /** Over a host's client, whose dangerous settings are overruled. */
    static Gateway over(OkHttpClient base, ApteanPayConfig config, Backoff backoff, Clock clock) {
        boolean cleartext = SettingValues.isLoopback(config.server.endpoint());
        return new Gateway(
                config,
                HttpClients.forQueries(base, config.queries.timeout(), cleartext),
                HttpClients.forCharges(base, config.charges.timeout(), cleartext),
                backoff,
                clock);
    }

    private static Headers headers(ApteanPayConfig.Server server) {
        Headers.Builder headers = new Headers.Builder()
                .add("accept", "application/json")
                .add("accept-encoding", "identity") // a few compressed kilobytes can unpack to gigabytes
                .add("x-aptean-apim", revealed(server.apimKey()))
                .add("x-aptean-tenant", server.tenantId())
                .add("x-aptean-tenant-secret", revealed(server.tenantSecret()));
        server.productHeader().forEach(product -> headers.add("x-aptean-product", product));
        return headers.build();
    }

    private static String revealed(Secret secret) {
        return new String(secret.reveal(), StandardCharsets.US_ASCII);
    }

    /** Asks, again if need be; not while the server has asked to be left alone. */
    <T> Either<Trouble, T> query(Document document, Document.Variables variables, AnswerReader.Data<T> data) {
        return rest.keep(() -> queryPatiently(document, variables, data));
    }

    /** As {@link #query}; data beside errors come back as well. */
    <T> Either<Trouble, Answer<T>> queryInPart(
            Document document, Document.Variables variables, AnswerReader.Data<T> data) {
        return rest.keep(() -> backoff.ask(() -> call(queries, document, empty.newBuilder(), variables, data)));
    }

    /** As {@link #query}, in the midst of a payment, which is not put off; what the server wishes then is kept by others. */
    <T> Either<Trouble, T> queryUnderWay(Document document, Document.Variables variables, AnswerReader.Data<T> data) {
        return rest.heard(queryPatiently(document, variables, data));
    }

    private <T> Either<Trouble, T> queryPatiently(
            Document document, Document.Variables variables, AnswerReader.Data<T> data) {
        return backoff.ask(() -> queryOnce(document, variables, data));
    }

    /** Asks once. */
    <T> Either<Trouble, T> queryOnce(Document document, Document.Variables variables, AnswerReader.Data<T> data) {
        return sound(call(queries, document, empty.newBuilder(), variables, data));
    }

    /** Changes something that cannot charge; leaves once. */
    <T> Either<Trouble, T> change(Document document, Document.Variables variables, AnswerReader.Data<T> data) {
        return sound(rest.heard(call(charges, document, empty.newBuilder(), variables, data)));
    }

    /** Charges; leaves once, with its key. Data beside errors come back as well: they may name a payment. */
    <T> Either<Trouble, Answer<T>> charge(
            Document document, String key, Document.Variables variables, AnswerReader.Data<T> data) {
        return rest.heard(call(charges, document, empty.newBuilder().addHeader(IDEMPOTENCY_KEY, key), variables, data));
    }

    private static <T> Either<Trouble, T> sound(Either<Trouble, Answer<T>> answer) {
        return answer.flatMap(Answer::sound);
    }

    private <T> Either<Trouble, Answer<T>> call(
            OkHttpClient client,
            Document document,
            Request.Builder begun,
            Document.Variables variables,
            AnswerReader.Data<T> data) {
        OneShotBody body = document.with(variables);
        SendWitness witness = body.witness();
        Request request = begun.post(body).build();
        long began = System.nanoTime();
        Either<Trouble, Answer<T>> answer;
        try (Response response = client.newCall(request).execute()) {
            answer = read(response, data);
        } catch (IOException e) {
            answer = Either.left(new Trouble.NotReached(witness.mayHaveLeft())); // its message may show a header
        }
        log(document, witness, began, answer);
        return answer;
    }

    private <T> Either<Trouble, Answer<T>> read(Response response, AnswerReader.Data<T> data) throws IOException {
        int status = response.code();
        if (status == 401 || status == 403 || status == 404 || status == 405 || status == 407) {
            return Either.left(new Trouble.Misconfigured(status));
        }
        Option<java.time.Duration> retryAfter =
                RetryAfter.parse(response.header("Retry-After"), response.header("Date"), clock);
        if (status == 429 || (status == 503 && retryAfter.isDefined())) {
            return Either.left(new Trouble.Throttled(retryAfter));
        }
        boolean refused = status == 400 || status == 413 || status == 422;
        if (!response.isSuccessful() && !refused) {
            return Either.left(new Trouble.Failing(status));
        }
        try (BufferedSource source = unpacked(response)) {
            if (source.request(LARGEST_ANSWER + 1)) {
                return Either.left(new Trouble.TooLong());
            }
            Buffer read = source.getBuffer();
            String contentType = response.header("Content-Type");
            if (refused) {
                return Either.left(
                        AnswerReader.refusesDocument(contentType, read)
                                ? new Trouble.Invalid(status)
                                : new Trouble.TurnedAway(status));
            }
            return AnswerReader.read(contentType, read, data);
        }
    }

    /** Some gateways compress whatever they are asked for. What is unpacked is counted, and no more of it than may be read. */
    private static BufferedSource unpacked(Response response) {
        BufferedSource source = response.body().source();
        return "gzip".equalsIgnoreCase(response.header("Content-Encoding"))
                ? Okio.buffer(new GzipSource(source))
                : source;
    }

    private static void log(
            Document document, SendWitness witness, long began, Either<Trouble, ? extends Answer<?>> answer) {
        long millis = (System.nanoTime() - began) / 1_000_000;
        if (witness.sawRepetition()) {
            LOG.log(System.Logger.Level.ERROR, "{0} left {1} times", document.operation(), witness.timesSent());
        }
        Either<Trouble, ?> outcome = answer.flatMap(Answer::sound);
        if (outcome.isLeft()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} failed after {1} ms: {2}",
                    document.operation(),
                    millis,
                    outcome.getLeft());
        } else if (LOG.isLoggable(System.Logger.Level.DEBUG)) {
            LOG.log(System.Logger.Level.DEBUG, "{0} answered after {1} ms", document.operation(), millis);
        }
    }
}
