package io.invoicepay.behaviours;

import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.ProviderId;
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

/** Another provider, to which every call is handed on; who extends it says what is different. */
abstract class ProviderAround implements PaymentProvider {
    final PaymentProvider provider;

    ProviderAround(PaymentProvider provider) {
        this.provider = provider;
    }

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
        return provider.find(queries);
    }

    @Override
    public ChargeResult charge(ChargeOrder order) {
        return provider.charge(order);
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
