package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.aptean.HttpFault.Expected;
import io.invoicepay.provider.ChargeResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.net.ssl.SSLSocketFactory;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okhttp3.Interceptor;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import okhttp3.RequestBody;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A charge, whatever goes wrong on the way,")
class FaultMatrixTest {
    private static final String GOOD = FakeAptean.created("SUCCESS", FakeAptean.payment("PENDING", 125000, "USD"));
    private static final int FEWEST_CELLS = 250;
    /**
     * The fault classes of one charge. Of the others up to 36, which take a server with a memory, {@link SandboxBehavioursTest} shows 17,
     * 18, 21, 35 and 36, {@link LookupCountTest} 33 and 34.
     */
    private static final Set<Integer> OF_ONE_CHARGE = IntStream.rangeClosed(1, 32)
            .filter(number -> number != 17 && number != 18 && number != 21)
            .boxed()
            .collect(Collectors.toSet());

    private final List<String> table = new ArrayList<>();
    private final List<String> wrong = new ArrayList<>();
    private final Set<Integer> numbers = new TreeSet<>();
    private int most;

    private synchronized void note(
            int number, String fault, FaultCell cell, Expected expected, FaultCell.Ending ending) {
        most = Math.max(most, ending.sent());
        numbers.add(number);
        String row = number + " | " + fault + " | " + cell + " | "
                + ending.result().getClass().getSimpleName() + " | sent " + ending.sent();
        table.add(row);
        boolean left = !(ending.result() instanceof ChargeResult.NotSent);
        if (!expected.fits(ending.result())
                || ending.sent() > 1
                || ending.elsewhere() > 0
                || (!left && ending.sent() > 0)) {
            wrong.add(row + ", expected " + expected + ", elsewhere " + ending.elsewhere());
        }
    }

    @DisplayName("GST-10 leaves once at most, and is taken for confirmed or not sent only when that is proven")
    @Test
    void matrix() throws IOException, InterruptedException, ExecutionException {
        ExecutorService atOnce = Executors.newFixedThreadPool(4); // most of the time is spent on time limits
        List<Callable<FaultCell>> cells = FaultCell.all()
                .<Callable<FaultCell>>map(cell -> () -> allFaults(cell))
                .toList();
        for (Future<FaultCell> cell : atOnce.invokeAll(cells)) {
            assertThat(cell.get()).isNotNull();
        }
        atOnce.shutdown();
        String line = "S8: " + table.size() + " cells, max mutation requests observed per call = " + most;
        report(line);
        System.out.println(line);
        assertThat(wrong).isEmpty();
        assertThat(numbers).containsAll(OF_ONE_CHARGE);
        assertThat(most).isEqualTo(1);
        assertThat(table).hasSizeGreaterThanOrEqualTo(FEWEST_CELLS);
    }

    private FaultCell allFaults(FaultCell cell) throws IOException {
        for (HttpFault fault : HttpFault.all()) {
            note(fault.number(), fault.name(), cell, fault.expected(), cell.under(fault, UnaryOperator.identity()));
        }
        if (!cell.http2) {
            rawFaults(cell);
        }
        if (!cell.pooled) {
            connectionFaults(cell);
        }
        return cell;
    }

    private void report(String line) throws IOException {
        Map<String, Integer> classes = new TreeMap<>();
        table.forEach(row -> classes.merge(row.split(" \\| ", -1)[3], 1, Integer::sum));
        List<String> lines = new ArrayList<>(table);
        lines.add(line);
        lines.add(classes.toString());
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target", "fault-matrix.txt"), lines);
    }

    private void rawFaults(FaultCell cell) throws IOException {
        String head = "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n";
        raw(cell, "promises more than it sends", head + "content-length: 9999\r\n\r\n" + GOOD, 0);
        raw(cell, "promises less than it sends", head + "content-length: 50\r\n\r\n" + GOOD, 0);
        raw(cell, "breaks off within the headers", head, 0);
        raw(cell, "breaks off within a chunk", head + "transfer-encoding: chunked\r\n\r\nffff\r\n" + GOOD, 0);
        raw(cell, "sends a chunk without a length", head + "transfer-encoding: chunked\r\n\r\nzz\r\n" + GOOD, 0);
        raw(cell, "does not speak HTTP", "SSH-2.0-OpenSSH_9.2\r\n", 0);
        raw(cell, "closes without a word", "", 0);
        raw(cell, "drips", drip(), 1);
    }

