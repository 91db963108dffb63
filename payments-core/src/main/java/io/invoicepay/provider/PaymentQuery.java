package io.invoicepay.provider;

import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.AttemptId;
import io.invoicepay.payment.IdempotencyKey;
import io.vavr.control.Option;
import java.time.Instant;

/**
 * Asks what the provider knows of an invoice.
 *
 * @param attempt our own attempt in flight, if there is one: a provider that does not show keys can use it to tell our payment from
 *     others', and must leave the key out where it cannot be sure
 */
public record PaymentQuery(InvoiceNumber invoice, Option<Trace> attempt) {
    /**
     * What is known of an attempt that may have been sent.
     *
     * @param since when it was started, by our clock
     */
    public record Trace(AttemptId attempt, IdempotencyKey key, Money amount, Instant since) {}

    /** Asks without an attempt of our own. */
    public static PaymentQuery about(InvoiceNumber invoice) {
        return new PaymentQuery(invoice, Option.none());
    }
}
