package io.invoicepay.aptean.sandbox;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A running stand-in for Aptean Pay on two loopback ports: one for the API and the payer portal, one for the card entry, which
 * is an origin of its own. It begins empty: issue payment requests, enter test cards, let time pass, and read from
 * {@link #charges} what was really charged. Thread-safe.
 */
public final class ApteanSandbox implements AutoCloseable {
    private final Merchant merchant;
    private final Faults faults = new Faults();
    private final Delivery delivery;
    private final SignedEvents events;
    private final HttpServer api;
    private final HttpServer cards;
    private final Workers workers = new Workers();

    private ApteanSandbox(SandboxSettings settings) throws IOException {
        this.merchant = new Merchant(settings);
        this.delivery = new Delivery(settings.clock(), faults);
        this.api = HttpServer.create(loopback(settings.port()), 0);
        this.cards = HttpServer.create(loopback(settings.cardPort()), 0);
        this.events = new SignedEvents(merchant);
    }

    /**
     * Starts a sandbox; it runs until it is closed. Its threads are daemons and do not keep a program alive.
     *
     * @throws UncheckedIOException if a port is taken
     */
    public static ApteanSandbox start(SandboxSettings settings) {
        // The JDK's server sends headers and body apart; without this every answer on a kept connection waits some 40
        // ms.
        if (System.getProperty("sun.net.httpserver.nodelay") == null) {
            System.setProperty("sun.net.httpserver.nodelay", "true");
        }
        try {
            ApteanSandbox sandbox = new ApteanSandbox(settings);
            sandbox.open();
            return sandbox;
        } catch (IOException taken) {
            throw new UncheckedIOException(taken);
        }
    }

    /** The settings it was started with, credentials included. */
    public SandboxSettings settings() {
        return merchant.settings();
    }

    /** The sandbox's time. */
    public SandboxClock clock() {
        return settings().clock();
    }

    /** The base address of the API; the endpoint is {@code /graphql} below it, and the base itself. */
    public URI apiUrl() {
        return URI.create(origin(api));
    }

    /** The root of the payer portal. */
    public URI portalUrl() {
        return URI.create(origin(api) + "/portal/");
    }

    /** The origin of the card entry: script, frame and the browser's own endpoint. */
    public URI cardOrigin() {
        return URI.create(origin(cards));
    }

    /** The address of the card entry script. */
    public URI cardScriptUrl() {
        return URI.create(origin(cards) + "/apteanpay-js/v1");
    }

    /** What is to go wrong next. */
    public Faults faults() {
        return faults;
    }

    /** Signed events about what happens here. */
    public SignedEvents events() {
        return events;
    }

    /**
     * Asks a payer for money, as the ERP would.
     *
     * @param amount in minor units, at least 100
     * @return the payment request's id
     * @throws IllegalArgumentException if the service's rules refuse it, for instance because the reference is in use
     */
    public String issue(String referenceNumber, long amount) {
        return issue(referenceNumber, amount, 0, Duration.ZERO);
    }

    /**
     * Asks a payer for money, and for less of it if it is paid early.
     *
     * @param amount in minor units, at least 100
     * @param discount in minor units; 0 for none
     * @param discountFor how long from now the discount lasts
     * @return the payment request's id
     * @throws IllegalArgumentException if the service's rules refuse it, for instance because the reference is in use
     */
    public String issue(String referenceNumber, long amount, long discount, Duration discountFor) {
        PaymentRequest.Terms terms = discount == 0
                ? PaymentRequest.Terms.NONE
                : new PaymentRequest.Terms(
                        Optional.empty(), discount, Optional.of(clock().now().plus(discountFor)));
        return upsert(new RequestDesk.Draft(
                Optional.empty(),
                Optional.of(referenceNumber),
                Optional.of(amount),
                Optional.of("sandbox-upload"),
                "NONE",
                Optional.empty(),
                Optional.empty(),
                terms,
                Map.of(),
                Optional.empty(),
                Optional.empty()));
    }

    /**
     * Closes a payment request, as the merchant does before sending it again with another amount.
     *
     * @throws IllegalArgumentException if there is no such request, or it has been paid
     */
    public void closeRequest(String requestId) {
        synchronized (merchant.books()) {
            PaymentRequest known = merchant.books()
                    .view()
                    .request(requestId)
                    .orElseThrow(() -> new IllegalArgumentException("no payment request " + requestId));
            upsert(new RequestDesk.Draft(
                    Optional.of(requestId),
                    Optional.of(known.referenceNumber()),
                    Optional.of(known.amount()),
                    Optional.empty(),
                    "NONE",
                    Optional.empty(),
                    Optional.empty(),
                    known.terms(),
                    Map.of(),
                    Optional.of("CLOSED"),
                    Optional.of("closed in the sandbox")));
        }
    }

    /**
     * Pins the status that a payment request shows, whatever its payments say: for the statuses nothing here leads to.
     *
     * @param status a status of the schema, such as {@code PENDING_AUTHORIZATION}
     * @throws IllegalArgumentException if there is no such request
     */
    public void pinStatus(String requestId, String status) {
        refusing(() -> {
            merchant.requests().pin(requestId, status);
            return requestId;
        });
    }

    /** The link that takes a payer to that request in the portal. */
    public URI paymentUrl(String requestId) {
        synchronized (merchant.books()) {
            String token = merchant.books()
                    .view()
                    .request(requestId)
                    .orElseThrow(() -> new IllegalArgumentException("no payment request " + requestId))
                    .urlToken();
            return URI.create(portalUrl() + "?" + token);
        }
    }

    /** Enters a card as the form in the browser does. Returns the token, which is the payment method's id. */
    public String enterCard(TestCard card) {
        synchronized (merchant.books()) {
            return merchant.cards()
                    .enter(card, 12, merchant.cards().yearsAhead(4), Json.row("name", "Test Payer"))
                    .id();
        }
    }

    /** Enters a card and makes a single-use claim of it, as the card entry script does. Returns the claim's id. */
    public String claimCard(TestCard card) {
        synchronized (merchant.books()) {
            return merchant.cards()
                    .issueClaim(enterCard(card), true, Optional.of(clock().now().plus(Duration.ofDays(30))))
                    .id();
        }
    }

    /** A token as the processor's own form would give it, for the merchant's server to convert. It can be used once. */
    public String processorToken(TestCard card) {
        synchronized (merchant.books()) {
            return merchant.cards().processorToken(card);
        }
    }

    /**
     * Pays what is payable on a request, as a payer does in the portal.
     *
     * @return the payment's id; empty if the card was declined without a payment to show
     * @throws IllegalArgumentException if nothing is payable there
     */
    public Optional<String> payInPortal(String requestId, TestCard card) {
        return refusing(() -> {
            PaymentRequest request = merchant.books()
                    .view()
                    .request(requestId)
                    .orElseThrow(() -> new IllegalArgumentException("no payment request " + requestId));
            return Optional.ofNullable(
                            merchant.payments().payInPortal(request, card).payload())
                    .map(Payment::id);
        });
    }

    /**
     * Pays chosen amounts of one or more requests by one payment, as a signed-in payer does in the portal where the merchant's features
     * allow it.
     *
     * @param amounts what goes to each request, by its id, in minor units
     * @return the payment's id
     * @throws IllegalArgumentException if the features, the caps or the requests' states do not allow it
     */
    public String payInPortal(Map<String, Long> amounts, TestCard card) {
        return refusing(() -> {
            Payment payment = merchant.payments().payInPortal(amounts, card).payload();
            if (payment == null) {
                throw new IllegalArgumentException("the payment was refused");
            }
            return payment.id();
        });
    }

    /**
     * Sends money of a completed payment back, as the merchant's staff does. The refund is pending for the configured time.
     *
     * @param amount in minor units
     * @return the refund's id
     * @throws IllegalArgumentException if there is no such payment, or not so much left of it
     */
    public String refund(String paymentId, long amount) {
        return refusing(() -> {
            Reply<Refund> reply = merchant.refunds().create(paymentId, Optional.of(amount), "refunded in the sandbox");
            Refund refund = reply.payload();
            if (refund == null) {
                throw new IllegalArgumentException(reply.message());
            }
            return refund.id();
        });
    }

    /**
     * Gives a payment another status from now on, as a chargeback or a correction by the processor would.
     *
     * @param status {@code PENDING}, {@code COMPLETED}, {@code FAILED} or {@code CANCELED}
     * @throws IllegalArgumentException if there is no such payment or status
     */
    public void overrulePayment(String paymentId, String status) {
        Payment.Status wanted = Payment.Status.valueOf(status);
        refusing(() -> {
            merchant.payments().overrule(paymentId, wanted);
            return paymentId;
        });
    }

    /**
     * Ends the review of a payment: it completes or fails at once.
     *
     * @throws IllegalArgumentException if there is no such payment, or it is not pending
     */
    public void decideReview(String paymentId, boolean approve) {
        refusing(() -> {
            merchant.payments().decideReview(paymentId, approve);
            return paymentId;
        });
    }

    /** Makes a pending refund fail. */
    public void failRefund(String refundId) {
        merchant.refunds().settle(refundId, Refund.Status.FAILED);
    }

    /** Lets the lists fall that far behind from now on; look-ups by id stay exact. */
    public void lagBy(Duration lag) {
        merchant.lagBy(lag);
    }

    /** The ledger: every card that was asked for money, oldest first, with what became of it. */
    public List<Charge> charges() {
        synchronized (merchant.books()) {
            Books.View view = merchant.books().view();
            return view.payments().stream()
                    .map(payment -> Charge.of(payment, view))
                    .toList();
        }
    }

    /** The charges for that reference number under which money moved or may still move. */
    public List<Charge> liveCharges(String referenceNumber) {
        return charges().stream()
                .filter(Charge::live)
                .filter(charge -> charge.references().contains(referenceNumber))
                .toList();
    }

    /** Every request that reached the endpoint with good credentials and a valid document, in order of arrival. */
    public List<ReceivedCall> calls() {
        return delivery.calls();
    }

    /** How many requests for that operation reached the endpoint. */
    public long received(String operation) {
        return calls().stream()
                .filter(call -> call.operation().equals(operation))
                .count();
    }

    /**
     * Waits, in real time, until one more request is held back by a fault (slow, or never answered).
     *
     * @return whether one was, before the patience ran out
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean awaitHeld(Duration patience) throws InterruptedException {
        return delivery.awaitHeld(patience);
    }

    /**
     * Waits, in real time, until every request that has reached the API's port is dealt with, also those of clients that have died
     * meanwhile: the ledger then shows what became of them. What a fault holds back is not waited for.
     *
     * @return whether that came to pass before the patience ran out
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean awaitQuiet(Duration patience) throws InterruptedException {
        boolean taken = knock(patience); // connections are taken in the order of their arrival …
        boolean read = knock(patience); // … and what could be read before this one was connected is with a worker now
        return taken && read && workers.awaitIdle(patience);
    }

    /** A request that means nothing, and whether its answer came in time. */
    private boolean knock(Duration patience) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(Math.toIntExact(patience.toMillis()));
            socket.connect(api.getAddress(), Math.toIntExact(patience.toMillis()));
            socket.getOutputStream()
                    .write("GET /nobody HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            socket.getInputStream().transferTo(OutputStream.nullOutputStream());
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException closed) {
            throw new UncheckedIOException(closed);
        }
    }

    /** Stops both servers and the clock at once. May be called twice. */
    @Override
    public void close() {
        clock().close();
        api.stop(0);
        cards.stop(0);
        workers.stop();
    }

    private void open() {
        Shapes shapes = new Shapes(settings(), portalUrl().toString());
        Map<String, Operation> operations = new HashMap<>(new Queries(merchant, shapes).byName());
        operations.putAll(new Mutations(merchant, shapes).byName());
        Api graphQl = new Api(resource(settings().schemaLevel().resource()), operations, merchant.books());
        GraphQlEndpoint forAll = new GraphQlEndpoint(settings(), graphQl, delivery, EnumSet.allOf(Caller.class));
        GraphQlEndpoint forBrowsers = new GraphQlEndpoint(settings(), graphQl, delivery, EnumSet.of(Caller.BROWSER));
        ApiSite.mount(api, this, merchant, forAll);
        CardSite.mount(cards, merchant, forBrowsers);
        api.setExecutor(workers);
        cards.setExecutor(workers);
        api.start();
        cards.start();
    }

    private String upsert(RequestDesk.Draft draft) {
        return refusing(() -> {
            Reply<PaymentRequest> reply = merchant.requests().upsert(draft);
            PaymentRequest request = reply.payload();
            if (request == null) {
                throw new IllegalArgumentException(reply.message());
            }
            return request.id();
        });
    }

    /** Works on the books, and tells a rejection as the caller's mistake. */
    private <T> T refusing(Supplier<T> work) {
        synchronized (merchant.books()) {
            try {
                return work.get();
            } catch (Rejection rejection) {
                throw new IllegalArgumentException(rejection.getMessage(), rejection);
            }
        }
    }

    /** A resource of this package as text. */
    static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(ApteanSandbox.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static InetSocketAddress loopback(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }

    private static String origin(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }
}
