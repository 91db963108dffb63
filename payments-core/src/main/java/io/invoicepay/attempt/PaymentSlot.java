package io.invoicepay.attempt;

import static com.google.common.base.Preconditions.checkArgument;

import com.google.common.collect.Sets;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.ProviderId;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Where the payment of one invoice stands: the one row on which everything about it is decided, by one compare-and-set. Only
 * {@link Lifecycle} moves it; a store keeps it and gives it back equal, by {@link #builder} and the accessors.
 *
 * <p>Immutable and safe for any thread.
 */
public final class PaymentSlot {
    private static final Cause NOTHING_YET = new Cause(Transition.CHECKED, Instant.EPOCH, "", "");

    private final InvoiceKey invoice;
    private final int sequence;
    private final SlotStatus status;
    private final Option<AccountId> account;
    private final Option<ProviderId> provider;
    private final Option<Attempt> attempt;
    private final List<PaymentId> payments;
    private final Option<Attention> attention;
    private final Instant since;
    private final Option<Instant> nextCheck;
    private final int checks;
    private final Cause cause;

    private PaymentSlot(Builder builder) {
        invoice = builder.invoice;
        sequence = builder.sequence;
        status = builder.status;
        account = builder.account;
        provider = builder.provider;
        attempt = builder.attempt;
        payments = builder.payments;
        attention = builder.attention;
        since = builder.since;
        nextCheck = builder.nextCheck;
        checks = builder.checks;
        cause = builder.cause;
    }

    /** The slot of an invoice nobody has touched: payable, with the first key. What a store answers where it has no row. */
    public static PaymentSlot untouched(InvoiceKey invoice) {
        return builder(invoice, SlotStatus.PAYABLE, NOTHING_YET).build();
    }

    /** For stores: a slot from its parts. */
    public static Builder builder(InvoiceKey invoice, SlotStatus status, Cause cause) {
        return new Builder(invoice, status, cause);
    }

    public InvoiceKey invoice() {
        return invoice;
    }

    /** Which key is in use, counted from 0; a new one only after proof that the old one is dead. */
    public int sequence() {
        return sequence;
    }

    public SlotStatus status() {
        return status;
    }

    /** The account that owes the invoice, once a customer was involved. */
    public Option<AccountId> account() {
        return account;
    }

    /** The provider with which the present status has to be cleared up (LIB-06). */
    public Option<ProviderId> provider() {
        return provider;
    }

    /** Our own charge, from reservation on, for as long as it can matter. */
    public Option<Attempt> attempt() {
        return attempt;
    }

    /** The provider's references of the payments that the status rests on. */
    public List<PaymentId> payments() {
        return payments;
    }

    /** Why an operator should look, if one should. */
    public Option<Attention> attention() {
        return attention;
    }

    /** When the status was entered. */
    public Instant since() {
        return since;
    }

    /** When it is due: for a reservation when it lapses, for a charge under way when the reconciler takes over, else the next check. */
    public Option<Instant> nextCheck() {
        return nextCheck;
    }

    /** How often the provider has been asked in this status. */
    public int checks() {
        return checks;
    }

    /** What made it what it is. */
    public Cause cause() {
        return cause;
    }

    /** Whether the reconciler should look at it. */
    public boolean isDue(Instant now) {
        return nextCheck.isDefined() && !nextCheck.get().isAfter(now);
    }

    /** Whether it is paid, and no longer asked about because that is long past: that its invoice is owed again would be news. */
    public boolean isLongPaid() {
        return status == SlotStatus.PAID
                && nextCheck.isEmpty()
                && cause.transition() != Transition.OPERATOR_DECIDED; // a person has let it be
    }

    /** A slot that starts as a copy of this one. */
    Builder toBuilder() {
        Builder builder = new Builder(invoice, status, cause);
        builder.sequence = sequence;
        builder.account = account;
        builder.provider = provider;
        builder.attempt = attempt;
        builder.payments = payments;
        builder.attention = attention;
        builder.since = since;
        builder.nextCheck = nextCheck;
        builder.checks = checks;
        return builder;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PaymentSlot that
                && invoice.equals(that.invoice)
                && sequence == that.sequence
                && status == that.status
                && account.equals(that.account)
                && provider.equals(that.provider)
                && attempt.equals(that.attempt)
                && payments.equals(that.payments)
                && attention.equals(that.attention)
                && since.equals(that.since)
                && nextCheck.equals(that.nextCheck)
                && checks == that.checks
                && cause.equals(that.cause);
    }

    @Override
    public int hashCode() {
        return Objects.hash(invoice, sequence, status, attempt, payments, since, checks);
    }

    @Override
    public String toString() {
        return "PaymentSlot[" + invoice + " " + status + "(" + sequence + ") since " + since + "]";
    }

    /** Puts a slot together. Not for sharing between threads. */
    public static final class Builder {
        private static final Set<SlotStatus> OURS =
                Sets.immutableEnumSet(SlotStatus.RESERVED, SlotStatus.SENDING, SlotStatus.UNKNOWN, SlotStatus.PENDING);
        private static final Set<SlotStatus> NOT_OURS =
                Sets.immutableEnumSet(SlotStatus.PAYABLE, SlotStatus.EXTERNAL_PENDING);
        private static final Set<SlotStatus> PAYMENTS_SHOWN =
                Sets.immutableEnumSet(SlotStatus.PENDING, SlotStatus.EXTERNAL_PENDING, SlotStatus.PAID);
        private static final Set<SlotStatus> WITHOUT_DUE_TIME =
                Sets.immutableEnumSet(SlotStatus.PAYABLE, SlotStatus.PAID, SlotStatus.OVERPAID);

        private final InvoiceKey invoice;
        private SlotStatus status;
        private Cause cause;
        private int sequence;
        private Option<AccountId> account = Option.none();
        private Option<ProviderId> provider = Option.none();
        private Option<Attempt> attempt = Option.none();
        private List<PaymentId> payments = List.of();
        private Option<Attention> attention = Option.none();
        private Instant since;
        private Option<Instant> nextCheck = Option.none();
        private int checks;

        private Builder(InvoiceKey invoice, SlotStatus status, Cause cause) {
            this.invoice = Objects.requireNonNull(invoice, "invoice");
            this.status = Objects.requireNonNull(status, "status");
            this.cause = Objects.requireNonNull(cause, "cause");
            this.since = cause.at();
        }

        public Builder sequence(int number) {
            sequence = number;
            return this;
        }

        public Builder account(Option<AccountId> owner) {
            account = owner;
            return this;
        }

        public Builder provider(Option<ProviderId> id) {
            provider = id;
            return this;
        }

        public Builder attempt(Option<Attempt> own) {
            attempt = own;
            return this;
        }

        public Builder payments(List<PaymentId> ids) {
            payments = List.copyOf(ids);
            return this;
        }

        public Builder attention(Option<Attention> reason) {
            attention = reason;
            return this;
        }

        public Builder since(Instant entered) {
            since = entered;
            return this;
        }

        public Builder nextCheck(Option<Instant> at) {
            nextCheck = at;
            return this;
        }

        public Builder checks(int count) {
            checks = count;
            return this;
        }

        InvoiceKey invoice() {
            return invoice;
        }

        /** The same slot in another status, entered now: no checks yet, no attention. */
        Builder become(SlotStatus next, Cause why) {
            status = next;
            cause = why;
            since = why.at();
            checks = 0;
            attention = Option.none();
            return this;
        }

        Builder because(Cause why) {
            cause = why;
            return this;
        }

        /**
         * The slot.
         *
         * @throws IllegalArgumentException if the parts contradict the status: a bug, or a damaged store
         */
        public PaymentSlot build() {
            require(sequence >= 0, "sequence");
            require(checks >= 0, "checks");
            require(attempt.isDefined() ? !NOT_OURS.contains(status) : !OURS.contains(status), "attempt");
            require(nextCheck.isDefined() || WITHOUT_DUE_TIME.contains(status), "due time");
            int least = status == SlotStatus.OVERPAID ? 2 : PAYMENTS_SHOWN.contains(status) ? 1 : 0;
            require(payments.size() >= least, "payments");
            require(payments.isEmpty() || status != SlotStatus.PAYABLE, "payments");
            require(attention.isDefined() || status != SlotStatus.REVIEW, "attention");
            return new PaymentSlot(this);
        }

        private void require(boolean fits, String part) {
            checkArgument(fits, "slot %s: its %s does not fit the status %s", invoice, part, status);
        }
    }
}
