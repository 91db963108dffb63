package io.invoicepay.proof.simulation;

import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.proof.model.Flaw;
import io.invoicepay.provider.Capabilities;
import io.invoicepay.provider.CardEntry;
import io.invoicepay.provider.ChargeOrder;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/** An adapter that takes the provider's word for another. */
final class MisunderstoodBank implements PaymentProvider {
    private final PaymentProvider real;
    private final Capabilities believed;
    private final UnaryOperator<ChargeResult> heard;

    private MisunderstoodBank(PaymentProvider real, Capabilities believed, UnaryOperator<ChargeResult> heard) {
        this.real = real;
        this.believed = believed;
        this.heard = heard;
    }

    static Sabotage hearing(UnaryOperator<ChargeResult> heard, Flaw modelled) {
        return new Sabotage() {
            @Override
            public Flaw flaw() {
                return modelled;
            }

            @Override
            public PaymentProvider provider(PaymentProvider real) {
                return new MisunderstoodBank(real, real.capabilities(), heard);
            }
        };
    }

    static Sabotage believing(Capabilities believed, Flaw modelled) {
        return new Sabotage() {
            @Override
            public Flaw flaw() {
                return modelled;
            }

            @Override
            public PaymentProvider provider(PaymentProvider real) {
                return new MisunderstoodBank(real, believed, UnaryOperator.identity());
            }
        };
    }

    @Override
    public ProviderId id() {
        return real.id();
    }

    @Override
    public Capabilities capabilities() {
        return believed;
    }

    @Override
    public Map<InvoiceNumber, ProviderView> find(List<PaymentQuery> queries) {
        return real.find(queries);
    }

    @Override
    public ChargeResult charge(ChargeOrder order) {
        return heard.apply(real.charge(order));
    }

    @Override
    public Either<ProviderView.Inconclusive.Cause, URI> portal(AccountId account, Option<InvoiceNumber> invoice) {
        return real.portal(account, invoice);
    }

    @Override
    public Option<CardEntry> cardEntry() {
        return real.cardEntry();
    }
}
