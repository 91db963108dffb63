package io.invoicepay.spi;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.payment.Refusals;
import io.vavr.control.Option;

/** What a {@link PaymentListener} is told. */
public sealed interface PaymentEvent {
    /** A slot was moved or an operator's attention raised; {@link PaymentSlot#cause()} tells why. Mere checks are not told. */
    record Moved(PaymentSlot before, PaymentSlot after) implements PaymentEvent {}

    /** A customer's wish to pay was refused. */
    record Refused(InvoiceKey invoice, Customer customer, Refusals refusals) implements PaymentEvent {}

    /** A write lost its race, or evidence came too late to move anything. Normal now and then; many are worth a look. */
    record Overtaken(InvoiceKey invoice) implements PaymentEvent {}

    /**
     * A port failed: the store, the invoice source, a provider that threw.
     *
     * @param what which call; holds no customers' data
     */
    record PortFailed(Option<ProviderId> provider, String what, String exceptionType) implements PaymentEvent {}
}
