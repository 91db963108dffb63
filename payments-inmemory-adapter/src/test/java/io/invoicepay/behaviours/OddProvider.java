package io.invoicepay.behaviours;

import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.provider.ChargeOrder;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** A provider whose adapter does something else with a charge, fails where it is told to, and remembers what it was asked. */
final class OddProvider extends ProviderAround {
    final List<PaymentQuery> queries = new ArrayList<>();
    boolean findFails;
    boolean portalFails;
    private final BiFunction<PaymentProvider, ChargeOrder, ChargeResult> charge;

    OddProvider(PaymentProvider provider, BiFunction<PaymentProvider, ChargeOrder, ChargeResult> charge) {
        super(provider);
        this.charge = charge;
    }

    OddProvider(PaymentProvider provider) {
        this(provider, PaymentProvider::charge);
    }

    @Override
    public Map<InvoiceNumber, ProviderView> find(List<PaymentQuery> asked) {
        queries.addAll(asked);
        failIf(findFails);
        return super.find(asked);
    }

    @Override
    public ChargeResult charge(ChargeOrder order) {
        return charge.apply(provider, order);
    }

    @Override
    public Either<ProviderView.Inconclusive.Cause, URI> portal(AccountId account, Option<InvoiceNumber> invoice) {
        failIf(portalFails);
        return super.portal(account, invoice);
    }

    private static void failIf(boolean told) {
        if (told) {
            throw new IllegalStateException("a bug of the adapter's");
        }
    }
}