    private static String drip() {
        return "HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: " + GOOD.length() + "\r\n\r\n"
                + GOOD;
    }

    private void raw(FaultCell cell, String name, String answer, int bytesAtOnce) throws IOException {
        try (RawServer server = new RawServer(answer, bytesAtOnce)) {
            WrittenBytes written = new WrittenBytes();
            Duration limit = bytesAtOnce > 0 ? FaultCell.SOON : FaultCell.IN_TIME;
            note(
                    8,
                    name,
                    cell,
                    Expected.AMBIGUOUS,
                    cell.charge(
                            "http://localhost:" + server.port(),
                            cell.base(written),
                            written,
                            limit,
                            UnaryOperator.identity()));
        }
    }

    /** Whatever fails before a request can leave. */
    private void connectionFaults(FaultCell cell) throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        unreached(1, "connection refused", cell, "http://localhost:" + closed, client -> client);
        unreached(
                2,
                "name not found",
                cell,
                "http://localhost:" + closed,
                client -> client.newBuilder()
                        .dns(host -> {
                            throw new UnknownHostException(host);
                        })
                        .build());
        connectTimeout(cell);
        HeldCertificate sound = certificate("localhost", false);
        tls(cell, "unknown authority", sound, false, false);
        tls(cell, "wrong host", certificate("other.example", false), true, false);
        tls(cell, "expired", certificate("localhost", true), true, false);
        tls(cell, "handshake broken off", sound, true, true);
        tls(cell, "TLS 1.1 and older alone", sound, true, OldTls::new, false);
        insecure(cell);
    }

    private void connectTimeout(FaultCell cell) throws IOException {
        List<Socket> waiting = new ArrayList<>();
        try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getByName("0.0.0.0"))) {
            for (int n = 0; n < 8; n++) {
                Socket socket = new Socket();
                waiting.add(socket);
                try {
                    socket.connect(full.getLocalSocketAddress(), 50);
                } catch (IOException e) {
                    break; // the queue is full
                }
            }
            unreached(4, "connect timeout", cell, "http://localhost:" + full.getLocalPort(), client -> client);
        } finally {
            for (Socket socket : waiting) {
                socket.close();
            }
        }
    }

    /** Expiry is looked at in what an authority has signed, not in the authority. */
    private static final HeldCertificate AUTHORITY =
            new HeldCertificate.Builder().certificateAuthority(0).build();

    private static HeldCertificate certificate(String host, boolean expired) {
        Instant now = Instant.now();
        HeldCertificate.Builder builder = new HeldCertificate.Builder()
                .signedBy(AUTHORITY)
                .commonName(host)
                .addSubjectAlternativeName(host);
        if (expired) {
            builder.validityInterval(
                    now.minus(2, ChronoUnit.DAYS).toEpochMilli(),
                    now.minus(1, ChronoUnit.DAYS).toEpochMilli());
        }
        return builder.build();
    }

    private void tls(FaultCell cell, String name, HeldCertificate held, boolean trusted, boolean broken)
            throws IOException {
        tls(cell, name, held, trusted, UnaryOperator.identity(), broken);
    }

    private void tls(
            FaultCell cell,
            String name,
            HeldCertificate held,
            boolean trusted,
            UnaryOperator<SSLSocketFactory> secured,
            boolean broken)
            throws IOException {
        try (MockWebServer server = new MockWebServer()) {
            HandshakeCertificates serverSide = new HandshakeCertificates.Builder()
                    .heldCertificate(held, AUTHORITY.certificate())
                    .build();
            server.useHttps(secured.apply(serverSide.sslSocketFactory()));
            server.start(InetAddress.getByName("0.0.0.0"), 0);
            MockResponse good = FakeAptean.json(GOOD);
            for (int n = 0; n < 4; n++) {
                server.enqueue(broken ? good.newBuilder().failHandshake().build() : good);
            }
            HandshakeCertificates.Builder ours = new HandshakeCertificates.Builder().addPlatformTrustedCertificates();
            if (trusted) {
                ours.addTrustedCertificate(AUTHORITY.certificate());
            }
            HandshakeCertificates clientSide = ours.build();
            unreached(
                    3,
                    name,
                    cell,
                    "https://localhost:" + server.getPort(),
                    client -> client.newBuilder()
                            .protocols(
                                    cell.http2
                                            ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1)
                                            : List.of(Protocol.HTTP_1_1))
                            .sslSocketFactory(clientSide.sslSocketFactory(), clientSide.trustManager())
                            .build());
            assertThat(FaultCell.bodies(server)).as(name).isEmpty();
        }
    }

    /** A server that no longer speaks TLS gets nothing in cleartext. */
    private void insecure(FaultCell cell) throws IOException {
        try (MockWebServer server = new MockWebServer()) {
            server.start(InetAddress.getByName("0.0.0.0"), 0);
            unreached(
                    3,
                    "no TLS at all",
                    cell,
                    "https://localhost:" + server.getPort(),
                    client -> client.newBuilder()
                            .protocols(List.of(Protocol.HTTP_1_1))
                            .build());
            assertThat(FaultCell.bodies(server)).isEmpty();
        }
    }

    private void unreached(int number, String name, FaultCell cell, String url, UnaryOperator<OkHttpClient> setting) {
        WrittenBytes written = new WrittenBytes();
        OkHttpClient base = setting.apply(cell.base(written));
        note(
                number,
                name,
                cell,
                Expected.NOT_SENT,
                cell.charge(
                        url,
                        base,
                        written,
                        number == 4 ? FaultCell.SOON : FaultCell.IN_TIME,
                        UnaryOperator.identity()));
    }

    // Honesty: each of OkHttp's defaults that is dangerous to money, switched back on, has to be noticed.

    private static boolean turnsRed(UnaryOperator<OkHttpClient> tamper, FaultCell cell, String... faults)
            throws IOException {
        for (HttpFault fault : HttpFault.all()) {
            if (List.of(faults).contains(fault.name())) {
                FaultCell.Ending ending = cell.under(fault, tamper);
                boolean green = fault.expected().fits(ending.result())
                        && ending.sent() <= 1
                        && ending.elsewhere() == 0
                        && (!fault.slow() || ending.took().compareTo(FaultCell.SOON.multipliedBy(4)) < 0);
                if (!green) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean endsLate(UnaryOperator<OkHttpClient> tamper) throws IOException {
        FaultCell cell = new FaultCell(true, false, 1);
        try (RawServer server = new RawServer(drip(), 4)) {
            WrittenBytes written = new WrittenBytes();
            FaultCell.Ending ending = cell.charge(
                    "http://localhost:" + server.port(), cell.base(written), written, FaultCell.SOON, tamper);
            return ending.took().compareTo(FaultCell.SOON.multipliedBy(4)) > 0;
        }
    }

    /** OkHttp's own bodies may be written again. */
    private static final Interceptor MULTI_SHOT = chain -> {
        RequestBody body = chain.request().body();
        okio.Buffer bytes = new okio.Buffer();
        if (body != null) {
            body.writeTo(bytes);
        }
        return chain.proceed(chain.request()
                .newBuilder()
                .post(RequestBody.create(bytes.readByteString(), FakeAptean.JSON))
                .build());
    };

    private static OkHttpClient.Builder multiShot(OkHttpClient client) {
        return client.newBuilder().addInterceptor(MULTI_SHOT);
    }

    @DisplayName("is watched by a matrix that turns red when any dangerous default is switched back on")
    @Test
    void honesty() throws IOException {
        FaultCell pooled = new FaultCell(true, false, 3);
        Map<String, Boolean> red = new TreeMap<>();
        red.put(
                "retry on connection failure",
                turnsRed(c -> multiShot(c).retryOnConnectionFailure(true).build(), pooled, "closes before answering"));
        red.put(
                "bodies that may be written again",
                turnsRed(c -> multiShot(c).build(), pooled, "answers 503, try again at once", "answers 408"));
        red.put(
                "redirects",
                turnsRed(c -> c.newBuilder().followRedirects(true).build(), pooled, "answers 302 to another host"));
        red.put(
                "redirects that repeat the body",
                turnsRed(c -> multiShot(c).followRedirects(true).build(), pooled, "answers 307 to another host"));
        red.put(
                "no call timeout",
                endsLate(c -> c.newBuilder().callTimeout(0, TimeUnit.SECONDS).build()));
        System.out.println("S18: " + red.values().stream().filter(r -> r).count() + "/" + red.size() + " detected");
        assertThat(red).hasSize(5);
        assertThat(red)
                .allSatisfy((name, detected) -> assertThat(detected).as(name).isTrue());
        assertThat(turnsRed(
                        UnaryOperator.identity(),
                        pooled,
                        "closes before answering",
                        "answers 408",
                        "answers 302 to another host",
                        "answers compressed"))
                .isFalse();
        assertThat(endsLate(UnaryOperator.identity())).isFalse();
    }
}
