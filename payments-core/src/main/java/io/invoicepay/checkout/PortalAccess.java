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
import io.invoicepay.provider.PortalTarget;
import io.invoicepay.spi.AttemptsUnavailableException;
import io.invoicepay.spi.PaymentProvider;
import io.invoicepay.spi.StoredSlot;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Duration;

/** Links into the provider's payer portal: fetched fresh, checked, and followed by an early look at what came of them. */
final class PortalAccess {
    private static final Duration FIRST_LOOK = Duration.ofSeconds(15);

    private final Engine engine;

    PortalAccess(Engine engine) {
        this.engine = engine;
    }

    /** For an invoice that has been validated. */
    Either<Refusals, PortalLink> toInvoice(Customer customer, InvoiceNumber number) {
        Either<Refusals, PortalLink> link = link(new PortalTarget.ForInvoice(number));
        link.forEach(opened -> watch(customer, number));
        return link;
    }

    /** For the account's balance, if something is owed right now. */
    Either<Refusals, PortalLink> toBalance(Customer customer) {
        if (engine.providers().current().isEmpty()) {
            return Either.left(Refusals.of(StandardRefusal.NO_PROVIDER));
        }
        boolean owed =
                AccountBalance.of(engine.source().openItems(customer.account())).isPositive();
        return owed
                ? link(new PortalTarget.ForBalance(customer.account()))
                : Either.left(Refusals.of(StandardRefusal.BALANCE_NOT_POSITIVE));
    }

    /** A payment may come of it; looking for it early shows Pending sooner (POR-03). That this fails does not keep the portal shut. */
    private void watch(Customer customer, InvoiceNumber number) {
        ProviderId provider = engine.providers().current().get().id();
        try {
            StoredSlot stored = engine.attempts().read(engine.key(number));
            engine.advance(
                    stored,
                    new Evidence.Hinted(
                            engine.now().plus(FIRST_LOOK), Option.some(customer.account()), provider, "portal opened"));
        } catch (AttemptsUnavailableException e) {
            engine.portFailed(Option.none(), "store: read", e);
        }
    }

    private Either<Refusals, PortalLink> link(PortalTarget target) {
        PaymentProvider provider = engine.providers().current().get();
        if (!engine.providers().offers(PaymentMethod.PORTAL)) {
            return Either.left(Refusals.of(StandardRefusal.METHOD_NOT_OFFERED));
        }
        return engine.portal(provider, target)
                .mapLeft(cause -> Refusals.of(StandardRefusal.PROVIDER_UNREACHABLE))
                .flatMap(uri -> PortalLink.check(uri, provider.capabilities().portalHosts())
                        .toEither(() -> Refusals.of(StandardRefusal.PORTAL_LINK_REFUSED)));
    }
}
