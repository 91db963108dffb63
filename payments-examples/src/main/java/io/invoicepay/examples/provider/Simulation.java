package io.invoicepay.examples.provider;

import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.inmemory.Plan;
import io.invoicepay.inmemory.Snapshot;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The in-memory provider as the console program plays it: it goes on where the last call left it, and every invoice that is owed has
 * been sent to it for payment, unless told otherwise.
 */
public final class Simulation {
    private static final Duration SETTLES_AFTER = Duration.ofDays(2);

    private final InMemoryProvider provider;
    private final Part part;
    private boolean playing;

    /**
     * What the simulated world does beside the command.
     *
     * @param owed the invoices that a customer could pay
     * @param notSent those of them that the provider has not received
     * @param pendingElsewhere those of them that somebody is paying in the portal
     * @param card what becomes of the card, if one is used
     * @param down whether the provider cannot be reached
     */
    public record Part(
            List<Invoice> owed,
            Set<InvoiceNumber> notSent,
            Set<InvoiceNumber> pendingElsewhere,
            Option<CardScript> card,
            boolean down) {}

    /**
     * Takes the provider up where it was left.
     *
     * @throws IllegalArgumentException if the snapshot contradicts itself
     */
    public Simulation(Clock clock, Option<Snapshot> before, Part part) {
        this.provider =
                InMemoryProvider.builder(clock).settlesAfter(SETTLES_AFTER).build();
        this.part = part;
        before.forEach(provider::restore);
        provider.ledger(); // what has become due meanwhile happens here, where a contradiction can still be told
        this.playing = before.isDefined();
    }

    /** The name under which it keeps attempts. */
    ProviderId id() {
        return provider.id();
    }

    /** The provider for new payments, with everything arranged. */
    PaymentProvider play() {
        playing = true;
        Map<InvoiceNumber, ProviderView> views = provider.find(
                part.owed().stream().map(i -> PaymentQuery.about(i.number())).toList());
        for (Invoice invoice : part.owed()) {
            arrange(invoice, views.getOrDefault(invoice.number(), ProviderView.notSent()));
        }
        part.card().forEach(card -> provider.next(card.plan()));
        provider.unreachable(part.down());
        return provider;
    }

    /** The ERP sends what is owed, and sends it again when the amount has changed and no payment stands. */
    private void arrange(Invoice invoice, ProviderView view) {
        boolean unsent = view instanceof ProviderView.NotSent && !part.notSent().contains(invoice.number());
        boolean outdated = view instanceof ProviderView.Sent sent
                && !sent.requested().equals(invoice.outstanding())
                && sent.payments().stream().allMatch(ProviderPayment::isDead);
        if (unsent || outdated) {
            provider.send(invoice.number(), invoice.outstanding());
        }
        boolean paysElsewhere = part.pendingElsewhere().contains(invoice.number());
        if (paysElsewhere && !(view instanceof ProviderView.Sent sent && (sent.hasLivePayment() || sent.isCovered()))) {
            provider.payInPortal(invoice.number(), invoice.outstanding(), Plan.approve());
        }
    }

    /** The provider for what it began and another one has taken over from; nothing if it never began anything (LIB-06). */
    public Option<PaymentProvider> former() {
        return Option.when(playing, provider);
    }

    /**
     * What the provider knows and would not be told again by the ERP anyway; nothing if it was never in use.
     *
     * @param touched the invoices whose payment was begun
     */
    public Option<Snapshot> snapshot(Set<InvoiceNumber> touched) {
        return Option.when(playing, provider::snapshot).map(all -> pruned(all, touched));
    }

    private static Snapshot pruned(Snapshot all, Set<InvoiceNumber> touched) {
        Set<InvoiceNumber> kept = new HashSet<>(touched);
        all.payments().forEach(payment -> kept.add(payment.invoice()));
        return new Snapshot(
                all.time(),
                all.lastNumber(),
                all.requests().stream()
                        .filter(request -> kept.contains(request.invoice()))
                        .toList(),
                all.payments(),
                all.usedKeys(),
                all.due());
    }
}
