package io.invoicepay.proof.host;

import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.proof.host.CrashPoint.Step;
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

/** A provider at whose calls the process can end. */
record CrashingProvider(PaymentProvider provider, Crash crash) implements PaymentProvider {
    @Override
    public ProviderId id() {
        return provider.id();
    }

    @Override
    public Capabilities capabilities() {
        return provider.capabilities();
    }

    @Override
    public Map<InvoiceNumber, ProviderView> find(List<PaymentQuery> queries) {
        return crash.around(Crash.step(Step.LOOK, Step.ASK), () -> provider.find(queries));
    }

    @Override
    public ChargeResult charge(ChargeOrder order) {
        return crash.around(Option.some(Step.CHARGE), () -> provider.charge(order));
    }

    @Override
    public Either<ProviderView.Inconclusive.Cause, URI> portal(AccountId account, Option<InvoiceNumber> invoice) {
        return provider.portal(account, invoice);
    }

    @Override
    public Option<CardEntry> cardEntry() {
        return provider.cardEntry();
    }
}
