package io.invoicepay.proof.simulation;

import io.invoicepay.attempt.Attention;
import io.invoicepay.attempt.Cause;
import io.invoicepay.attempt.Evidence;
import io.invoicepay.attempt.Lifecycle;
import io.invoicepay.attempt.Patience;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.attempt.Transition;
import io.invoicepay.payment.IdempotencyKeys;
import io.invoicepay.payment.PaymentId;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The real protocol, but for one kind of evidence. */
final class Twisted extends Lifecycle implements Sabotage {
    private final Twist twist;

    Twisted(Twist twist) {
        super(new IdempotencyKeys(Node.secret()), Patience.standard());
        this.twist = twist;
    }

    /** What is decided in place of the real decision; nothing: as in reality. */
    interface Twist {
        Option<PaymentSlot> decide(PaymentSlot slot, Evidence evidence, Instant now);
    }

    /** The same evidence seen wrongly, of which the real protocol then makes what it must. */
    interface Misreading {
        Evidence of(PaymentSlot slot, Evidence evidence);
    }

    static Sabotage misreading(Misreading misreading) {
        return new Misread(misreading);
    }

    @Override
    public Option<PaymentSlot> decide(PaymentSlot slot, Evidence evidence, Instant now) {
        return twist.decide(slot, evidence, now).orElse(() -> super.decide(slot, evidence, now));
    }

    @Override
    public Option<Lifecycle> protocol() {
        return Option.some(this);
    }

    private static final class Misread extends Lifecycle implements Sabotage {
        private final Misreading misreading;

        Misread(Misreading misreading) {
            super(new IdempotencyKeys(Node.secret()), Patience.standard());
            this.misreading = misreading;
        }

        @Override
        public Option<PaymentSlot> decide(PaymentSlot slot, Evidence evidence, Instant now) {
            return super.decide(slot, misreading.of(slot, evidence), now);
        }

        @Override
        public Option<Lifecycle> protocol() {
            return Option.some(this);
        }
    }

    // ---- slots that the real protocol would not write

    static PaymentSlot payable(PaymentSlot slot, int sequence, Instant now) {
        return copy(slot, SlotStatus.PAYABLE, Transition.KEY_DEAD, now)
                .sequence(sequence)
                .attempt(Option.none())
                .payments(List.of())
                .nextCheck(Option.none())
                .build();
    }

    static PaymentSlot elsewhere(PaymentSlot slot, List<PaymentId> payments, Instant now) {
        return copy(slot, SlotStatus.EXTERNAL_PENDING, Transition.FOUND_ELSEWHERE, now)
                .attempt(Option.none())
                .payments(payments)
                .build();
    }

    static PaymentSlot paid(PaymentSlot slot, List<PaymentId> payments, Instant now) {
        return copy(slot, SlotStatus.PAID, Transition.COMPLETED, now)
                .attempt(Option.none())
                .payments(payments)
                .build();
    }

    static PaymentSlot overpaid(PaymentSlot slot, List<PaymentId> payments, Instant now) {
        return copy(slot, SlotStatus.OVERPAID, Transition.SECOND_PAYMENT, now)
                .payments(payments)
                .attention(Option.some(Attention.OVERPAID))
                .build();
    }

    private static PaymentSlot.Builder copy(PaymentSlot slot, SlotStatus status, Transition transition, Instant now) {
        return PaymentSlot.builder(slot.invoice(), status, new Cause(transition, now, "reconciler", "sabotaged"))
                .sequence(slot.sequence())
                .account(slot.account())
                .provider(slot.provider())
                .attempt(slot.attempt())
                .nextCheck(Option.some(now.plus(Duration.ofMinutes(1))));
    }
}
