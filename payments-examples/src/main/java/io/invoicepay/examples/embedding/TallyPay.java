package io.invoicepay.examples.embedding;

import com.squareup.moshi.JsonDataException;
import com.squareup.moshi.JsonReader;
import com.squareup.moshi.JsonWriter;
import io.invoicepay.examples.json.JsonNode;
import io.invoicepay.examples.json.MisreadException;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.PaymentMethod;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.payment.Secret;
import io.invoicepay.provider.Capabilities;
import io.invoicepay.provider.CardEntry;
import io.invoicepay.provider.ChargeOrder;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.KeyContract;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import okio.Buffer;

/**
 * A provider written from scratch in one file, over a made-up JSON API: {@code GET invoices?number=…} and {@code POST charges} with an
 * {@code Idempotency-Key}. It shows what a provider has to be careful with: one request a charge, no amount that is not exact, and an
 * answer that is called by its name - confirmed, not sent, ambiguous, and nothing in between.
 *
 * <p>Safe for any thread.
 */
public final class TallyPay implements PaymentProvider {
    private static final int INVOICES_A_REQUEST = 50;
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final int OK = 200;

    private final URI base;
    private final Secret apiKey;
    private final Duration patience;
    private final HttpClient http;

    /**
     * A client of one merchant's account.
     *
     * @param base where the API is, with a slash at its end
     * @param patience how long a call may take from beginning to end; a third of a minute, say: an invoice
     *     is reserved for a minute, in which it is looked up, and the answer to a charge is waited for two
     */
    public TallyPay(URI base, Secret apiKey, Duration patience) {
        this.base = base;
        this.apiKey = apiKey;
        this.patience = patience;
        // no redirects and no authenticator, or a second request might leave; nor does this client repeat a POST by
        // itself
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .build();
    }

    @Override
    public ProviderId id() {
        return new ProviderId("tally-pay");
    }

    @Override
    public Capabilities capabilities() {
        return Capabilities.builder()
                .without(PaymentMethod.PORTAL)
                .keys(KeyContract.REJECTS_USED_KEYS, Duration.ofHours(24))
                .showingKeys()
                .build();
    }

    @Override
    public Option<CardEntry> cardEntry() {
        return Option.some(
                new CardEntry("tally-pay", Option.some(URI.create("https://js.tally-pay.example/card.js")), Map.of()));
    }

    @Override
    public Either<Cause, URI> portal(AccountId account, Option<InvoiceNumber> invoice) {
        return Either.left(Cause.MISCONFIGURED); // it has none, and says so in its capabilities
    }

    // Asking

    @Override
    public Map<InvoiceNumber, ProviderView> find(List<PaymentQuery> queries) {
        List<InvoiceNumber> numbers =
                queries.stream().map(PaymentQuery::invoice).distinct().toList();
        Map<InvoiceNumber, ProviderView> views = new HashMap<>();
        for (int from = 0; from < numbers.size(); from += INVOICES_A_REQUEST) {
            List<InvoiceNumber> part = numbers.subList(from, Math.min(from + INVOICES_A_REQUEST, numbers.size()));
            views.putAll(findSome(part));
        }
        return views;
    }

