package io.invoicepay.examples.embedding;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.invoicepay.conformance.Arranged;
import io.invoicepay.conformance.ChargeFault;
import io.invoicepay.conformance.ProviderHarness;
import io.invoicepay.examples.json.JsonNode;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.CardToken;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.Secret;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The other side of {@link TallyPay}: a small server that keeps the books, and can lose, garble and refuse. */
final class FakeTally implements ProviderHarness {
    private static final String API_KEY = "tally-api-key-of-a-test";

    private HttpServer server;
    private boolean cutOff;
    private final ExecutorService threads = Executors.newFixedThreadPool(8);
    private final PaymentProvider provider;
    private final List<Invoice> invoices = new ArrayList<>();
    private final Set<String> usedKeys = new HashSet<>();
    private int chargeRequests;
    private int queries;
    private int cards;
    private int payments;
    private Option<ChargeFault> fault = Option.none();
    private Option<DeclineReason> decline = Option.none();
    private Option<Cause> failing = Option.none();
    private Option<Duration> retryAfter = Option.none();
    private Option<Money> takenInstead = Option.none();
    private boolean silent;

    private static final class Invoice {
        final String number;
        final Money requested;
        final String request;
        boolean open = true;
        final List<Payment> payments = new ArrayList<>();

        Invoice(String number, Money requested, String request) {
            this.number = number;
            this.requested = requested;
            this.request = request;
        }

        long collectible() {
            long kept = payments.stream()
                    .filter(payment -> payment.status.equals("completed"))
                    .mapToLong(payment -> payment.amount - payment.refunded)
                    .sum();
            return Math.max(0, requested.minorUnits() - kept);
        }
    }

    private static final class Payment {
        final String id;
        final long amount;
        final Option<String> key;
        String status;
        long refunded;
        Option<String> decline = Option.none();

        Payment(String id, String status, long amount, Option<String> key) {
            this.id = id;
            this.status = status;
            this.amount = amount;
            this.key = key;
        }

        String json(Invoice invoice) {
            return "{\"id\":\"" + id + "\",\"status\":\"" + status + "\",\"amount\":" + amount + ",\"refunded\":"
                    + refunded
                    + ",\"currency\":\"" + invoice.requested.currency() + "\",\"request\":\"" + invoice.request + "\""
                    + key.map(k -> ",\"key\":\"" + k + "\"").getOrElse("")
                    + decline.map(d -> ",\"decline\":\"" + d + "\"").getOrElse("") + "}";
        }
    }

    FakeTally() {
        server = listening(0);
        provider = client();
    }

