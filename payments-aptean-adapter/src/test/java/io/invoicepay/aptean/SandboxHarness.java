package io.invoicepay.aptean;

import io.invoicepay.aptean.ApteanPayConfig.SchemaLevel;
import io.invoicepay.aptean.sandbox.ApteanSandbox;
import io.invoicepay.aptean.sandbox.Charge;
import io.invoicepay.aptean.sandbox.Fault;
import io.invoicepay.aptean.sandbox.Fault.Damage;
import io.invoicepay.aptean.sandbox.RequestCap;
import io.invoicepay.aptean.sandbox.SandboxClock;
import io.invoicepay.aptean.sandbox.SandboxSettings;
import io.invoicepay.aptean.sandbox.TestCard;
import io.invoicepay.conformance.Arranged;
import io.invoicepay.conformance.ChargeFault;
import io.invoicepay.conformance.ProviderHarness;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.CardToken;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.provider.KeyContract;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Option;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * The adapter over HTTP on a sandbox, from the sandbox's side. The sandbox is the least helpful that can be: it caps nothing, so that
 * keys alone prevent a second charge, its lists lag, and what is settled is settled by the test.
 */
final class SandboxHarness implements ProviderHarness {
    private static final Duration LAG = Duration.ofSeconds(30);
    private static final Duration LATENESS = Duration.ofSeconds(20);
    private static final Duration HURRIED_QUERY = Duration.ofSeconds(2);
    private static final Duration HURRIED_CHARGE = Duration.ofSeconds(4);
    private static final Duration KEY_MEMORY = Duration.ofHours(24);
    private static final int ALL_FURTHER = 1_000;
    private static final String SANDBOX_CODE = "DECLINED";
    private static final Set<String> QUERIES = Set.of("paymentRequests", "paymentMethods", "account");
    private static final Map<DeclineReason, String> CODES =
            Map.of(DeclineReason.INSUFFICIENT_FUNDS, "NO_MONEY", DeclineReason.EXPIRED_CARD, "TOO_OLD");

    private final Setup setup;
    private final ApteanSandbox sandbox;
    private final Line line = new Line();
    private final PaymentProvider provider;
    private final Map<InvoiceNumber, String> requests = new HashMap<>();
    private TestCard next = TestCard.APPROVED;
    private boolean nextTokenExpired;

    /** How the two sides are set up. */
    record Setup(
            SchemaLevel level,
            KeyContract keys,
            Money amount,
            Consumer<SandboxSettings.Builder> server,
            Consumer<ApteanPayConfigBuilder> adapter,
            boolean hurried) {
        /** With the adapter's usual limits of time. */
        Setup(
                SchemaLevel level,
                KeyContract keys,
                Money amount,
                Consumer<SandboxSettings.Builder> server,
                Consumer<ApteanPayConfigBuilder> adapter) {
            this(level, keys, amount, server, adapter, false);
        }

        /** With limits of time that a test can wait for. */
        Setup hurriedOn() {
            return new Setup(
                    level,
                    keys,
                    amount,
                    server,
                    adapter.andThen(config -> config.timeouts(HURRIED_QUERY, HURRIED_CHARGE)),
                    true);
        }

        boolean full() {
            return level != SchemaLevel.CORE;
        }
    }

    SandboxHarness(Setup setup) {
        this.setup = setup;
        SandboxSettings.Builder settings = SandboxSettings.builder()
                .clock(SandboxClock.standingAt(Fixtures.NOW))
                .keys(SandboxShop.spokenAs(setup.keys()))
                .requestCap(RequestCap.NONE)
                .partialPayment(true)
                .consolidatedPayment(true)
                .uniqueReferences(false)
                .cardProcessing(Duration.ZERO)
                .settlement(Duration.ofDays(30))
                .searchLag(LAG);
        if (!setup.full()) {
            settings.schema(io.invoicepay.aptean.sandbox.SchemaLevel.OF_2021);
        }
        setup.server().accept(settings);
        sandbox = ApteanSandbox.start(settings.build());
        provider = client();
    }

