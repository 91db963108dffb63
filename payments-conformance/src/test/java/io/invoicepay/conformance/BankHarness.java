package io.invoicepay.conformance;

import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.CardToken;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Option;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Everything a test can ask of {@link Bank}. */
final class BankHarness implements ProviderHarness {
    static final String SECRET = "sk-very-secret";

    private final Bank bank;
    private final PaymentProvider provider;
    private final Supplier<PaymentProvider> clients;
    private boolean nextTokenExpired;

    /** @param clients makes a client of the bank, with a memory of its own if it has any */
    BankHarness(Bank bank, Supplier<PaymentProvider> clients) {
        this.bank = bank;
        this.clients = clients;
        this.provider = clients.get();
    }

    @Override
    public PaymentProvider provider() {
        return provider;
    }

    @Override
    public synchronized CardToken cardToken() {
        String token = bank.newToken();
        if (nextTokenExpired) {
            bank.expire(token);
            nextTokenExpired = false;
        }
        return CardToken.of(token);
    }

    @Override
    public Arranged send(InvoiceNumber invoice, Money amount) {
        bank.bill(invoice, amount);
        return Arranged.done();
    }

    @Override
    public int chargeRequests() {
        return bank.chargeRequests();
    }

    @Override
    public List<Money> chargesTaken(InvoiceNumber invoice) {
        return bank.taken(invoice);
    }

    @Override
    public Option<Integer> queries() {
        return Option.some(bank.queries());
    }

    @Override
    public Option<PaymentProvider> secondClient() {
        return Option.some(clients.get());
    }

    @Override
    public Option<List<InvoiceNumber>> openedBy(URI link) {
        return Option.some(bank.opened(link.getQuery().substring("t=".length())));
    }

    @Override
    public List<String> secrets() {
        return List.of(SECRET);
    }

    @Override
    public void catchUp() {
        bank.deliver();
    }

    @Override
    public Arranged passTime(Duration length) {
        bank.pass(length);
        return Arranged.done();
    }

    @Override
    public Arranged close(InvoiceNumber invoice) {
        bank.billOf(invoice).closed = true;
        return Arranged.done();
    }

    @Override
    public Arranged duplicate(InvoiceNumber invoice, Money amount) {
        return send(invoice, amount);
    }

    @Override
    public Arranged discount(InvoiceNumber invoice, Money discount) {
        bank.billOf(invoice).discount = Option.some(discount);
        return Arranged.done();
    }

    @Override
    public Arranged declineNextCharge(DeclineReason reason) {
        bank.declineNext(reason);
        return Arranged.done();
    }

    @Override
    public Arranged takeNextChargeAs(Money taken) {
        bank.takeNextAs(taken);
        return Arranged.done();
    }

    @Override
    public Arranged befallNextCharge(ChargeFault fault) {
        bank.befallNext(fault);
        return Arranged.done();
    }

    @Override
    public synchronized Arranged expireNextCardToken() {
        nextTokenExpired = true;
        return Arranged.done();
    }

    @Override
    public Arranged cutOff() {
        bank.cutOff(true);
        return Arranged.done();
    }

    @Override
    public Arranged failQueries(Cause cause) {
        bank.failQueries(Option.some(cause), Option.none());
        return Arranged.done();
    }

    @Override
    public Arranged throttleQueries(Duration retryAfter) {
        bank.failQueries(Option.some(Cause.THROTTLED), Option.some(retryAfter));
        return Arranged.done();
    }

    @Override
    public Arranged fallSilent() {
        bank.silence(true);
        return Arranged.done();
    }

    @Override
    public void recover() {
        bank.silence(false);
        bank.cutOff(false);
        bank.failQueries(Option.none(), Option.none());
    }

    @Override
    public Arranged settle(InvoiceNumber invoice) {
        return end(invoice, Status.COMPLETED, Option.none());
    }

    @Override
    public Arranged fail(InvoiceNumber invoice, DeclineReason reason) {
        return end(invoice, Status.FAILED, Option.some(reason));
    }

    @Override
    public Arranged cancel(InvoiceNumber invoice) {
        return end(invoice, Status.CANCELLED, Option.none());
    }

    @Override
    public Arranged showUnknownStatus(InvoiceNumber invoice) {
        return end(invoice, Status.UNRECOGNISED, Option.none());
    }

    private Arranged end(InvoiceNumber invoice, Status status, Option<DeclineReason> reason) {
        bank.end(invoice, status, reason);
        return Arranged.done();
    }

    @Override
    public Arranged refund(InvoiceNumber invoice, Money amount) {
        bank.paymentsOf(invoice).get(0).refunded = Option.some(amount);
        return Arranged.done();
    }

    @Override
    public Arranged payInPortal(InvoiceNumber invoice, Money amount, Status status) {
        bank.pay(Map.of(invoice, amount), Option.none(), status);
        return Arranged.done();
    }

    @Override
    public Arranged payTogetherInPortal(Map<InvoiceNumber, Money> parts) {
        bank.pay(parts, Option.none(), Status.COMPLETED);
        return Arranged.done();
    }

    @Override
    public Arranged payInPortalWithFee(InvoiceNumber invoice, Money amount, Money fee) {
        bank.pay(Map.of(invoice, amount), Option.some(fee), Status.COMPLETED);
        return Arranged.done();
    }
}
