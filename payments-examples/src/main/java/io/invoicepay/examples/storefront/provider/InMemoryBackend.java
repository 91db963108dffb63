package io.invoicepay.examples.storefront.provider;

import io.invoicepay.inmemory.InMemoryInvoices;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.spi.PageRequest;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.List;

/** The in-memory provider, with a card form and a portal on a port of their own. The ERP has sent it everything that is owed. */
public final class InMemoryBackend implements Backend {
    private static final Duration SETTLES_AFTER = Duration.ofSeconds(20);

    private final InMemoryProvider provider;
    private final InMemorySite site;

    private InMemoryBackend(InMemoryProvider provider, InMemorySite site) {
        this.provider = provider;
        this.site = site;
    }

    /** Opens it, with payments that settle in twenty seconds. */
    public static InMemoryBackend open(Backend.Surroundings surroundings) {
        InMemorySite site = InMemorySite.open();
        InMemoryProvider provider = InMemoryProvider.builder(surroundings.clock())
                .settlesAfter(SETTLES_AFTER)
                .cardForm(site.cardForm())
                .portal(site.portal())
                .build();
        owed(surroundings.erp()).forEach(invoice -> provider.send(invoice.number(), invoice.outstanding()));
        site.serve(provider, surroundings.erp());
        return new InMemoryBackend(provider, site);
    }

    static List<Invoice> owed(InMemoryInvoices erp) {
        return erp.accounts().stream()
                .flatMap(account -> erp.invoices(account, PageRequest.first(Integer.MAX_VALUE)).invoices().stream())
                .filter(invoice -> invoice.isPosted() && invoice.outstanding().isPositive())
                .toList();
    }

    /** The provider itself, whose ledger tells what really happened to money. */
    public InMemoryProvider inMemory() {
        return provider;
    }

    @Override
    public Option<PaymentProvider> provider() {
        return Option.some(provider);
    }

    @Override
    public void close() {
        site.close();
    }
}
