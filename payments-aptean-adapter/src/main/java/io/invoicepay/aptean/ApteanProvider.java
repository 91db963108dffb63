package io.invoicepay.aptean;

import io.invoicepay.aptean.ApteanPayConfig.CardForm;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.payment.PaymentMethod;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.provider.Capabilities;
import io.invoicepay.provider.CardEntry;
import io.invoicepay.provider.ChargeOrder;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import okhttp3.OkHttpClient;

/** Aptean Pay behind the port. */
final class ApteanProvider implements PaymentProvider {
    private static final String RESULT = "result";
    private static final ProviderView WRONG_CURRENCY = ProviderView.inconclusive(Cause.MISCONFIGURED);

    private final ApteanPayConfig config;
    private final Knowledge knowledge;
    private final Finder finder;
    private final RequestView view;
    private final Charging charging;
    private final Option<PortalLinks> portal;
    private final Capabilities capabilities;
    private final Option<CardEntry> cardEntry;

    ApteanProvider(ApteanPayConfig config, OkHttpClient base, Backoff backoff, Duration pollPause, Clock clock) {
        this.config = config;
        Gateway gateway = Gateway.over(base, config, backoff, clock);
        Documents documents = new Documents(config.lookups.mark());
        knowledge = new Knowledge(gateway, documents, config, clock);
        finder = new Finder(gateway, documents, knowledge, config, clock);
        view = new RequestView(config, clock);
        CardPreparation cards = new CardPreparation(gateway, documents, config.charges.cardEntry(), pollPause);
        EndedPayments ended = new EndedPayments(finder, config, pollPause, clock);
        charging = new Charging(gateway, documents, knowledge, cards::prepare, ended, config, clock);
        portal = config.portal.map(settings -> new PortalLinks(settings, finder));
        knowledge.refresh();
        capabilities = capabilities(config, knowledge.fees());
        cardEntry = Option.when(capabilities.offers(PaymentMethod.GUEST_CHECKOUT), () -> cardEntry(config));
    }

    private static Capabilities capabilities(ApteanPayConfig config, boolean fees) {
        ApteanPayConfig.Charges charges = config.charges;
        Capabilities.Builder builder = Capabilities.builder()
                .currencies(Set.of(charges.currency()))
                .minimum(Money.ofMinor(charges.minimum(), charges.currency()))
                .maximum(Money.ofMinor(charges.maximum(), charges.currency()))
                .keys(charges.keyContract(), charges.keyMemory())
                .portalHosts(config.portal
                        .map(ApteanPayConfig.Portal::hosts)
                        .getOrElse(Set.of())
                        .toArray(String[]::new));
        if (config.portal.isEmpty()) {
            builder.without(PaymentMethod.PORTAL);
        }
        if (!charges.guestCheckout() || (fees && !charges.guestDespiteFees())) {
            builder.without(PaymentMethod.GUEST_CHECKOUT); // a guest would not be told of the fee beforehand
        }
        return OwnPayments.showKeys(config.lookups.mark())
                ? builder.showingKeys().build()
                : builder.build();
    }

    @Override
    public ProviderId id() {
        return config.id;
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public Map<InvoiceNumber, ProviderView> find(List<PaymentQuery> queries) {
        if (queries.isEmpty()) {
            return Map.of();
        }
        knowledge.refresh();
        Map<InvoiceNumber, ProviderView> views = new LinkedHashMap<>(queries.size() * 4 / 3 + 1); // never has to grow
        for (PaymentQuery query : queries) {
            views.put(query.invoice(), WRONG_CURRENCY);
        }
        if (knowledge.otherCurrency()) {
            return views;
        }
        for (Search search : finder.find(views.size() == queries.size() ? queries : distinct(queries))) {
            PaymentQuery query = search.query();
            views.put(
                    query.invoice(),
                    search.failure().isDefined() ? search.failure().get() : view.of(query, search.matches()));
        }
        return views;
    }

    /** One for each invoice, with our attempt if any of them has one. */
    private static List<PaymentQuery> distinct(List<PaymentQuery> queries) {
        Map<InvoiceNumber, PaymentQuery> wanted = new LinkedHashMap<>();
        for (PaymentQuery query : queries) {
            wanted.merge(query.invoice(), query, (a, b) -> a.attempt().isDefined() ? a : b);
        }
        return List.copyOf(wanted.values());
    }

    @Override
    public ChargeResult charge(ChargeOrder order) {
        return config.charges.guestCheckout()
                ? charging.charge(order)
                : ChargeResult.notSent(NotChargedReason.REJECTED);
    }

    @Override
    public Either<Cause, URI> portal(AccountId account, Option<InvoiceNumber> invoice) {
        if (portal.isEmpty()) {
            return Either.left(Cause.MISCONFIGURED);
        }
        return invoice.isDefined()
                ? portal.get().forInvoice(invoice.get())
                : portal.get().forBalance(account);
    }

    @Override
    public Option<CardEntry> cardEntry() {
        return cardEntry;
    }

    private static CardEntry cardEntry(ApteanPayConfig config) {
        return config.cardForm
                .map(form -> cardEntry(config, form))
                .getOrElse(() -> new CardEntry("host", Option.none(), Map.of(RESULT, cardResult(config))));
    }

    private static String cardResult(ApteanPayConfig config) {
        return config.charges.cardEntry().name().toLowerCase(Locale.ROOT);
    }

    private static CardEntry cardEntry(ApteanPayConfig config, CardForm form) {
        Map<String, String> settings = new LinkedHashMap<>();
        form.options().forEach((name, value) -> settings.put("option." + name, value));
        settings.put("browserKey", form.browserKey());
        settings.put("productId", form.productId());
        settings.put("tenantId", config.server.tenantId());
        settings.put(RESULT, cardResult(config));
        form.accountId().forEach(account -> settings.put("accountId", account));
        return new CardEntry("aptean-pay", Option.some(form.script().uri()), settings);
    }

    @Override
    public String toString() {
        return "Aptean Pay[" + config + "]";
    }
}