    private PaymentProvider client() {
        ApteanPayConfigBuilder config = SandboxShop.settings(sandbox)
                .schema(setup.level())
                .keys(setup.keys(), setup.keys().allowsResend() ? KEY_MEMORY : Duration.ZERO);
        CODES.forEach((reason, code) -> config.declineCode(code, reason));
        setup.adapter().accept(config);
        return SandboxShop.provider(sandbox, config, line.client());
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
    public Money amount() {
        return setup.amount();
    }

    @Override
    public List<String> secrets() {
        return List.of(sandbox.settings().serverKey(), sandbox.settings().tenantSecret());
    }

    @Override
    public synchronized CardToken cardToken() {
        String token = SandboxShop.takesTokens(provider) ? sandbox.enterCard(next) : sandbox.claimCard(next);
        next = TestCard.APPROVED;
        if (nextTokenExpired) {
            nextTokenExpired = false;
            sandbox.clock().advance(Duration.ofDays(31));
        }
        return CardToken.of(token);
    }

    @Override
    public Arranged send(InvoiceNumber invoice, Money amount) {
        if (!amount.currency().equals(amount().currency())) {
            return Arranged.unsupported("the merchant has one currency");
        }
        issue(invoice, amount, Money.zero(amount.currency()));
        return Arranged.done();
    }

    private void issue(InvoiceNumber invoice, Money amount, Money discount) {
        requests.put(
                invoice,
                sandbox.issue(invoice.value(), amount.minorUnits(), discount.minorUnits(), Duration.ofDays(1)));
        catchUp();
    }

    private String request(InvoiceNumber invoice) {
        return Objects.requireNonNull(requests.get(invoice));
    }

    @Override
    public int chargeRequests() {
        return (int) sandbox.received("createPayment");
    }

    @Override
    public Option<Integer> queries() {
        return Option.some((int) sandbox.calls().stream()
                .filter(call -> QUERIES.contains(call.operation()))
                .count());
    }

    @Override
    public List<Money> chargesTaken(InvoiceNumber invoice) {
        return sandbox.liveCharges(invoice.value()).stream()
                .filter(charge -> charge.channel() == Charge.Channel.API)
                .map(charge -> Money.ofMinor(charge.amount(), amount().currency()))
                .toList();
    }

    @Override
    public void catchUp() {
        sandbox.clock().advance(LATENESS.plus(LAG));
    }

    @Override
    public Arranged passTime(Duration length) {
        sandbox.clock().advance(length);
        return Arranged.done();
    }

    /** Where the link is not shown, it leads to the portal's first page. */
    @Override
    public Option<List<InvoiceNumber>> openedBy(URI link) {
        List<InvoiceNumber> opened = requests.entrySet().stream()
                .filter(request -> sandbox.paymentUrl(request.getValue()).equals(link))
                .map(Map.Entry::getKey)
                .toList();
        return Option.when(!opened.isEmpty(), opened);
    }

    /** Not {@code CLOSED}: that means "as if it had never been sent". [D] */
    @Override
    public Arranged close(InvoiceNumber invoice) {
        sandbox.pinStatus(request(invoice), "UNKNOWN");
        return Arranged.done();
    }

    @Override
    public Arranged duplicate(InvoiceNumber invoice, Money amount) {
        sandbox.issue(invoice.value(), amount.minorUnits());
        return Arranged.done();
    }

    /** What was sent cannot be changed: it is closed, and sent again. [D] */
    @Override
    public Arranged discount(InvoiceNumber invoice, Money discount) {
        if (!setup.full()) {
            return Arranged.unsupported("a server of 2021 does not show discounts");
        }
        sandbox.closeRequest(request(invoice));
        issue(invoice, amount(), discount);
        return Arranged.done();
    }

    @Override
    public Arranged declineNextCharge(DeclineReason reason) {
        if (reason != DeclineReason.DECLINED) {
            if (!setup.full()) {
                return Arranged.unsupported("a server of 2021 tells no code of a failure");
            }
            befall("createPayment", 1, Fault.after(failure(reason)));
        }
        next = TestCard.DECLINED;
        return Arranged.done();
    }

    private static Damage failure(DeclineReason reason) {
        String code = CODES.getOrDefault(reason, SANDBOX_CODE);
        return new Damage.Rewritten("failureDetail", Map.of("code", "CARD", "details", List.of(Map.of("code", code))));
    }

    private void befall(String operation, int times, Fault fault) {
        sandbox.faults().next(operation, times, fault);
    }

    @Override
    public Arranged befallNextCharge(ChargeFault fault) {
        befall(
                "createPayment",
                1,
                switch (fault) {
                    case REQUEST_LOST -> Fault.before(new Damage.Closed());
                    case ANSWER_LOST -> Fault.after(new Damage.Closed());
                    case DELIVERED_LATE -> new Fault(Fault.Processing.LATER, LATENESS, new Damage.Closed());
                    case ANSWER_UNREADABLE -> Fault.after(new Damage.Body("text/html", "<html>Gateway</html>"));
                    case ERROR_AFTER_CHARGING -> Fault.after(new Damage.WithErrors());
                    case ERROR_BEFORE_CHARGING -> Fault.before(status(502, Map.of()));
                    case ASKS_TO_TRY_AGAIN -> Fault.before(status(503, Map.of("Retry-After", "0")));
                    case REDIRECTED -> Fault.before(status(307, Map.of("Location", sandbox.apiUrl() + "/graphql")));
                });
        return Arranged.done();
    }

    private static Damage status(int status, Map<String, String> headers) {
        return new Damage.Status(status, headers, "text/plain", "");
    }

    @Override
    public synchronized Arranged expireNextCardToken() {
        if (SandboxShop.takesTokens(provider)) {
            return Arranged.unsupported("nothing is known of a token's end");
        }
        nextTokenExpired = true;
        return Arranged.done();
    }

    @Override
    public Arranged cutOff() {
        line.cut(true);
        return Arranged.done();
    }

    @Override
    public Arranged failQueries(Cause cause) {
        befall(
                "paymentRequests",
                ALL_FURTHER,
                switch (cause) {
                    case UNREACHABLE -> Fault.before(new Damage.Closed());
                    case THROTTLED -> Fault.before(status(429, Map.of()));
                    case MISCONFIGURED -> Fault.before(status(401, Map.of()));
                    case UNREADABLE -> Fault.after(new Damage.Rewritten("nodes", "none"));
                    case INCOMPLETE -> Fault.after(new Damage.Rewritten("pageInfo.hasNextPage", true));
                });
        return Arranged.done();
    }

    /** With the limits of real life, a minute would have to be waited for in each set-up. */
    @Override
    public Arranged fallSilent() {
        if (!setup.hurried()) {
            return Arranged.unsupported("the adapter's limits of time are those of real life");
        }
        befall("createPayment", ALL_FURTHER, Fault.after(new Damage.Silence()));
        befall("paymentRequests", ALL_FURTHER, Fault.before(new Damage.Silence()));
        return Arranged.done();
    }

    @Override
    public Arranged throttleQueries(Duration retryAfter) {
        befall(
                "paymentRequests",
                ALL_FURTHER,
                Fault.before(status(429, Map.of("Retry-After", Long.toString(retryAfter.toSeconds())))));
        return Arranged.done();
    }

    @Override
    public void recover() {
        line.cut(false);
        sandbox.faults().clear();
    }

    @Override
    public Arranged settle(InvoiceNumber invoice) {
        return overrule(invoice, "COMPLETED");
    }

    @Override
    public Arranged fail(InvoiceNumber invoice, DeclineReason reason) {
        if (reason != DeclineReason.DECLINED) {
            if (!setup.full()) {
                return Arranged.unsupported("a server of 2021 tells no code of a failure");
            }
            befall("paymentRequests", ALL_FURTHER, Fault.after(failure(reason)));
        }
        return overrule(invoice, "FAILED");
    }

    @Override
    public Arranged cancel(InvoiceNumber invoice) {
        return overrule(invoice, "CANCELED");
    }

    private Arranged overrule(InvoiceNumber invoice, String status) {
        sandbox.liveCharges(invoice.value()).stream()
                .filter(charge -> charge.status().equals("PENDING"))
                .forEach(charge -> sandbox.overrulePayment(charge.paymentId(), status));
        return Arranged.done();
    }

    @Override
    public Arranged showUnknownStatus(InvoiceNumber invoice) {
        befall("paymentRequests", ALL_FURTHER, Fault.after(new Damage.Rewritten("payments.status", "REVERSED")));
        return Arranged.done();
    }

    @Override
    public Arranged refund(InvoiceNumber invoice, Money amount) {
        sandbox.liveCharges(invoice.value()).forEach(charge -> sandbox.refund(charge.paymentId(), amount.minorUnits()));
        sandbox.clock().advance(Duration.ofMinutes(1));
        return Arranged.done();
    }

    @Override
    public Arranged payInPortal(InvoiceNumber invoice, Money amount, Status status) {
        return payInPortal(Map.of(invoice, amount), status);
    }

    private Arranged payInPortal(Map<InvoiceNumber, Money> parts, Status status) {
        String payment = sandbox.payInPortal(
                parts.entrySet().stream()
                        .collect(Collectors.toMap(
                                part -> request(part.getKey()),
                                part -> part.getValue().minorUnits())),
                TestCard.APPROVED);
        if (status == Status.COMPLETED) {
            sandbox.overrulePayment(payment, "COMPLETED");
        }
        return Arranged.done();
    }

    @Override
    public Arranged payTogetherInPortal(Map<InvoiceNumber, Money> parts) {
        return setup.full()
                ? payInPortal(parts, Status.COMPLETED)
                : Arranged.unsupported("a server of 2021 does not show what of a payment goes to which request");
    }

    @Override
    public Arranged payInPortalWithFee(InvoiceNumber invoice, Money amount, Money fee) {
        if (!setup.full()) {
            return Arranged.unsupported("a server of 2021 does not show fees apart");
        }
        payInPortal(invoice, amount, Status.COMPLETED);
        Charge charge = sandbox.liveCharges(invoice.value()).get(0);
        return charge.amount() - amount.minorUnits() == fee.minorUnits()
                ? Arranged.done()
                : Arranged.unsupported("the merchant does not take such a fee");
    }

    @Override
    public void close() {
        sandbox.close();
        line.client().connectionPool().evictAll();
        line.client().dispatcher().executorService().shutdown();
    }
}
