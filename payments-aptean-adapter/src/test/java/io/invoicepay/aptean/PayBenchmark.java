package io.invoicepay.aptean;

import io.invoicepay.checkout.Held;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.checkout.InvoiceRow;
import io.invoicepay.checkout.PayColumn;
import io.invoicepay.inmemory.InMemoryAttempts;
import io.invoicepay.invoice.AccountBalance;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.invoice.OpenItems;
import io.invoicepay.money.Money;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.GuestPayment;
import io.invoicepay.payment.PaymentOutcome;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.payment.Secret;
import io.invoicepay.provider.Capabilities;
import io.invoicepay.provider.CardEntry;
import io.invoicepay.provider.ChargeOrder;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.invoicepay.spi.InvoicePage;
import io.invoicepay.spi.InvoiceSource;
import io.invoicepay.spi.PageRequest;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import javax.net.SocketFactory;
import okhttp3.Headers;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.RequestBody;
import okhttp3.Response;
import okio.ByteString;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A payment and a page of 100 invoices, each beside a bare OkHttp call that sends and reads the same bytes to the same server. The counters
 * are those of the calling threads alone, summed over all iterations: divide {@code cpuNanos} and {@code bytes} by {@code calls}. Choose
 * the threads with {@code -t 1} and {@code -t 8}.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(5)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
public class PayBenchmark {
    private static final Customer ANN = new Customer(new AccountId("20000"), "ann");
    private static final GuestPayment PAYER = Fixtures.payer(Fixtures.METHOD);
    private static final Money AMOUNT = Fixtures.AMOUNT;
    private static final String LAST = "\"queryString49\":\"INV-000000099\"";
    private static final String FIRST = "\"queryString49\":\"INV-000000049\"";
    private static final String ONE = "\"query findPaymentRequests($queryString:";
    private static final String METHOD = "\"operationName\":\"paymentMethod\"";
    private static final String CHARGE = "\"operationName\":\"createPayment\"";
    /** After so many payments the store in memory is a new one: it forgets nothing, and collecting that garbage is not what a payment costs. */
    private static final int SHARE_A_STORE = 4_096;

    private static final int TURN = 16;

    private final LoopbackServer server = new LoopbackServer(answers());
    /** Sends at once, as the adapter does: otherwise it would wait 40 ms for each large request. */
    private final OkHttpClient bare = new OkHttpClient.Builder()
            .socketFactory(new PromptSockets(SocketFactory.getDefault()))
            .build();

    private final ApteanPayConfig config = Fixtures.settings(server.url())
            .cardEntry(ApteanPayConfig.CardEntryKind.TOKEN)
            .lookupsPerRequest(50)
            .build();
    private final PaymentProvider adapter = ApteanPay.of(config).provider();
    private final List<Invoice> hundred =
            IntStream.range(0, 100).mapToObj(n -> invoice(n)).toList();
    private final List<PaymentQuery> queries = hundred.stream()
            .map(invoice -> PaymentQuery.about(invoice.number()))
            .toList();
    private final AccountBalance balance = AccountBalance.of(hundred, List.of());
    private final PaymentProvider chargeAlone = new ChargeAlone(adapter, config);
    private final AtomicLong number = new AtomicLong();

    private volatile InvoicePayments oneCall = payments(chargeAlone);
    private volatile InvoicePayments allCalls = payments(adapter);
    private List<Request> onceTheSame = List.of();
    private PayRecords.@Nullable Charge charge;
    private List<Request> allTheSame = List.of();
    private List<Request> pageTheSame = List.of();

    private static Map<String, String> answers() {
        Map<String, String> answers = new LinkedHashMap<>();
        answers.put(FIRST, found(0));
        answers.put(LAST, found(50));
        answers.put(
                ONE,
                "{\"data\":{\"paymentRequests\":"
                        + FakeAptean.page(FakeAptean.request(LoopbackServer.PLACEHOLDER, AMOUNT.minorUnits())) + "}}");
        answers.put(METHOD, FakeAptean.method("VERIFIED"));
        answers.put(CHARGE, FakeAptean.created("SUCCESS", FakeAptean.payment("PENDING", AMOUNT.minorUnits(), "USD")));
        answers.put("\"operationName\":\"serverCheck\"", "{\"data\":{\"account\":{\"defaultCurrency\":\"USD\"}}}");
        return answers;
    }

