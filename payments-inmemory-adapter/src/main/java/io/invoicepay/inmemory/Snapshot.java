package io.invoicepay.inmemory;

import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.provider.ProviderPayment.Status;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * Everything an {@link InMemoryProvider} knows at one moment, as plain values, so that a program can write it down and go on later.
 * Settings, plans, and whether the provider is reachable are not part of it. Holds neither card tokens nor billing addresses.
 *
 * @param time up to when everything due has happened
 * @param lastNumber the last number given to a request or payment
 * @param requests every version of every request for payment, an invoice's oldest first
 * @param payments every version of every payment, a payment's oldest first
 * @param usedKeys the keys the provider remembers, oldest first
 * @param due what is yet to happen, soonest first
 */
public record Snapshot(
        Instant time,
        long lastNumber,
        List<Request> requests,
        List<Payment> payments,
        List<UsedKey> usedKeys,
        List<Due> due) {
    public Snapshot {
        Objects.requireNonNull(time, "time");
        requests = List.copyOf(requests);
        payments = List.copyOf(payments);
        usedKeys = List.copyOf(usedKeys);
        due = List.copyOf(due);
    }

    /**
     * A request for payment, from {@code at} on.
     *
     * @param reference by which a charge names it
     * @param open whether it takes payments
     * @param requested what was asked for, the early-payment discount not taken off
     * @param contradicted another record claims to be the same invoice's
     */
    public record Request(
            InvoiceNumber invoice,
            Instant at,
            String reference,
            boolean open,
            Money requested,
            Option<Discount> discount,
            boolean contradicted) {
        Request at(Instant when) {
            return new Request(invoice, when, reference, open, requested, discount, contradicted);
        }

        Request closed() {
            return new Request(invoice, at, reference, false, requested, discount, contradicted);
        }

        Request discounted(Discount offered) {
            return new Request(invoice, at, reference, open, requested, Option.some(offered), contradicted);
        }

        Request inContradiction() {
            return new Request(invoice, at, reference, open, requested, discount, true);
        }
    }

    /**
     * An early-payment discount.
     *
     * @param until not at this time any more
     */
    public record Discount(Money amount, Instant until) {
        boolean isActive(Instant when) {
            return when.isBefore(until);
        }
    }

    /** A payment, from {@code at} on. */
    public record Payment(
            PaymentId id,
            InvoiceNumber invoice,
            LedgerEntry.Channel channel,
            Option<IdempotencyKey> key,
            Instant at,
            Status status,
            Money charged,
            Money refunded,
            Option<DeclineReason> decline) {
        Payment become(Status next, Option<DeclineReason> reason, Instant when) {
            return new Payment(id, invoice, channel, key, when, next, charged, refunded, reason);
        }

        Payment refunded(Money more, Instant when) {
            return new Payment(id, invoice, channel, key, when, status, charged, refunded.plus(more), decline);
        }

        boolean isLive() {
            return status == Status.PENDING || status == Status.UNRECOGNISED;
        }

        boolean isDead() {
            return status == Status.FAILED || status == Status.CANCELLED;
        }

        Money kept() {
            return charged.minus(refunded);
        }
    }

    /** What a charge asks for; who pays is left out. */
    public record Charge(IdempotencyKey key, InvoiceNumber invoice, String request, Money amount) {}

    /**
     * A key that came with a charge which led to a payment.
     *
     * @param namedInError whether the answer was an error that named the payment
     */
    public record UsedKey(Charge charge, PaymentId payment, boolean namedInError) {}

    /** Something that happens by itself when its time has come. */
    public sealed interface Due {
        Instant at();
    }

    /** A pending payment is completed. */
    public record Settling(Instant at, PaymentId payment) implements Due {}

    /** A pending payment fails. */
    public record Failing(Instant at, PaymentId payment, DeclineReason reason) implements Due {}

    /** A delayed request arrives. */
    public record Arriving(Instant at, Charge charge, Plan.Ending ending) implements Due {}
}
