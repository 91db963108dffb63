package io.invoicepay.examples.storefront.provider;

import io.invoicepay.inmemory.InMemoryInvoices;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Option;
import java.time.Clock;
import java.util.Set;

/** A payment provider to try the storefront with, and whatever has to run beside it. The pages know only the provider. */
public interface Backend extends AutoCloseable {
    /** What payments go to; nothing where nothing can be paid (PAY-05). */
    Option<PaymentProvider> provider();

    /** Origins that the card entry uses beside those that it names itself, for the content security policy. */
    default Set<String> furtherCardOrigins() {
        return Set.of();
    }

    /** What whoever starts the storefront should know. */
    default Option<String> note() {
        return Option.none();
    }

    @Override
    default void close() {}

    /**
     * What is around a provider.
     *
     * @param erp sends its invoices to the provider for payment
     */
    record Surroundings(Clock clock, InMemoryInvoices erp) {}

    /** Opens a provider when the storefront starts. */
    @FunctionalInterface
    interface Choice {
        /**
         * Opens it.
         *
         * @throws io.invoicepay.examples.InputFault if it is not set up
         */
        Backend open(Surroundings surroundings);
    }
}
