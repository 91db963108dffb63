package io.invoicepay.spi;

import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.provider.Capabilities;
import io.invoicepay.provider.CardEntry;
import io.invoicepay.provider.ChargeOrder;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderView;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * A payment provider: Aptean Pay, the in-memory one, or another. Calls may block on the network; the library makes them on the
 * caller's thread and holds no lock meanwhile. Expected trouble is answered, never thrown.
 *
 * <p>Implementations are called by many threads at once.
 */
public interface PaymentProvider {
    /** The name this configuration of the provider keeps for good; attempts are bound to it (LIB-06). */
    ProviderId id();

    /** What it can do and asks for; cheap, and constant while the provider is in use. */
    Capabilities capabilities();

    /**
     * What the provider knows of each invoice asked about, in as few requests as it can (COL-08): the key set of the answer is the set of
     * invoices asked. A failure of the whole is {@link ProviderView.Inconclusive} for each. An invoice is {@link ProviderView.NotSent}
     * only if the provider's complete answer does not hold it. It has to end, with what the {@link InvoiceSource} takes, within the minute
     * for which Pay Now holds a reservation; else nothing is charged.
     */
    Map<InvoiceNumber, ProviderView> find(List<PaymentQuery> queries);

    /**
     * Charges a card, once. At most one request that could charge leaves, whatever happens on the way: no retry, no redirect. It has to
     * end within the two minutes for which the library waits ({@link io.invoicepay.attempt.Patience}); what answers later is found out
     * by asking.
     *
     * @return confirmed with the payment the provider showed, not sent if that is proven, ambiguous in every other case
     */
    ChargeResult charge(ChargeOrder order);

    /**
     * Where the customer can pay in the provider's payer portal, fetched fresh; the link is a bearer credential and must not be logged.
     *
     * @param invoice the account's invoice that is to be paid (POR-01); nothing: the account's balance (BAL-03)
     * @return right: the link, to one of {@link Capabilities#portalHosts()}; left: why there is none
     */
    Either<ProviderView.Inconclusive.Cause, URI> portal(AccountId account, Option<InvoiceNumber> invoice);

    /** What the page needs to mount the card entry form; nothing if guest checkout is not offered. */
    Option<CardEntry> cardEntry();
}
