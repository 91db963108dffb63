package io.invoicepay.inmemory;

import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.PaymentMethod;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.provider.Capabilities;
import io.invoicepay.provider.CardEntry;
import io.invoicepay.provider.ChargeOrder;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A payment provider without a network: it keeps requests for payment and payments, settles them as time goes by, does with keys what
 * it was told to, and lets go wrong what a {@link Plan} says. Its {@linkplain #ledger() ledger} tells what really happened to money.
 *
 * <p>Time is its clock's alone: whatever has become due happens, in order, at the next call. It has no threads and never waits. A
 * clock that is set back stands still for it. Safe for any thread; every call is one step.
 */
public final class InMemoryProvider implements PaymentProvider {
    private final Clock clock;
    private final Terms terms;
    private final RequestBook book = new RequestBook();
    private final KeyMemory keys;
    private final Timeline timeline = new Timeline();
    private final Acquirer acquirer;
    private final Network network;
    private Instant time;
    private boolean unreachable;
    private Option<ProviderView.Inconclusive> noAnswer = Option.none();
    private int queriesReceived;

    InMemoryProvider(Clock clock, Terms terms) {
        this.clock = clock;
        this.terms = terms;
        this.keys = new KeyMemory(terms.capabilities().keyContract());
        this.acquirer = new Acquirer(terms, book, keys, timeline);
        this.network = new Network(acquirer, timeline);
        this.time = clock.instant();
    }

    /** A provider that takes everything: both methods, keys that replay, no more than is owed, settled in a minute. */
    public static InMemoryProviderBuilder builder(Clock clock) {
        return new InMemoryProviderBuilder(clock);
    }

    private Instant now() {
        Instant shown = clock.instant();
        time = shown.isAfter(time) ? shown : time;
        acquirer.catchUp(time);
        return time;
    }

    @Override
    public ProviderId id() {
        return terms.id();
    }

    @Override
    public Capabilities capabilities() {
        return terms.capabilities();
    }

    /** As of now, less the lag. */
    @Override
    public synchronized Map<InvoiceNumber, ProviderView> find(List<PaymentQuery> queries) {
        Instant asOf = now().minus(terms.findLag());
        queriesReceived += unreachable ? 0 : 1;
        Map<InvoiceNumber, ProviderView> views = new LinkedHashMap<>();
        for (PaymentQuery query : queries) {
            views.put(query.invoice(), view(query.invoice(), asOf));
        }
        return Collections.unmodifiableMap(views);
    }

    private ProviderView view(InvoiceNumber invoice, Instant asOf) {
        if (unreachable) {
            return ProviderView.inconclusive(Cause.UNREACHABLE);
        }
        return noAnswer.isDefined()
                ? noAnswer.get()
                : book.view(invoice, asOf, terms.capabilities().showsKeys());
    }

    /**
     * Charges as planned.
     *
     * @throws IllegalStateException if the plan says that the adapter fails
     */
    @Override
    public synchronized ChargeResult charge(ChargeOrder order) {
        Instant now = now();
        if (unreachable) {
            return ChargeResult.notSent(NotChargedReason.PROVIDER_UNREACHABLE);
        }
        return network.deliver(order, now);
    }

    @Override
    public synchronized Either<Cause, URI> portal(AccountId account, Option<InvoiceNumber> invoice) {
        now();
        if (unreachable) {
            return Either.left(Cause.UNREACHABLE);
        }
        if (!terms.capabilities().offers(PaymentMethod.PORTAL)) {
            return Either.left(Cause.MISCONFIGURED);
        }
        if (invoice.isEmpty()) {
            return Either.right(link("account", account.value()));
        }
        return book.request(invoice.get())
                .toEither(Cause.UNREADABLE)
                .map(request -> link("request", request.reference()));
    }

    private URI link(String name, String value) {
        return URI.create(terms.portal() + "?" + name + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    @Override
    public Option<CardEntry> cardEntry() {
        return Option.when(
                terms.capabilities().offers(PaymentMethod.GUEST_CHECKOUT),
                () -> new CardEntry("in-memory", Option.none(), cardSettings()));
    }

    private Map<String, String> cardSettings() {
        return terms.cardForm().map(form -> Map.of("frame", form.toString())).getOrElse(Map.of());
    }

    /** What becomes of the next charges, one after the other; comes before the plan of a card. */
    public synchronized void next(Plan... plans) {
        network.next(plans);
    }

    /** What becomes of every charge of a card, by its token. */
    public synchronized void plan(String cardToken, Plan plan) {
        network.plan(cardToken, plan);
    }

    /** Whether the provider can be reached. Where not, a charge provably never leaves, and nothing is answered. */
    public synchronized void unreachable(boolean isSo) {
        unreachable = isSo;
    }

    /** What queries are answered in place of knowledge from now on (VAL-05); nothing: they are answered again. */
    public synchronized void failQueries(Option<ProviderView.Inconclusive> instead) {
        noAnswer = Objects.requireNonNull(instead, "instead");
    }

    /**
     * The ERP has sent an invoice for payment processing. Sent again, it replaces the request: the amount is the new one, charges under
     * the old reference get an error, and payments made before go on counting.
     *
     * @throws IllegalArgumentException if the amount is not positive
     */
    public synchronized void send(InvoiceNumber invoice, Money amount) {
        if (!amount.isPositive()) {
            throw new IllegalArgumentException("invoice " + invoice + " cannot be sent with " + amount);
        }
        book.send(invoice, amount, now());
    }

    /**
     * The request takes no payments any more.
     *
     * @throws IllegalStateException if the invoice was not sent
     */
    public synchronized void close(InvoiceNumber invoice) {
        book.change(invoice, Snapshot.Request::closed, now());
    }

    /**
     * An early-payment discount is offered.
     *
     * @param until from then on it is not
     * @throws IllegalStateException if the invoice was not sent
     */
    public synchronized void discount(InvoiceNumber invoice, Money amount, Instant until) {
        book.change(invoice, request -> request.discounted(new Snapshot.Discount(amount, until)), now());
    }

    /**
     * A second record claims to be this invoice's, until it is sent again.
     *
     * @throws IllegalStateException if the invoice was not sent
     */
    public synchronized void contradict(InvoiceNumber invoice) {
        book.change(invoice, Snapshot.Request::inContradiction, now());
    }

    /**
     * Somebody pays in the payer portal; any amount, once or several times.
     *
     * @param plan how the payment ends; there is no way to go wrong on
     * @throws IllegalStateException if the provider does not take it: not sent, closed, or more than is left to collect
     */
    public synchronized PaymentId payInPortal(InvoiceNumber invoice, Money amount, Plan plan) {
        Instant now = now();
        Option<String> fault = book.request(invoice)
                .map(request -> acquirer.fault(request, amount, now))
                .getOrElse(Option.some("it was not sent"));
        fault.forEach(reason -> {
            throw new IllegalStateException("invoice " + invoice + ": " + reason);
        });
        Money charged = plan.ending().charged().getOrElse(amount);
        return acquirer.pay(invoice, LedgerEntry.Channel.PORTAL, Option.none(), charged, plan.ending(), now);
    }

    /**
     * A completed payment is given back, wholly or in part.
     *
     * @throws IllegalArgumentException if there is no such payment, or it has not kept as much
     * @throws IllegalStateException if it is not completed
     */
    public synchronized void refund(PaymentId id, Money amount) {
        Instant now = now();
        Snapshot.Payment payment = book.payment(id, Status.COMPLETED);
        if (!amount.isPositive() || amount.isMoreThan(payment.kept())) {
            throw new IllegalArgumentException(
                    "payment " + id + " has " + payment.kept() + " to give back, not " + amount);
        }
        book.write(payment.refunded(amount, now));
    }

    /**
     * A live payment is completed now.
     *
     * @throws IllegalArgumentException if there is no such payment
     * @throws IllegalStateException if it has ended
     */
    public synchronized void settle(PaymentId id) {
        Instant now = now();
        book.write(book.payment(id, Status.PENDING, Status.UNRECOGNISED).become(Status.COMPLETED, Option.none(), now));
    }

    /**
     * A payment fails now; a completed one, too, as after a dispute.
     *
     * @throws IllegalArgumentException if there is no such payment
     * @throws IllegalStateException if it has failed or was called off
     */
    public synchronized void fail(PaymentId id, DeclineReason reason) {
        Instant now = now();
        book.write(book.payment(id, Status.PENDING, Status.UNRECOGNISED, Status.COMPLETED)
                .become(Status.FAILED, Option.some(reason), now));
    }

    /**
     * A live payment is called off now.
     *
     * @throws IllegalArgumentException if there is no such payment
     * @throws IllegalStateException if it has ended
     */
    public synchronized void cancel(PaymentId id) {
        Instant now = now();
        book.write(book.payment(id, Status.PENDING, Status.UNRECOGNISED).become(Status.CANCELLED, Option.none(), now));
    }

    /**
     * A live payment comes to stand in a way that nobody knows, until it ends.
     *
     * @throws IllegalArgumentException if there is no such payment
     * @throws IllegalStateException if it has ended
     */
    public synchronized void obscure(PaymentId id) {
        Instant now = now();
        book.write(
                book.payment(id, Status.PENDING, Status.UNRECOGNISED).become(Status.UNRECOGNISED, Option.none(), now));
    }

    /** How many requests that could charge a card have left for the provider so far, lost ones included; copies made on the way are not. */
    public synchronized int chargeRequests() {
        return network.sent();
    }

    /** How many times {@link #find} has asked the provider so far. */
    public synchronized int queryRequests() {
        return queriesReceived;
    }

    /** Every payment ever made, from any channel, as of now and without lag, in the order in which they were made. */
    public synchronized List<LedgerEntry> ledger() {
        now();
        return book.ledger();
    }

    /** Every payment ever made for an invoice, as of now and without lag. */
    public synchronized List<LedgerEntry> ledger(InvoiceNumber invoice) {
        now();
        return book.ledger(invoice);
    }

    /** What the provider would collect for an invoice right now, without lag; nothing if it was not sent. */
    public synchronized Option<Money> collectible(InvoiceNumber invoice) {
        Instant now = now();
        return book.request(invoice).map(request -> book.collectible(request, now));
    }

    /** Everything it knows, as values. */
    public synchronized Snapshot snapshot() {
        Instant now = now();
        return new Snapshot(
                now,
                book.lastNumber(),
                book.requestVersions(),
                book.paymentVersions(),
                keys.snapshot(),
                timeline.snapshot());
    }

    /** Takes back what {@link #snapshot} gave, in place of everything it knows; settings and plans stay. */
    public synchronized void restore(Snapshot snapshot) {
        time = snapshot.time();
        book.restore(snapshot);
        keys.restore(snapshot.usedKeys());
        timeline.restore(snapshot.due());
    }
}
