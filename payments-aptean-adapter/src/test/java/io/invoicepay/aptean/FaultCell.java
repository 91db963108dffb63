package io.invoicepay.aptean;

import io.invoicepay.aptean.ApteanPayConfig.PaymentMark;
import io.invoicepay.provider.ChargeResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import mockwebserver3.MockWebServer;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/** One charge under one fault, over one kind of connection. */
final class FaultCell {
    static final Duration IN_TIME = Duration.ofSeconds(5);
    static final Duration SOON = Duration.ofMillis(300);

    final boolean pooled;
    final boolean http2;
    final int addresses;

    FaultCell(boolean pooled, boolean http2, int addresses) {
        this.pooled = pooled;
        this.http2 = http2;
        this.addresses = addresses;
    }

    /** What came of it; {@code sent} counts the charges that left, {@code elsewhere} what came to another server. */
    record Ending(ChargeResult result, int sent, int elsewhere, Duration took) {}

    static Stream<FaultCell> all() {
        return Stream.of(true, false)
                .flatMap(pooled -> Stream.of(true, false)
                        .flatMap(http2 -> Stream.of(1, 3).map(n -> new FaultCell(pooled, http2, n))));
    }

    private List<InetAddress> addresses() {
        return Stream.of("127.0.0.1", "127.0.0.3", "127.0.0.4")
                .limit(addresses)
                .map(FaultCell::address)
                .toList();
    }

    private static InetAddress address(String text) {
        try {
            return InetAddress.getByName(text);
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }

    OkHttpClient base(WrittenBytes written) {
        return new OkHttpClient.Builder()
                .protocols(http2 ? List.of(Protocol.H2_PRIOR_KNOWLEDGE) : List.of(Protocol.HTTP_1_1))
                .dns(host -> addresses())
                .socketFactory(written)
                .build();
    }

    /** Shows the fault to a charge, and would answer well ever after. */
    Ending under(HttpFault fault, UnaryOperator<OkHttpClient> tamper) throws IOException {
        try (MockWebServer server = server();
                MockWebServer other = server()) {
            other.enqueue(fault.answer().apply("http://localhost/").build());
            if (pooled) {
                server.enqueue(FakeAptean.json("{\"data\":{}}"));
            }
            server.enqueue(fault.answer().apply(other.url("/").toString()).build());
            for (int n = 0; n < 4; n++) {
                server.enqueue(
                        FakeAptean.json(FakeAptean.created("SUCCESS", FakeAptean.payment("PENDING", 125000, "USD"))));
            }
            WrittenBytes written = new WrittenBytes();
            Ending ending = charge(
                    "http://localhost:" + server.getPort(),
                    base(written),
                    written,
                    fault.slow() ? SOON : IN_TIME,
                    tamper);
            int recorded = bodies(server).size();
            return new Ending(
                    ending.result(), Math.max(ending.sent(), recorded), other.getRequestCount(), ending.took());
        }
    }

    /** The charges that came through; a connection that fails is kept as a request without a body. */
    static List<String> bodies(MockWebServer server) {
        List<String> bodies = new ArrayList<>();
        try {
            for (int n = server.getRequestCount(); n > 0; n--) {
                String body = FakeAptean.body(server.takeRequest());
                if (body.contains("createPayment")) {
                    bodies.add(body);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return bodies;
    }

    private MockWebServer server() throws IOException {
        MockWebServer server = new MockWebServer();
        server.setProtocols(http2 ? List.of(Protocol.H2_PRIOR_KNOWLEDGE) : List.of(Protocol.HTTP_1_1));
        server.start(InetAddress.getByName("0.0.0.0"), 0);
        return server;
    }

    Ending charge(
            String url, OkHttpClient base, WrittenBytes written, Duration limit, UnaryOperator<OkHttpClient> tamper) {
        ApteanPayConfig config = Fixtures.settings(url).timeouts(IN_TIME, limit).build();
        boolean cleartext = url.startsWith("http:");
        Gateway gateway = new Gateway(
                config,
                HttpClients.forQueries(base, IN_TIME, cleartext),
                tamper.apply(HttpClients.forCharges(base, limit, cleartext)),
                new Backoff(1, Duration.ZERO, config.queries.timeout(), () -> 0.5),
                Fixtures.CLOCK);
        Documents documents = new Documents(PaymentMark.NONE);
        if (pooled) {
            gateway.queryOnce(documents.paymentMethod(), out -> out.name("id").value("x"), in -> {
                in.skipValue();
                return true;
            });
        }
        Knowledge knowledge = new Knowledge(gateway, documents, config, Fixtures.CLOCK);
        Charging charging = Fixtures.charging(gateway, documents, knowledge, config);
        long began = System.nanoTime();
        ChargeResult result = charging.charge(Fixtures.order());
        Duration took = Duration.ofNanos(System.nanoTime() - began);
        base.connectionPool().evictAll();
        int sent = Math.max(written.count("idempotency-key: "), written.count("\"operationName\":\"createPayment\""));
        return new Ending(result, sent, 0, took);
    }

    @Override
    public String toString() {
        return (pooled ? "pooled" : "fresh") + ", " + (http2 ? "HTTP/2" : "HTTP/1.1") + ", " + addresses
                + (addresses == 1 ? " address" : " addresses");
    }
}