    /** Fifty invoices, one in ten of which has been paid. */
    private static String found(int from) {
        Map<String, String> pages = new LinkedHashMap<>();
        for (int n = 0; n < 50; n++) {
            String reference = reference(from + n);
            pages.put(
                    "\"lookup" + n + "\":",
                    FakeAptean.page(
                            n % 10 == 0
                                    ? FakeAptean.request(
                                            reference,
                                            "PENDING",
                                            AMOUNT.minorUnits(),
                                            FakeAptean.payment("PENDING", AMOUNT.minorUnits(), "USD"))
                                    : FakeAptean.request(reference, AMOUNT.minorUnits())));
        }
        StringBuilder body = new StringBuilder("{\"data\":{");
        pages.forEach((name, page) ->
                body.append(body.length() > 9 ? "," : "").append(name).append(page));
        return body.append("}}").toString();
    }

    private static String reference(long n) {
        String digits = Long.toString(n);
        return "INV-" + "000000000".substring(digits.length()) + digits;
    }

    private static Invoice invoice(long n) {
        return Invoice.of(new InvoiceNumber(reference(n)), ANN.account(), AMOUNT);
    }

    private static InvoicePayments payments(PaymentProvider provider) {
        return InvoicePayments.builder(
                        new AnyInvoice(), new InMemoryAttempts(), Secret.of("a secret of at least 32 bytes, for tests"))
                .provider(provider)
                .build();
    }

    /** An ERP in which every invoice is there, and owed. */
    private static final class AnyInvoice implements InvoiceSource {
        @Override
        public Option<Invoice> invoice(AccountId account, InvoiceNumber number) {
            return Option.some(Invoice.of(number, account, AMOUNT));
        }

        @Override
        public InvoicePage invoices(AccountId account, PageRequest page) {
            return new InvoicePage(List.of(), false, openItems(account));
        }

        @Override
        public OpenItems openItems(AccountId account) {
            return new OpenItems(List.of(), List.of());
        }
    }

    /** The adapter with what it would be told laid down, so that a payment is one call: the charge. */
    private static final class ChargeAlone implements PaymentProvider {
        private static final ProviderView SENT =
                new ProviderView.Sent(Fixtures.REQUEST, true, AMOUNT, AMOUNT, Option.none(), List.of());

        private final PaymentProvider adapter;
        private final Charging charging;

        ChargeAlone(PaymentProvider adapter, ApteanPayConfig config) {
            this.adapter = adapter;
            Gateway gateway = Gateway.over(
                    new OkHttpClient(),
                    config,
                    new Backoff(1, Duration.ZERO, config.queries.timeout(), () -> 0.5),
                    Clock.systemUTC());
            Documents documents = new Documents(config.lookups.mark());
            Knowledge knowledge = new Knowledge(gateway, documents, config, Clock.systemUTC());
            charging = Fixtures.charging(gateway, documents, knowledge, config);
        }

        @Override
        public ProviderId id() {
            return adapter.id();
        }

        @Override
        public Capabilities capabilities() {
            return adapter.capabilities();
        }

        @Override
        public Map<InvoiceNumber, ProviderView> find(List<PaymentQuery> queries) {
            return Map.of(queries.get(0).invoice(), SENT);
        }

        @Override
        public ChargeResult charge(ChargeOrder order) {
            return charging.charge(order);
        }

        @Override
        public Either<Cause, URI> portal(AccountId account, Option<InvoiceNumber> invoice) {
            return adapter.portal(account, invoice);
        }

        @Override
        public Option<CardEntry> cardEntry() {
            return adapter.cardEntry();
        }
    }

