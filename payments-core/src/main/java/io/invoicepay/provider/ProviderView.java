package io.invoicepay.provider;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.Comparators;
import io.invoicepay.money.Money;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.PaymentId;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** What a provider knows of one invoice. Only {@link Sent} and {@link NotSent} are knowledge; absence is never proof (GST-10). */
public sealed interface ProviderView {
    /** Whether it shows money that may still be taken for the invoice, or has been taken for it. */
    default boolean holdsMoney() {
        return (this instanceof Sent sent && (sent.hasLivePayment() || sent.isCovered()))
                || (this instanceof Contradictory records && !records.held().isEmpty());
    }

    /** The provider has not received the invoice for payment processing (VAL-01). */
    record NotSent() implements ProviderView {}

    /**
     * The provider holds the invoice.
     *
     * @param request the provider's reference of the request for payment, handed back with a charge
     * @param payable whether it takes payments in its present state; {@code false} for closed, refunded, unrecognised
     * @param requested the full amount it was asked to collect
     * @param collectible what it would collect now: after completed payments and an early-payment discount; zero when nothing is left.
     *     Where it is zero and nothing is payable, the invoice shows Pending, also while no payment is shown that has settled it (STA-01)
     * @param discount the part of {@code requested} an early-payment discount takes off right now
     * @param payments every payment it shows for this invoice, from any channel, in any order, also dead ones
     */
    record Sent(
            String request,
            boolean payable,
            Money requested,
            Money collectible,
            Option<Money> discount,
            List<ProviderPayment> payments)
            implements ProviderView {
        /** @throws IllegalArgumentException if requested and collectible are of two currencies */
        public Sent {
            Objects.requireNonNull(request, "request");
            Objects.requireNonNull(discount, "discount");
            checkArgument(
                    requested.currency().equals(collectible.currency()),
                    "request %s: requested and collectible are of two currencies",
                    request);
            payments = List.copyOf(payments);
        }

        /** A payment, from any channel, that may still take money. */
        public boolean hasLivePayment() {
            if (payments.isEmpty()) {
                return false; // most invoices of a page, and not worth an iterator
            }
            for (ProviderPayment payment : payments) {
                if (payment.isLive()) {
                    return true;
                }
            }
            return false;
        }

        /**
         * Payments in the currency of the request have been completed, and nothing is left to collect (STA-01). The payments count by
         * themselves too: a total that lags behind them must not let the invoice be paid again. Money in another currency alone settles
         * nothing, whatever the total says: how much of the debt it was, only a person can tell.
         */
        public boolean isCovered() {
            List<ProviderPayment> effective = effective();
            long left = leftToTake(effective);
            return left < requested.minorUnits() && (!collectible.isPositive() || left <= 0);
        }

        /** At least two payments took more together than was asked for (STA-06); whatever comes in another currency is more. */
        public boolean isOverpaid() {
            List<ProviderPayment> effective = effective();
            boolean foreign = false;
            for (ProviderPayment payment : effective) {
                foreign |= !inItsCurrency(payment);
            }
            long left = leftToTake(effective);
            return effective.size() > 1 && (left < 0 || (left == 0 && foreign));
        }

        /** Each once, even if the provider names one twice. */
        private List<ProviderPayment> effective() {
            if (payments.isEmpty()) {
                return List.of();
            }
            List<ProviderPayment> effective = new ArrayList<>();
            for (ProviderPayment payment : payments) {
                if (payment.isEffective() && !isIn(effective, payment.id())) {
                    effective.add(payment);
                }
            }
            return effective;
        }

        private static boolean isIn(List<ProviderPayment> payments, PaymentId id) {
            for (ProviderPayment payment : payments) {
                if (payment.id().equals(id)) {
                    return true;
                }
            }
            return false;
        }

        /** What the payments leave of the requested amount, in minor units; negative is too much, and stays so without overflow. */
        private long leftToTake(List<ProviderPayment> effective) {
            long left = requested.minorUnits();
            for (ProviderPayment payment : effective) {
                if (left >= 0 && inItsCurrency(payment)) {
                    left -= payment.kept().minorUnits();
                }
            }
            return left;
        }

        private boolean inItsCurrency(ProviderPayment payment) {
            return payment.applied().currency().equals(requested.currency());
        }
    }

    /**
     * Several of the provider's records claim to be this invoice's; which one counts cannot be told.
     *
     * @param payments those of all the records, as far as they are known: what was taken under any of them must not stay hidden
     */
    record Contradictory(String detail, List<ProviderPayment> payments) implements ProviderView {
        public Contradictory {
            Objects.requireNonNull(detail, "detail");
            payments = List.copyOf(payments);
        }

        /** Of records whose payments are not known. */
        public Contradictory(String detail) {
            this(detail, List.of());
        }

        /** Money that was taken, or may be, under any of the records. */
        public List<PaymentId> held() {
            return ids(Contradictory::isHeld);
        }

        /** What of it was made with a key. */
        public List<PaymentId> heldUnder(IdempotencyKey key) {
            return ids(payment -> payment.isOf(key) && isHeld(payment));
        }

        /** Money that was taken under any of the records, and not given back. */
        public List<PaymentId> effective() {
            return ids(ProviderPayment::isEffective);
        }

        private static boolean isHeld(ProviderPayment payment) {
            return payment.isLive() || payment.isEffective();
        }

        private List<PaymentId> ids(Predicate<ProviderPayment> kind) {
            return payments.stream()
                    .filter(kind)
                    .map(ProviderPayment::id)
                    .distinct()
                    .toList();
        }
    }

    /**
     * No usable answer: it says nothing about the invoice (VAL-05).
     *
     * @param retryAfter how long the provider asks to be left alone; held between one second and a quarter of an hour, so that a slip of
     *     it can neither have it asked without end nor silence this library
     */
    record Inconclusive(Cause cause, Option<Duration> retryAfter) implements ProviderView {
        private static final Duration SHORTEST = Duration.ofSeconds(1);
        private static final Duration LONGEST = Duration.ofMinutes(15);

        public Inconclusive {
            Objects.requireNonNull(cause, "cause");
            retryAfter = retryAfter.map(wish -> Comparators.max(SHORTEST, Comparators.min(wish, LONGEST)));
        }

        /** Why there is no answer. */
        public enum Cause {
            /** No connection, no answer in time, or an error of the provider's own. */
            UNREACHABLE,
            /** The provider asks for patience. */
            THROTTLED,
            /** Credentials or settings are wrong, or the provider is no longer wired in. */
            MISCONFIGURED,
            /** An answer that could not be understood. */
            UNREADABLE,
            /** Pages are missing. */
            INCOMPLETE
        }
    }

    /** {@link Inconclusive} without a word on when to come back. */
    static ProviderView inconclusive(Inconclusive.Cause cause) {
        return new Inconclusive(cause, Option.none());
    }

    /** {@link NotSent}. */
    static ProviderView notSent() {
        return new NotSent();
    }
}
