package io.invoicepay.examples;

import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.payment.Secret;
import io.invoicepay.spi.InvoiceSource;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.PaymentProvider;
import java.time.Clock;

/** Changing the provider: one line of the wiring, at any time (LIB-03, LIB-06). */
public final class SwapProviders {
    private SwapProviders() {}

    /** Before: everything goes to the old one. */
    public static InvoicePayments before(
            InvoiceSource invoices, PaymentAttempts attempts, Secret secret, Clock clock, PaymentProvider old) {
        return InvoicePayments.builder(invoices, attempts, secret)
                .clock(clock)
                .provider(old)
                .build();
    }

    /** After: new payments go to the next one; what the old one began stays with it until it has ended. */
    public static InvoicePayments after(
            InvoiceSource invoices,
            PaymentAttempts attempts,
            Secret secret,
            Clock clock,
            PaymentProvider old,
            PaymentProvider next) {
        return InvoicePayments.builder(invoices, attempts, secret)
                .clock(clock)
                .provider(next)
                .formerProvider(old)
                .build();
    }
}