    private HttpServer listening(int port) {
        try {
            HttpServer fresh = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
            fresh.setExecutor(threads);
            fresh.createContext("/v1/invoices", this::query);
            fresh.createContext("/v1/charges", this::charge);
            fresh.createContext("/v1/elsewhere", this::charge);
            fresh.start();
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PaymentProvider client() {
        return new TallyPay(uri(), Secret.of(API_KEY), Duration.ofSeconds(4));
    }

    private URI uri() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/");
    }

    private synchronized void query(HttpExchange exchange) throws IOException {
        queries++;
        if (silent) {
            return; // and nothing ever comes
        }
        if (failing.isDefined() && failing.get() != Cause.INCOMPLETE) {
            refuse(exchange, failing.get());
            return;
        }
        Set<String> asked = Stream.of(exchange.getRequestURI().getRawQuery().split("&"))
                .map(part -> URLDecoder.decode(part.substring("number=".length()), StandardCharsets.UTF_8))
                .collect(Collectors.toSet());
        List<Invoice> known = failing.isDefined() ? invoices.subList(0, invoices.size() - 1) : invoices;
        String rows = known.stream()
                .filter(invoice -> asked.contains(invoice.number))
                .map(FakeTally::json)
                .collect(Collectors.joining(","));
        answer(exchange, 200, "{\"complete\":" + failing.isEmpty() + ",\"invoices\":[" + rows + "]}");
    }

    private void refuse(HttpExchange exchange, Cause cause) throws IOException {
        retryAfter.forEach(wait -> exchange.getResponseHeaders().set("Retry-After", String.valueOf(wait.toSeconds())));
        switch (cause) {
            case THROTTLED -> answer(exchange, 429, "{}");
            case MISCONFIGURED -> answer(exchange, 401, "{}");
            case UNREADABLE -> answer(exchange, 200, "<html>a gateway's page</html>");
            default -> answer(exchange, 503, "{}");
        }
    }

    private static String json(Invoice invoice) {
        String number = invoice.number.replace("\\", "\\\\").replace("\"", "\\\"");
        String rows =
                invoice.payments.stream().map(payment -> payment.json(invoice)).collect(Collectors.joining(","));
        return "{\"number\":\"" + number + "\",\"request\":\"" + invoice.request + "\",\"open\":" + invoice.open
                + ",\"currency\":\"" + invoice.requested.currency() + "\",\"requested\":"
                + invoice.requested.minorUnits()
                + ",\"collectible\":" + invoice.collectible() + ",\"payments\":[" + rows + "]}";
    }

    private synchronized void charge(HttpExchange exchange) throws IOException {
        chargeRequests++;
        Option<ChargeFault> befalls = fault;
        fault = Option.none();
        JsonNode order = JsonNode.read(
                com.squareup.moshi.JsonReader.of(new okio.Buffer().readFrom(exchange.getRequestBody())), "");
        String key = exchange.getRequestHeaders().getFirst("Idempotency-Key");
        if (befalls.contains(ChargeFault.REQUEST_LOST)) {
            exchange.close();
        } else if (befalls.contains(ChargeFault.ERROR_BEFORE_CHARGING)) {
            answer(exchange, 500, "{}");
        } else if (befalls.contains(ChargeFault.ASKS_TO_TRY_AGAIN)) {
            exchange.getResponseHeaders().set("Retry-After", "0");
            answer(exchange, 503, "{}");
        } else if (befalls.contains(ChargeFault.REDIRECTED)) {
            exchange.getResponseHeaders().set("Location", uri() + "elsewhere");
            answer(exchange, 307, "");
        } else if (!usedKeys.add(key)) {
            answer(exchange, 409, "{\"error\":\"key_used\"}");
        } else {
            booked(exchange, order, key, befalls);
        }
    }

    private void booked(HttpExchange exchange, JsonNode order, String key, Option<ChargeFault> befalls)
            throws IOException {
        Invoice invoice = invoices.stream()
                .filter(known -> order.get("request").isText(known.request))
                .findFirst()
                .orElseThrow();
        long amount = takenInstead.map(Money::minorUnits).getOrElse(order.get("amount")::longInteger);
        takenInstead = Option.none();
        Payment payment = add(invoice, "pending", amount, Option.some(key));
        decline.forEach(reason -> {
            payment.status = "failed";
            payment.decline = Option.some(reason.name().toLowerCase(Locale.ROOT));
        });
        decline = Option.none();
        if (silent) {
            return; // and nothing ever comes
        }
        if (befalls.contains(ChargeFault.ANSWER_LOST)) {
            exchange.close();
        } else if (befalls.contains(ChargeFault.ERROR_AFTER_CHARGING)) {
            answer(exchange, 502, "{}");
        } else if (befalls.contains(ChargeFault.ANSWER_UNREADABLE)) {
            answer(exchange, 200, "{\"payment\":{\"id\":");
        } else {
            answer(exchange, 200, "{\"payment\":" + payment.json(invoice) + "}");
        }
    }

    private Payment add(Invoice invoice, String status, long amount, Option<String> key) {
        Payment payment = new Payment("tally-" + ++payments, status, amount, key);
        invoice.payments.add(payment);
        return payment;
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    @Override
    public PaymentProvider provider() {
        return provider;
    }

    @Override
    public Option<PaymentProvider> secondClient() {
        return Option.some(client());
    }

    @Override
    public List<String> secrets() {
        return List.of(API_KEY);
    }

    @Override
    public synchronized CardToken cardToken() {
        return CardToken.of("tok_" + ++cards);
    }

    @Override
    public synchronized Arranged send(InvoiceNumber invoice, Money amount) {
        invoices.add(new Invoice(invoice.value(), amount, "request-" + invoices.size()));
        return Arranged.done();
    }

    @Override
    public Arranged duplicate(InvoiceNumber invoice, Money amount) {
        return send(invoice, amount);
    }

    @Override
    public synchronized Arranged close(InvoiceNumber invoice) {
        find(invoice).open = false;
        return Arranged.done();
    }

    private Invoice find(InvoiceNumber number) {
        return invoices.stream()
                .filter(invoice -> invoice.number.equals(number.value()))
                .findFirst()
                .orElseThrow();
    }

    @Override
    public synchronized int chargeRequests() {
        return chargeRequests;
    }

    @Override
    public synchronized Option<Integer> queries() {
        return Option.some(queries);
    }

    @Override
    public synchronized List<Money> chargesTaken(InvoiceNumber number) {
        Invoice invoice = find(number);
        return invoice.payments.stream()
                .filter(payment -> payment.key.isDefined() && !payment.status.equals("failed"))
                .map(payment -> Money.ofMinor(payment.amount, invoice.requested.currency()))
                .toList();
    }

    @Override
    public synchronized Arranged declineNextCharge(DeclineReason reason) {
        decline = Option.some(reason);
        return Arranged.done();
    }

    @Override
    public synchronized Arranged befallNextCharge(ChargeFault next) {
        if (next == ChargeFault.DELIVERED_LATE) {
            return Arranged.unsupported("the server holds nothing up");
        }
        fault = Option.some(next);
        return Arranged.done();
    }

    @Override
    public synchronized Arranged cutOff() {
        server.stop(0);
        cutOff = true;
        return Arranged.done();
    }

    @Override
    public synchronized Arranged failQueries(Cause cause) {
        failing = Option.some(cause);
        return Arranged.done();
    }

    @Override
    public synchronized Arranged fallSilent() {
        silent = true;
        return Arranged.done();
    }

    @Override
    public synchronized Arranged takeNextChargeAs(Money taken) {
        takenInstead = Option.some(taken);
        return Arranged.done();
    }

    @Override
    public synchronized Arranged throttleQueries(Duration wait) {
        failing = Option.some(Cause.THROTTLED);
        retryAfter = Option.some(wait);
        return Arranged.done();
    }

    @Override
    public synchronized void recover() {
        failing = Option.none();
        retryAfter = Option.none();
        silent = false;
        if (cutOff) {
            server = listening(server.getAddress().getPort());
            cutOff = false;
        }
    }

    @Override
    public Arranged settle(InvoiceNumber invoice) {
        return eachPending(invoice, payment -> payment.status = "completed");
    }

    @Override
    public Arranged fail(InvoiceNumber invoice, DeclineReason reason) {
        return eachPending(invoice, payment -> {
            payment.status = "failed";
            payment.decline = Option.some(reason.name().toLowerCase(Locale.ROOT));
        });
    }

    @Override
    public Arranged cancel(InvoiceNumber invoice) {
        return eachPending(invoice, payment -> payment.status = "cancelled");
    }

    @Override
    public Arranged showUnknownStatus(InvoiceNumber invoice) {
        return eachPending(invoice, payment -> payment.status = "under_a_new_regime");
    }

    private synchronized Arranged eachPending(InvoiceNumber invoice, Consumer<Payment> end) {
        find(invoice).payments.stream()
                .filter(payment -> payment.status.equals("pending"))
                .forEach(end);
        return Arranged.done();
    }

    @Override
    public synchronized Arranged refund(InvoiceNumber invoice, Money amount) {
        find(invoice).payments.forEach(payment -> payment.refunded = amount.minorUnits());
        return Arranged.done();
    }

    /** At the merchant's counter, say: the page has no portal, but payments come from elsewhere all the same. */
    @Override
    public synchronized Arranged payInPortal(InvoiceNumber number, Money amount, ProviderPayment.Status status) {
        add(find(number), status.name().toLowerCase(Locale.ROOT), amount.minorUnits(), Option.none());
        return Arranged.done();
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }
}