    /** What the calling thread has spent. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Spent {
        private static final com.sun.management.ThreadMXBean THREADS =
                (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();

        public long calls;
        public long cpuNanos;
        public long bytes;
        private long cpuBefore;
        private long bytesBefore;

        @Setup(Level.Iteration)
        public void begin() {
            calls = 0;
            cpuBefore = THREADS.getCurrentThreadCpuTime();
            bytesBefore = THREADS.getCurrentThreadAllocatedBytes();
        }

        @TearDown(Level.Iteration)
        public void end() {
            cpuNanos = THREADS.getCurrentThreadCpuTime() - cpuBefore;
            bytes = THREADS.getCurrentThreadAllocatedBytes() - bytesBefore;
        }
    }

    /** What Pay Now, bare calls and calls of records, as many of each, have taken of the calling thread. */
    @State(Scope.Thread)
    @AuxCounters(AuxCounters.Type.EVENTS)
    public static class Beside {
        public long payments;
        public long payNanos;
        public long payWallNanos;
        public long payBytes;
        public long bareNanos;
        public long bareWallNanos;
        public long bareBytes;
        public long recordsNanos;
        public long recordsWallNanos;
        public long recordsBytes;
        private long wall;
        private long cpu;
        private long bytes;

        @Setup(Level.Iteration)
        public void begin() {
            payments = 0;
            payNanos = 0;
            payWallNanos = 0;
            payBytes = 0;
            bareNanos = 0;
            bareWallNanos = 0;
            bareBytes = 0;
            recordsNanos = 0;
            recordsWallNanos = 0;
            recordsBytes = 0;
        }

        private void look() {
            wall = System.nanoTime();
            cpu = Spent.THREADS.getCurrentThreadCpuTime();
            bytes = Spent.THREADS.getCurrentThreadAllocatedBytes();
        }

        private long nanosSinceLook() {
            return Spent.THREADS.getCurrentThreadCpuTime() - cpu;
        }

        private long wallNanosSinceLook() {
            return System.nanoTime() - wall;
        }

        private long bytesSinceLook() {
            return Spent.THREADS.getCurrentThreadAllocatedBytes() - bytes;
        }
    }

    @Setup(Level.Iteration)
    public void learnTheBytes() {
        freshStores();
        pay(oneCall);
        pay(allCalls);
        page(new Spent());
        onceTheSame = List.of(same(CHARGE));
        charge = PayRecords.charge(body(CHARGE));
        allTheSame = List.of(same(ONE), same(ONE), same(METHOD), same(CHARGE));
        pageTheSame = List.of(same(FIRST), same(LAST));
    }

    @TearDown
    public void close() {
        server.close();
    }

    /** The request that got that answer first, for another client. */
    private Request same(String needle) {
        String[] parts = server.first(needle).split("\r\n\r\n", 2);
        Headers.Builder headers = new Headers.Builder();
        for (String line : parts[0].split("\r\n", -1)) {
            String name = line.contains(": ") ? line.substring(0, line.indexOf(':')) : "Host";
            if (!List.of("Host", "Connection", "Content-Length", "Content-Type").contains(name)) {
                headers.add(name, line.substring(line.indexOf(':') + 2));
            }
        }
        return new Request.Builder()
                .url(server.url() + "/graphql")
                .headers(headers.build())
                .post(RequestBody.create(body(needle), FakeAptean.JSON))
                .build();
    }

    private ByteString body(String needle) {
        return ByteString.encodeUtf8(server.first(needle).split("\r\n\r\n", 2)[1]);
    }

    private void freshStores() {
        oneCall = payments(chargeAlone);
        allCalls = payments(adapter);
    }

    private String token(InvoicePayments payments) {
        long next = number.incrementAndGet();
        if (next % SHARE_A_STORE == 0) {
            freshStores();
        }
        InvoiceNumber invoice = new InvoiceNumber(reference(next));
        return payments.open(ANN, invoice).get().token();
    }

    private PaymentOutcome pay(InvoicePayments payments) {
        return pay(payments, token(payments));
    }

    private static PaymentOutcome pay(InvoicePayments payments, String token) {
        PaymentOutcome outcome = payments.payNow(ANN, token, PAYER);
        if (!(outcome instanceof PaymentOutcome.Pending)) {
            throw new IllegalStateException(outcome.toString());
        }
        return outcome;
    }

