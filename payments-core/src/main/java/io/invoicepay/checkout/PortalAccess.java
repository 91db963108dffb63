package io.invoicepay.checkout;

import io.invoicepay.attempt.Evidence;
import io.invoicepay.engine.Engine;
import io.invoicepay.invoice.AccountBalance;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.PaymentMethod;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.payment.Refusals;
import io.invoicepay.payment.StandardRefusal;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.invoicepay.spi.PaymentProvider;
import io.invoicepay.spi.StoredSlot;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.net.URI;
import java.time.Duration;

/** Links into the provider's payer portal: fetched fresh, checked, and followed by an early look at what came of them. */
final class PortalAccess {
    /** The one that tells of everything that goes wrong at a port. */
    private static final System.Logger LOG = System.getLogger(Engine.class.getName());

    private static final Duration FIRST_LOOK = Duration.ofSeconds(15);

    private final Engine engine;

    PortalAccess(Engine engine) {
        this.engine = engine;
    }

    /** For an invoice that has been validated. */
    Either<Refusals, PortalLink> toInvoice(Customer customer, InvoiceNumber number) {
        Either<Refusals, PortalLink> link = link(customer, Option.some(number));
        if (link.isRight()) {
            watch(customer, number);
        }
        return link;
    }

    /** For the account's balance, if something is owed right now. */
    Either<Refusals, PortalLink> toBalance(Customer customer) {
        if (engine.providers().current().isEmpty()) {
            return refused(StandardRefusal.NO_PROVIDER);
        }
        boolean owed = AccountBalance.of(engine.openItems(customer.account())).isPositive();
        return owed ? link(customer, Option.none()) : refused(StandardRefusal.BALANCE_NOT_POSITIVE);
    }

    /** A payment may come of it; looking for it early shows Pending sooner (POR-03). That this fails does not keep the portal shut. */
    private void watch(Customer customer, InvoiceNumber number) {
        ProviderId provider = engine.providers().current().get().id();
        try {
            StoredSlot stored = engine.attempts().read(engine.key(number));
            engine.advance(
                    stored,
                    new Evidence.Hinted(
                            engine.now().plus(FIRST_LOOK),
                            Option.some(customer.account()),
                            Option.some(provider),
                            "portal opened"));
        } catch (Exception | LinkageError e) {
            engine.portFailed(Option.none(), "store: read", e);
        }
    }

    private Either<Refusals, PortalLink> link(Customer customer, Option<InvoiceNumber> invoice) {
        PaymentProvider provider = engine.providers().current().get();
        if (!engine.providers().offers(PaymentMethod.PORTAL)) {
            return refused(StandardRefusal.METHOD_NOT_OFFERED);
        }
        Either<Cause, URI> link = engine.portal(provider, customer.account(), invoice);
        if (link.isLeft()) {
            return refused(StandardRefusal.PROVIDER_UNREACHABLE);
        }
        Option<PortalLink> checked =
                PortalLink.check(link.get(), provider.capabilities().portalHosts());
        if (checked.isEmpty()) {
            // Nothing of the link: whoever has it can pay. Without this line only customers would hear of a setting
            // gone wrong.
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the link that {0} gave is not handed out: it is no plain https link to one of {1}",
                    provider.id(),
                    provider.capabilities().portalHosts());
        }
        return checked.toEither(Refusals.of(StandardRefusal.PORTAL_LINK_REFUSED));
    }

    private static Either<Refusals, PortalLink> refused(StandardRefusal refusal) {
        return Either.left(Refusals.of(refusal));
    }
}
