package io.invoicepay.conformance;

import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.CardToken;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderView.Inconclusive;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Option;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The other side of a payment provider under test: a sandbox, a local stand-in, or the provider's own memory. It arranges what a port
 * cannot arrange for itself, and counts at the provider's side, never at the adapter's: its counts are the oracle.
 *
 * <p>A harness is made for one test and closed after it. What it has to do is few methods; the others are overridden as far as the
 * other side can be moved, and until then have the tests that need them skipped. Called by one thread, save for {@link #cardToken}.
 */
public interface ProviderHarness extends AutoCloseable {
    /** The provider under test; always the same one. */
    PaymentProvider provider();

    /** The account whose invoices are sent. */
    default AccountId account() {
        return new AccountId("20000");
    }

    /** An ordinary amount, in a currency and of a size that the provider takes. At least 10 major units. */
    default Money amount() {
        return Money.of("1250.00", "USD");
    }

    /** What the numbers of the test's invoices begin with; to be made unique where tests share one provider account. At most 20 characters. */
    default String numberPrefix() {
        return "PS-INV";
    }

    /**
     * The token of a fresh card entry, good for one charge. The kit asks for it after arranging what shall befall the charge, so that a
     * harness can choose the card by that. Called by several threads at once.
     */
    CardToken cardToken();

    /**
     * Has the provider receive an invoice of {@link #account} for payment processing, so that it asks for the amount. The ordinary
     * amount has to work; other currencies, sizes and unusual numbers may be unsupported.
     */
    Arranged send(InvoiceNumber invoice, Money amount);

    /**
     * How many requests that could charge a card have come to the provider's door: also those it turned away, failed at or lost there.
     */
    int chargeRequests();

    /**
     * The charges by {@link PaymentProvider#charge} that the provider has really accepted for an invoice, settled or not; neither declined
     * ones nor payments made in the portal.
     */
    List<Money> chargesTaken(InvoiceNumber invoice);

    /** How many queries have come to the provider's door; nothing if that is not counted. */
    default Option<Integer> queries() {
        return Option.none();
    }

    /** Another client of the same provider account in the same configuration, as another node or the same one after a restart has. */
    default Option<PaymentProvider> secondClient() {
        return Option.none();
    }

    /** The invoices of {@link #account} that a link to the portal lets be paid; nothing if the other side cannot tell. */
    default Option<List<InvoiceNumber>> openedBy(URI link) {
        return Option.none();
    }

    /** The secrets of the adapter's configuration, to be looked for where they must not be. */
    default List<String> secrets() {
        return List.of();
    }

    /** Delivers what was held up, and lets the provider's queries show all that has happened. */
    default void catchUp() {}

    /** Lets time pass at the provider. */
    default Arranged passTime(Duration length) {
        return Arranged.unsupported("the provider's time cannot be moved");
    }

    /** The provider no longer takes payments for an invoice it holds. */
    default Arranged close(InvoiceNumber invoice) {
        return Arranged.unsupported("invoices cannot be closed at the provider");
    }

    /** A second of the provider's records claims to be the same invoice's. */
    default Arranged duplicate(InvoiceNumber invoice, Money amount) {
        return Arranged.unsupported("the provider keeps one record an invoice");
    }

    /** An early-payment discount takes so much off an invoice right now. */
    default Arranged discount(InvoiceNumber invoice, Money discount) {
        return Arranged.unsupported("the provider knows no discounts");
    }

    /** The issuer declines the next charge for this reason; {@link DeclineReason#DECLINED}: for none that is told. */
    default Arranged declineNextCharge(DeclineReason reason) {
        return Arranged.unsupported("the provider cannot be made to decline a card as " + reason);
    }

    /** Something befalls the next charge, and only that. */
    default Arranged befallNextCharge(ChargeFault fault) {
        return Arranged.unsupported("the provider cannot be made to show " + fault);
    }

    /** The provider takes so much by the next charge, whatever it was asked for: an issuer approves a part, say. */
    default Arranged takeNextChargeAs(Money taken) {
        return Arranged.unsupported("the provider takes what it was asked for, or nothing");
    }

    /** The next card token has expired, or was used before. */
    default Arranged expireNextCardToken() {
        return Arranged.unsupported("card tokens do not expire at the provider");
    }

    /**
     * From now on no connection comes about, so that it is proven that nothing leaves; until {@link #recover}. To be left unsupported where
     * the adapter's means of transport never prove that.
     */
    default Arranged cutOff() {
        return Arranged.unsupported("the adapter cannot be cut off from its provider");
    }

    /**
     * From now on queries fail for this cause; until {@link #recover}. {@link Inconclusive.Cause#INCOMPLETE} means that a part of the answer
     * is missing: the part that would hold the last invoice sent, on a page that cannot be had or behind the last that is read, say.
     * Where the provider says "not found" by a status that a wrong address or a gateway answers as well (404), that is worth a try as
     * {@link Inconclusive.Cause#MISCONFIGURED}.
     */
    default Arranged failQueries(Inconclusive.Cause cause) {
        return Arranged.unsupported("the provider's queries cannot be made to fail as " + cause);
    }

    /** From now on the provider asks to be left alone for so long; until {@link #recover}. */
    default Arranged throttleQueries(Duration retryAfter) {
        return Arranged.unsupported("the provider does not tell when to come back");
    }

    /**
     * From now on the provider takes requests, and may carry them out, but answers none: connections stay open and nothing comes. Until
     * {@link #recover}. The adapter's own limits of time are best set low for this.
     */
    default Arranged fallSilent() {
        return Arranged.unsupported("the provider cannot be made to fall silent");
    }

    /** Ends {@link #cutOff}, {@link #failQueries}, {@link #throttleQueries} and {@link #fallSilent}. */
    default void recover() {}

    /** Pending payments of an invoice are completed. */
    default Arranged settle(InvoiceNumber invoice) {
        return Arranged.unsupported("pending payments cannot be settled");
    }

    /** Pending payments of an invoice fail for this reason; {@link DeclineReason#DECLINED}: for none that is told. */
    default Arranged fail(InvoiceNumber invoice, DeclineReason reason) {
        return Arranged.unsupported("pending payments cannot be made to fail as " + reason);
    }

    /** Pending payments of an invoice are called off at the provider. */
    default Arranged cancel(InvoiceNumber invoice) {
        return Arranged.unsupported("pending payments cannot be called off");
    }

    /** Payments of an invoice stand in a way the adapter has never heard of. */
    default Arranged showUnknownStatus(InvoiceNumber invoice) {
        return Arranged.unsupported("the provider has no status that the adapter does not know");
    }

    /** So much of an invoice's one completed payment is given back. */
    default Arranged refund(InvoiceNumber invoice, Money amount) {
        return Arranged.unsupported("the provider makes no refunds");
    }

    /**
     * The customer pays an invoice in the provider's portal.
     *
     * @param amount what goes to the invoice; may be a part of it
     * @param status {@link ProviderPayment.Status#PENDING} or {@link ProviderPayment.Status#COMPLETED}
     */
    default Arranged payInPortal(InvoiceNumber invoice, Money amount, ProviderPayment.Status status) {
        return Arranged.unsupported("nothing can be paid in the provider's portal");
    }

    /** The customer pays several invoices by one completed payment in the provider's portal. */
    default Arranged payTogetherInPortal(Map<InvoiceNumber, Money> parts) {
        return Arranged.unsupported("the provider's portal takes one invoice at a time");
    }

    /** The customer pays an invoice in the provider's portal, completed, and a convenience fee on top of it. */
    default Arranged payInPortalWithFee(InvoiceNumber invoice, Money amount, Money fee) {
        return Arranged.unsupported("the provider takes no convenience fee");
    }

    /** Ends the test's provider. */
    @Override
    default void close() {}
}
