package io.invoicepay.inmemory;

import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.provider.ProviderPayment.Status;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.Objects;

/**
 * One payment as the provider's own books have it: the truth that no lag, lost answer or hidden key distorts.
 *
 * @param key the key a guest checkout came with, whether or not the provider shows keys; nothing for the portal's
 * @param charged what the payer was charged, or would be once it is settled
 * @param at when the payment was made
 * @param refunded what of it has been given back
 */
public record LedgerEntry(
        PaymentId payment,
        InvoiceNumber invoice,
        Option<IdempotencyKey> key,
        Money charged,
        Status status,
        Instant at,
        Channel channel,
        Money refunded) {
    public LedgerEntry {
        Objects.requireNonNull(payment, "payment");
        Objects.requireNonNull(invoice, "invoice");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(charged, "charged");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(channel, "channel");
        Objects.requireNonNull(refunded, "refunded");
    }

    /** Where a payment was made. */
    public enum Channel {
        /** Guest checkout: by {@link InMemoryProvider#charge}. */
        GUEST,
        /** The payer portal. */
        PORTAL
    }

    /** The money was taken, whatever was given back later. */
    public boolean tookMoney() {
        return status == Status.COMPLETED;
    }

    /** The money was taken or still may be. */
    public boolean mayTakeMoney() {
        return tookMoney() || status == Status.PENDING || status == Status.UNRECOGNISED;
    }
}
