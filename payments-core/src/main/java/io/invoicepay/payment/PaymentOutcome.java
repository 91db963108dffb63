package io.invoicepay.payment;

import io.invoicepay.money.Money;
import io.vavr.control.Option;

/**
 * How Pay Now ended. Every ending has its case; add one, and every caller that folds stops compiling.
 */
public sealed interface PaymentOutcome {
    /** Takes the branch of this outcome. */
    <T> T fold(Cases<T> cases);

    /** One branch for each ending. */
    interface Cases<T> {
        T pending(Pending outcome);

        T declined(Declined outcome);

        T notCharged(NotCharged outcome);

        T unknown(OutcomeUnknown outcome);

        T refused(Refused outcome);
    }

    /**
     * The provider has accepted the payment; the invoice shows Pending until the ERP shows it paid (GST-06, STA-01).
     *
     * @param payment the provider's reference
     */
    record Pending(AttemptId attempt, PaymentId payment, Money amount) implements PaymentOutcome {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.pending(this);
        }
    }

    /** The card was declined; nothing is pending, another card can be tried at once (GST-07). */
    record Declined(AttemptId attempt, DeclineReason reason, Money amount) implements PaymentOutcome {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.declined(this);
        }
    }

    /** Nothing reached the point of a charge, for sure; the same payment can be tried again. */
    record NotCharged(NotChargedReason reason) implements PaymentOutcome {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.notCharged(this);
        }
    }

    /** Sent, no clear answer: it may have been taken. It is being found out; never send it again (GST-10). */
    record OutcomeUnknown(AttemptId attempt, Money amount) implements PaymentOutcome {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.unknown(this);
        }
    }

    /**
     * The rules refused, before anything was sent.
     *
     * @param outstanding the invoice's balance now, where it could be read: what to show after {@link StandardRefusal#BALANCE_CHANGED}
     */
    record Refused(Refusals refusals, Option<Money> outstanding) implements PaymentOutcome {
        @Override
        public <T> T fold(Cases<T> cases) {
            return cases.refused(this);
        }
    }
}
