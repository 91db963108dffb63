package io.invoicepay.provider;

import io.invoicepay.money.Money;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.PaymentId;
import io.vavr.control.Option;
import java.util.Objects;

/**
 * A payment as the provider shows it at one moment.
 *
 * @param id the provider's reference
 * @param status where it stands
 * @param applied what of it goes to this invoice: without convenience fee, without other invoices' parts (STA-07); zero or positive
 * @param refunded what of {@code applied} has been given back; zero or positive. More than {@code applied} counts as all of it
 * @param key the idempotency key it was made with, where the provider tells or the adapter has made sure; nothing for the portal's
 * @param decline why it failed, where it did and the reason is known
 */
public record ProviderPayment(
        PaymentId id,
        Status status,
        Money applied,
        Money refunded,
        Option<IdempotencyKey> key,
        Option<DeclineReason> decline) {
    /** @throws IllegalArgumentException if applied and refunded are of two currencies, or one of them is negative */
    public ProviderPayment {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(decline, "decline");
        if (!applied.currency().equals(refunded.currency())) {
            throw new IllegalArgumentException("payment " + id + ": applied and refunded are of two currencies");
        }
        if (applied.isNegative() || refunded.isNegative()) {
            throw new IllegalArgumentException("payment " + id + ": applied or refunded is negative");
        }
    }

    /** Where a payment stands. */
    public enum Status {
        /** Accepted, not settled: money may move. */
        PENDING,
        /** The money was taken. */
        COMPLETED,
        /** Declined or failed, for good. */
        FAILED,
        /** Called off, for good. */
        CANCELLED,
        /** A status the adapter does not know: treated as not settled, never as paid. */
        UNRECOGNISED
    }

    /** A payment of which nothing was refunded. */
    public static ProviderPayment of(PaymentId id, Status status, Money applied, Option<IdempotencyKey> key) {
        return new ProviderPayment(id, status, applied, Money.zero(applied.currency()), key, Option.none());
    }

    /** Not ended: it may still take money. */
    public boolean isLive() {
        return status == Status.PENDING || status == Status.UNRECOGNISED;
    }

    /** Ended without taking money. */
    public boolean isDead() {
        return status == Status.FAILED || status == Status.CANCELLED;
    }

    /** Took money, and has not given all of it back. */
    public boolean isEffective() {
        return status == Status.COMPLETED && kept().isPositive();
    }

    /** What was taken and not given back. */
    public Money kept() {
        return applied.minus(refunded);
    }

    /** Made with this key. */
    public boolean isOf(IdempotencyKey wanted) {
        return key.contains(wanted);
    }
}
