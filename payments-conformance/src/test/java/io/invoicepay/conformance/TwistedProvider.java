package io.invoicepay.conformance;

import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.provider.Capabilities;
import io.invoicepay.provider.CardEntry;
import io.invoicepay.provider.ChargeOrder;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A sound provider, one answer of which is twisted. */
class TwistedProvider implements PaymentProvider {
    private final PaymentProvider sound;

    TwistedProvider(PaymentProvider sound) {
        this.sound = sound;
    }

    static PaymentProvider naming(PaymentProvider sound, Supplier<String> name) {
        return new TwistedProvider(sound) {
            @Override
            public ProviderId id() {
                return new ProviderId(name.get());
            }
        };
    }

    static PaymentProvider claiming(PaymentProvider sound, Supplier<Capabilities> twist) {
        return new TwistedProvider(sound) {
            @Override
            public Capabilities capabilities() {
                return twist.get();
            }
        };
    }

    static PaymentProvider mounting(PaymentProvider sound, UnaryOperator<Option<CardEntry>> twist) {
        return new TwistedProvider(sound) {
            @Override
            public Option<CardEntry> cardEntry() {
                return twist.apply(sound.cardEntry());
            }
        };
    }

    static PaymentProvider charging(PaymentProvider sound, Function<ChargeOrder, ChargeResult> twist) {
        return new TwistedProvider(sound) {
            @Override
            public ChargeResult charge(ChargeOrder order) {
                return twist.apply(order);
            }
        };
    }

    static PaymentProvider finding(
            PaymentProvider sound, Function<List<PaymentQuery>, Map<InvoiceNumber, ProviderView>> twist) {
        return new TwistedProvider(sound) {
            @Override
            public Map<InvoiceNumber, ProviderView> find(List<PaymentQuery> queries) {
                return twist.apply(queries);
            }
        };
    }

    static PaymentProvider viewing(PaymentProvider sound, BiFunction<PaymentQuery, ProviderView, ProviderView> twist) {
        return finding(sound, queries -> {
            Map<InvoiceNumber, ProviderView> views = new LinkedHashMap<>(sound.find(queries));
            for (PaymentQuery query : queries) {
                views.computeIfPresent(query.invoice(), (invoice, view) -> twist.apply(query, view));
            }
            return views;
        });
    }

    /** Twists what is shown of invoices that were sent. */
    static PaymentProvider viewingSent(PaymentProvider sound, UnaryOperator<ProviderView.Sent> twist) {
        return viewing(sound, (query, view) -> view instanceof ProviderView.Sent sent ? twist.apply(sent) : view);
    }

    /** Twists every payment that is shown, by a query or an answer. */
    static PaymentProvider showing(PaymentProvider sound, UnaryOperator<ProviderPayment> twist) {
        return charging(
                viewingSent(
                        sound,
                        view -> with(view, view.payments().stream().map(twist).toList())),
                order -> {
                    ChargeResult result = sound.charge(order);
                    return result instanceof ChargeResult.Confirmed confirmed
                            ? ChargeResult.confirmed(twist.apply(confirmed.payment()))
                            : result;
                });
    }

    static PaymentProvider opening(PaymentProvider sound, Function<Option<InvoiceNumber>, Either<Cause, URI>> twist) {
        return new TwistedProvider(sound) {
            @Override
            public Either<Cause, URI> portal(AccountId account, Option<InvoiceNumber> invoice) {
                return twist.apply(invoice);
            }
        };
    }

    static ProviderView.Sent with(ProviderView.Sent view, List<ProviderPayment> payments) {
        return new ProviderView.Sent(
                view.request(), view.payable(), view.requested(), view.collectible(), view.discount(), payments);
    }

    @Override
    public ProviderId id() {
        return sound.id();
    }

    @Override
    public Capabilities capabilities() {
        return sound.capabilities();
    }

    @Override
    public Map<InvoiceNumber, ProviderView> find(List<PaymentQuery> queries) {
        return sound.find(queries);
    }

    @Override
    public ChargeResult charge(ChargeOrder order) {
        return sound.charge(order);
    }

    @Override
    public Either<Cause, URI> portal(AccountId account, Option<InvoiceNumber> invoice) {
        return sound.portal(account, invoice);
    }

    @Override
    public Option<CardEntry> cardEntry() {
        return sound.cardEntry();
    }
}
