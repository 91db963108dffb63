package io.invoicepay.examples.embedding;

import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.payment.Secret;
import io.invoicepay.reconciliation.ReconciliationRunner;
import io.invoicepay.spi.InvoiceSource;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.PaymentListener;
import io.invoicepay.spi.PaymentProvider;

/** Embedding without any framework: the ports in, two objects out (LIB-02). Opened once a process, closed when it ends. */
public final class PlainJava implements AutoCloseable {
    private final InvoicePayments payments;
    private final ReconciliationRunner runner;

    /**
     * Wires the library and starts looking after payments in the background.
     *
     * @param secret the same on all nodes, from the host's vault
     * @param former used before, for as long as what they began is in flight (LIB-06)
     */
    public PlainJava(
            InvoiceSource invoices,
            PaymentAttempts attempts,
            PaymentProvider provider,
            Secret secret,
            PaymentListener listener,
            PaymentProvider... former) {
        InvoicePayments.Builder builder = InvoicePayments.builder(invoices, attempts, secret)
                .provider(provider)
                .listener(listener);
        for (PaymentProvider before : former) {
            builder.formerProvider(before);
        }
        payments = builder.build();
        runner = ReconciliationRunner.start(payments.reconciliation());
    }

    /** For the pages. */
    public InvoicePayments payments() {
        return payments;
    }

    /** For the provider's events. */
    public ReconciliationRunner runner() {
        return runner;
    }

    @Override
    public void close() {
        runner.close();
    }
}