    private Map<InvoiceNumber, ProviderView> findSome(List<InvoiceNumber> numbers) {
        String query = numbers.stream()
                .map(number -> "number=" + URLEncoder.encode(number.value(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        Reply reply = send(request("invoices?" + query).GET().build());
        if (!(reply instanceof Answer answer)) {
            return all(numbers, ProviderView.inconclusive(Cause.UNREACHABLE));
        }
        return switch (answer.status()) {
            case OK -> views(numbers, answer.body());
            case 401, 403 -> all(numbers, ProviderView.inconclusive(Cause.MISCONFIGURED));
            case 429 -> all(numbers, new ProviderView.Inconclusive(Cause.THROTTLED, answer.retryAfter()));
            default -> all(numbers, new ProviderView.Inconclusive(Cause.UNREACHABLE, answer.retryAfter()));
        };
    }

    private static Map<InvoiceNumber, ProviderView> all(List<InvoiceNumber> numbers, ProviderView view) {
        return numbers.stream().collect(Collectors.toMap(number -> number, number -> view));
    }

    private static Map<InvoiceNumber, ProviderView> views(List<InvoiceNumber> numbers, String body) {
        try {
            JsonNode document = parse(body);
            Map<String, List<ProviderView.Sent>> found = new HashMap<>();
            for (JsonNode invoice : document.get("invoices").items()) {
                found.computeIfAbsent(invoice.get("number").text(), n -> new ArrayList<>())
                        .add(sent(invoice));
            }
            // absence is knowledge only if the answer is whole
            ProviderView absent = document.get("complete").flag()
                    ? ProviderView.notSent()
                    : ProviderView.inconclusive(Cause.INCOMPLETE);
            return numbers.stream()
                    .collect(Collectors.toMap(
                            number -> number, number -> one(found.getOrDefault(number.value(), List.of()), absent)));
        } catch (MisreadException e) {
            return all(numbers, ProviderView.inconclusive(Cause.UNREADABLE));
        }
    }

    private static ProviderView one(List<ProviderView.Sent> records, ProviderView absent) {
        return switch (records.size()) {
            case 0 -> absent;
            case 1 -> records.get(0);
            default ->
                new ProviderView.Contradictory(
                        records.size() + " records bear this number",
                        records.stream()
                                .flatMap(record -> record.payments().stream())
                                .toList());
        };
    }

    private static ProviderView.Sent sent(JsonNode invoice) {
        Currency currency = currency(invoice.get("currency"));
        List<ProviderPayment> payments = invoice.get("payments").items().stream()
                .map(payment -> payment(payment, currency))
                .toList();
        return new ProviderView.Sent(
                invoice.get("request").text(),
                invoice.get("open").flag(),
                money(invoice.get("requested"), currency),
                money(invoice.get("collectible"), currency),
                Option.none(),
                payments);
    }

    private static ProviderPayment payment(JsonNode payment, Currency currency) {
        return new ProviderPayment(
                id(payment.get("id")),
                status(payment.get("status").text()),
                money(payment.get("amount"), currency),
                money(payment.get("refunded"), currency),
                payment.find("key").map(key -> key(key)),
                payment.find("decline").map(reason -> decline(reason.text())));
    }

    /** A status that is not known here is not settled: it is never taken for paid, nor for failed. */
    private static Status status(String text) {
        return switch (text) {
            case "pending" -> Status.PENDING;
            case "completed" -> Status.COMPLETED;
            case "failed" -> Status.FAILED;
            case "cancelled" -> Status.CANCELLED;
            default -> Status.UNRECOGNISED;
        };
    }

    private static DeclineReason decline(String text) {
        return switch (text) {
            case "insufficient_funds" -> DeclineReason.INSUFFICIENT_FUNDS;
            case "expired_card" -> DeclineReason.EXPIRED_CARD;
            case "invalid_card" -> DeclineReason.INVALID_CARD;
            case "limit_exceeded" -> DeclineReason.LIMIT_EXCEEDED;
            case "suspected_fraud" -> DeclineReason.SUSPECTED_FRAUD;
            default -> DeclineReason.DECLINED;
        };
    }

    // Charging

    @Override
    public ChargeResult charge(ChargeOrder order) {
        HttpRequest request = request("charges")
                .header("Idempotency-Key", order.key().value())
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json(order)))
                .build();
        Reply reply = send(request);
        if (reply instanceof NeverLeft) {
            return ChargeResult.notSent(NotChargedReason.PROVIDER_UNREACHABLE);
        }
        return reply instanceof Answer answer && answer.status() == OK
                ? charged(order, answer.body())
                : ChargeResult.ambiguous(
                        reply.toString()); // a refused key and every error among them: the first charge may live
    }

    /** Only a payment that was understood in full, and is the one ordered, is a confirmation. */
    private static ChargeResult charged(ChargeOrder order, String body) {
        try {
            JsonNode payment = parse(body).get("payment");
            ProviderPayment shown = payment(payment, currency(payment.get("currency")));
            boolean other = !shown.isOf(order.key()) || !payment.get("request").isText(order.request());
            return other ? ChargeResult.ambiguous("the answer is about another charge") : ChargeResult.confirmed(shown);
        } catch (MisreadException e) {
            return ChargeResult.ambiguous("the answer could not be understood");
        }
    }

    private static String json(ChargeOrder order) {
        Buffer buffer = new Buffer();
        try (JsonWriter json = JsonWriter.of(buffer)) {
            json.beginObject();
            json.name("request").value(order.request());
            json.name("amount").value(order.amount().minorUnits());
            json.name("currency").value(order.amount().currency().getCurrencyCode());
            json.name("card").value(order.payer().token().reveal());
            json.name("name").value(order.payer().nameOnCard());
            json.endObject();
        } catch (IOException e) {
            throw new IllegalStateException("memory takes every byte", e);
        }
        return buffer.readUtf8();
    }

    // The wire

    /** What became of a request. */
    private sealed interface Reply {}

    private record Answer(int status, String body, Option<Duration> retryAfter) implements Reply {
        /** For an operator: nothing of the body. */
        @Override
        public String toString() {
            return "HTTP " + status;
        }
    }

    /** No connection came about, so nothing left. */
    private record NeverLeft() implements Reply {}

    /** It may have arrived. */
    private record Lost(String how) implements Reply {
        @Override
        public String toString() {
            return how;
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(base.resolve(path))
                .header("Authorization", "Bearer " + new String(apiKey.reveal(), StandardCharsets.UTF_8));
    }

    private Reply send(HttpRequest request) {
        CompletableFuture<HttpResponse<String>> call =
                http.sendAsync(request, BodyHandlers.ofString(StandardCharsets.UTF_8));
        try {
            HttpResponse<String> response = call.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return new Answer(response.statusCode(), response.body(), retryAfter(response));
        } catch (ExecutionException e) {
            boolean never =
                    e.getCause() instanceof ConnectException || e.getCause() instanceof HttpConnectTimeoutException;
            return never ? new NeverLeft() : new Lost("the connection broke");
        } catch (TimeoutException e) {
            call.cancel(true);
            return new Lost("no answer in time");
        } catch (InterruptedException e) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            return new Lost("interrupted");
        }
    }

    private static Option<Duration> retryAfter(HttpResponse<?> response) {
        return Option.ofOptional(response.headers().firstValue("Retry-After"))
                .filter(text -> text.matches("[0-9]{1,9}"))
                .map(text -> Duration.ofSeconds(Long.parseLong(text)));
    }

    private static JsonNode parse(String body) {
        try (JsonReader reader = JsonReader.of(new Buffer().writeUtf8(body))) {
            JsonNode document = JsonNode.read(reader, "");
            if (reader.peek() != JsonReader.Token.END_DOCUMENT) {
                throw new MisreadException("", "goes on behind its end");
            }
            return document;
        } catch (IOException | JsonDataException e) {
            throw new MisreadException(
                    "", "is not JSON: " + e.getClass().getSimpleName().toLowerCase(Locale.ROOT));
        }
    }

    /** Minor units, whole and not negative. */
    private static Money money(JsonNode amount, Currency currency) {
        long minorUnits = amount.longInteger();
        if (minorUnits < 0) {
            throw amount.misread("is negative");
        }
        return Money.ofMinor(minorUnits, currency);
    }

    private static Currency currency(JsonNode code) {
        try {
            return Currency.getInstance(code.text());
        } catch (IllegalArgumentException e) {
            throw code.misread("is no currency");
        }
    }

    private static PaymentId id(JsonNode id) {
        try {
            return new PaymentId(id.text());
        } catch (IllegalArgumentException e) {
            throw id.misread("is no reference");
        }
    }

    private static IdempotencyKey key(JsonNode key) {
        try {
            return new IdempotencyKey(key.text());
        } catch (IllegalArgumentException e) {
            throw key.misread("is no key");
        }
    }
}
