package io.invoicepay.spi;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.payment.Refusals;
import io.vavr.control.Option;

/**
 * Told what has happened, for metrics and audit; what a listener does not want to hear it leaves out. Called on the thread that did it,
 * after the fact; what it throws changes no payment. Must be quick: at Pay Now it is called between the reservation, which holds for a
 * minute, and the charge, and whoever talks to another system puts that off. Called by many threads at once. Never sees card data,
 * billing addresses or links.
 */
public interface PaymentListener {
    /** A slot was moved or an operator's attention raised; {@link PaymentSlot#cause()} tells why. Mere checks are not told. */
    default void moved(PaymentSlot before, PaymentSlot after) {}

    /** A customer's wish to pay was refused. */
    default void refused(InvoiceKey invoice, Customer customer, Refusals refusals) {}

    /** A write lost its race. Normal now and then; many are worth a look. */
    default void overtaken(InvoiceKey invoice) {}

    /**
     * A port failed: the store, the invoice source, a provider that threw. Save for a store out of reach, a line in the log
     * ({@code io.invoicepay.engine.Engine}, WARNING) tells the places in the code.
     *
     * @param what which call; holds no customers' data
     */
    default void portFailed(Option<ProviderId> provider, String what, String exceptionType) {}
}