    private int send(List<Request> requests) throws IOException {
        int read = 0;
        for (Request request : requests) {
            try (Response response = bare.newCall(request).execute()) {
                read += response.body().bytes().length;
            }
        }
        return read;
    }

    /** What {@link #pay} does before Pay Now is pressed; no call is in it. Subtract it for Pay Now alone. */
    @Benchmark
    public String open(Spent spent) {
        spent.calls++;
        return token(oneCall);
    }

    /** Dialog, checks, claim, encode, one call, decode, outcome. */
    @Benchmark
    public PaymentOutcome pay(Spent spent) {
        spent.calls++;
        return pay(oneCall);
    }

    /**
     * Pay Now alone, the bare call and that of {@link #payRecords} by turns in one thread, so that whatever else the machine does meets
     * them all. Divide {@code payNanos} and {@code recordsNanos} by {@code bareNanos}, the same of the clock on
     * the wall, and the bytes by {@code payments}.
     */
    @Benchmark
    public int payBesideBare(Beside beside) throws IOException {
        InvoicePayments payments = oneCall;
        List<String> tokens =
                IntStream.range(0, TURN).mapToObj(n -> token(payments)).toList();
        beside.look();
        for (String token : tokens) {
            pay(payments, token);
        }
        beside.payNanos += beside.nanosSinceLook();
        beside.payWallNanos += beside.wallNanosSinceLook();
        beside.payBytes += beside.bytesSinceLook();
        int read = 0;
        beside.look();
        for (int call = 0; call < TURN; call++) {
            read += send(onceTheSame);
        }
        beside.bareNanos += beside.nanosSinceLook();
        beside.bareWallNanos += beside.wallNanosSinceLook();
        beside.bareBytes += beside.bytesSinceLook();
        beside.look();
        for (int call = 0; call < TURN; call++) {
            read += records().hashCode();
        }
        beside.recordsNanos += beside.nanosSinceLook();
        beside.recordsWallNanos += beside.wallNanosSinceLook();
        beside.recordsBytes += beside.bytesSinceLook();
        beside.payments += TURN;
        return read;
    }

    @Benchmark
    public int payBare(Spent spent) throws IOException {
        spent.calls++;
        return send(onceTheSame);
    }

    /** The bare call with its bytes made from records and read into records: what any client would spend, without a rule or a claim. */
    @Benchmark
    public PayRecords.Answer payRecords(Spent spent) throws IOException {
        spent.calls++;
        return records();
    }

    private PayRecords.Answer records() throws IOException {
        Request request = onceTheSame
                .get(0)
                .newBuilder()
                .post(RequestBody.create(PayRecords.bytes(Objects.requireNonNull(charge)), FakeAptean.JSON))
                .build();
        try (Response response = bare.newCall(request).execute()) {
            return PayRecords.answer(response.body().source());
        }
    }

    /** The same with the look-ups of the dialog and of Pay Now, and the look at the card: four calls. */
    @Benchmark
    public PaymentOutcome payWithLookups(Spent spent) {
        spent.calls++;
        return pay(allCalls);
    }

    @Benchmark
    public int payWithLookupsBare(Spent spent) throws IOException {
        spent.calls++;
        return send(allTheSame);
    }

    /** A hundred invoices looked up, and their Pay column. */
    @Benchmark
    public List<InvoiceRow> page(Spent spent) {
        spent.calls++;
        Map<InvoiceNumber, ProviderView> views = adapter.find(queries);
        Map<InvoiceNumber, Held> held = new HashMap<>();
        views.forEach((invoice, view) -> {
            if (((ProviderView.Sent) Objects.requireNonNull(view)).hasLivePayment()) {
                held.put(invoice, Held.PENDING);
            }
        });
        if (held.size() != 10) {
            throw new IllegalStateException("pending: " + held.size());
        }
        return PayColumn.rows(hundred, balance, true, held, Map.of());
    }

    @Benchmark
    public int pageBare(Spent spent) throws IOException {
        spent.calls++;
        return send(pageTheSame);
    }
}
