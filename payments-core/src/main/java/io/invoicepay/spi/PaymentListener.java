package io.invoicepay.spi;

/**
 * Told what has happened, for metrics and audit. Called on the thread that did it, after the fact; what it throws changes no payment.
 * Called by many threads at once. Never sees card data, billing addresses or links.
 */
@FunctionalInterface
public interface PaymentListener {
    void on(PaymentEvent event);
}
