package io.invoicepay.inmemory;

import io.invoicepay.conformance.Arranged;
import io.invoicepay.conformance.ChargeFault;
import io.invoicepay.conformance.ProviderHarness;
import io.invoicepay.inmemory.LedgerEntry.Channel;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.CardToken;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.provider.ProviderView.Inconclusive;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Option;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The in-memory provider from its other side, with a lag so that the kit's tests meet one. */
final class InMemoryProviderHarness implements ProviderHarness {
    private static final Duration LAG = Duration.ofSeconds(30);
    private static final Duration DELAY = Duration.ofSeconds(5);

    private final VirtualClock clock = VirtualClock.at(Fixtures.START);
    private final AtomicInteger cards = new AtomicInteger();
    private final InMemoryProvider provider;
    private final List<InvoiceNumber> sent = new ArrayList<>();

    InMemoryProviderHarness(UnaryOperator<InMemoryProviderBuilder> setup) {
        provider = setup.apply(InMemoryProvider.builder(clock).findLag(LAG).settlesAfter(Duration.ofDays(7)))
                .build();
    }

    @Override
    public PaymentProvider provider() {
        return provider;
    }

    /** All nodes of one process hold the same provider. */
    @Override
    public Option<PaymentProvider> secondClient() {
        return Option.some(provider);
    }

    @Override
    public CardToken cardToken() {
        return CardToken.of("tok_" + cards.incrementAndGet());
    }

    @Override
    public Arranged send(InvoiceNumber invoice, Money amount) {
        provider.send(invoice, amount);
        sent.add(invoice);
        catchUp();
        return Arranged.done();
    }

    @Override
    public Option<List<InvoiceNumber>> openedBy(URI link) {
        String query = link.getQuery();
        return Option.some(
                sent.stream().filter(invoice -> isOpened(query, invoice)).toList());
    }

    private boolean isOpened(String query, InvoiceNumber invoice) {
        return query.startsWith("account=")
                || (provider.find(List.of(PaymentQuery.about(invoice))).get(invoice) instanceof ProviderView.Sent view
                        && query.equals("request=" + view.request()));
    }

    @Override
    public int chargeRequests() {
        return provider.chargeRequests();
    }

    @Override
    public Option<Integer> queries() {
        return Option.some(provider.queryRequests());
    }

    @Override
    public List<Money> chargesTaken(InvoiceNumber invoice) {
        return provider.ledger(invoice).stream()
                .filter(entry -> entry.channel() == Channel.GUEST && entry.mayTakeMoney())
                .map(LedgerEntry::charged)
                .toList();
    }

    @Override
    public void catchUp() {
        clock.advance(DELAY.plus(LAG));
    }

    @Override
    public Arranged passTime(Duration length) {
        clock.advance(length);
        return Arranged.done();
    }

    @Override
    public Arranged close(InvoiceNumber invoice) {
        provider.close(invoice);
        return Arranged.done();
    }

    @Override
    public Arranged duplicate(InvoiceNumber invoice, Money amount) {
        provider.contradict(invoice);
        return Arranged.done();
    }

    @Override
    public Arranged discount(InvoiceNumber invoice, Money discount) {
        provider.discount(invoice, discount, clock.instant().plus(Duration.ofDays(1)));
        return Arranged.done();
    }

    @Override
    public Arranged declineNextCharge(DeclineReason reason) {
        return next(Plan.decline(reason));
    }

    @Override
    public Arranged expireNextCardToken() {
        return next(Plan.expireCardEntry());
    }

    @Override
    public Arranged befallNextCharge(ChargeFault fault) {
        return switch (fault) {
            case REQUEST_LOST -> next(Plan.loseRequest());
            case ANSWER_LOST -> next(Plan.approve().losingAnswer());
            case DELIVERED_LATE -> next(Plan.approve().delayed(DELAY));
            case ERROR_AFTER_CHARGING -> next(Plan.approve().namedInError());
            case ANSWER_UNREADABLE, ERROR_BEFORE_CHARGING, ASKS_TO_TRY_AGAIN, REDIRECTED ->
                Arranged.unsupported("there is no wire on which this could happen");
        };
    }

    @Override
    public Arranged takeNextChargeAs(Money taken) {
        return next(Plan.chargeInstead(taken));
    }

    @Override
    public Arranged fallSilent() {
        return Arranged.unsupported("there is no wire on which this could happen");
    }

    private Arranged next(Plan plan) {
        provider.next(plan);
        return Arranged.done();
    }

    @Override
    public Arranged cutOff() {
        provider.unreachable(true);
        return Arranged.done();
    }

    @Override
    public Arranged failQueries(Inconclusive.Cause cause) {
        provider.failQueries(Option.some(new Inconclusive(cause, Option.none())));
        return Arranged.done();
    }

    @Override
    public Arranged throttleQueries(Duration retryAfter) {
        provider.failQueries(Option.some(new Inconclusive(Inconclusive.Cause.THROTTLED, Option.some(retryAfter))));
        return Arranged.done();
    }

    @Override
    public void recover() {
        provider.unreachable(false);
        provider.failQueries(Option.none());
    }

    @Override
    public Arranged settle(InvoiceNumber invoice) {
        return eachPending(invoice, provider::settle);
    }

    @Override
    public Arranged fail(InvoiceNumber invoice, DeclineReason reason) {
        return eachPending(invoice, id -> provider.fail(id, reason));
    }

    @Override
    public Arranged cancel(InvoiceNumber invoice) {
        return eachPending(invoice, provider::cancel);
    }

    @Override
    public Arranged showUnknownStatus(InvoiceNumber invoice) {
        return eachPending(invoice, provider::obscure);
    }

    private Arranged eachPending(InvoiceNumber invoice, Consumer<PaymentId> end) {
        provider.ledger(invoice).stream()
                .filter(entry -> entry.status() == ProviderPayment.Status.PENDING)
                .map(LedgerEntry::payment)
                .forEach(end);
        return Arranged.done();
    }

    @Override
    public Arranged refund(InvoiceNumber invoice, Money amount) {
        provider.ledger(invoice).stream()
                .filter(LedgerEntry::tookMoney)
                .map(LedgerEntry::payment)
                .forEach(id -> provider.refund(id, amount));
        return Arranged.done();
    }

    @Override
    public Arranged payInPortal(InvoiceNumber invoice, Money amount, ProviderPayment.Status status) {
        Plan plan = status == ProviderPayment.Status.PENDING ? Plan.approve() : Plan.complete();
        try {
            provider.payInPortal(invoice, amount, plan);
            return Arranged.done();
        } catch (IllegalStateException e) {
            return Arranged.unsupported("the provider does not take it: " + e.getMessage());
        }
    }
}
