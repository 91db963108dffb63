package io.invoicepay.behaviours;

import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.spi.PaymentProvider;
import java.util.List;
import java.util.Map;

/** A provider that lets something else happen between its answer to a question and the asker's hearing it. */
final class FindHook extends ProviderAround {
    private final Runnable meanwhile;

    FindHook(PaymentProvider provider, Runnable meanwhile) {
        super(provider);
        this.meanwhile = meanwhile;
    }

    @Override
    public Map<InvoiceNumber, ProviderView> find(List<PaymentQuery> queries) {
        Map<InvoiceNumber, ProviderView> answer = super.find(queries);
        meanwhile.run();
        return answer;
    }
}
