package io.invoicepay.provider;

import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.payment.PaymentId;
import io.vavr.control.Option;
import java.util.Objects;

/**
 * What is known after a charge order. There are three kinds of knowledge and no fourth: the provider showed a payment, nothing ever
 * left, or it is not known. A decline is a payment that failed; whatever is not fully understood is ambiguous.
 */
public sealed interface ChargeResult {
    /** The provider showed the payment; its status tells accepted from declined. */
    record Confirmed(ProviderPayment payment) implements ChargeResult {
        public Confirmed {
            Objects.requireNonNull(payment, "payment");
        }
    }

    /**
     * Proven: no request that could charge has left.
     *
     * @param reason what to tell the customer
     */
    record NotSent(NotChargedReason reason) implements ChargeResult {
        public NotSent {
            Objects.requireNonNull(reason, "reason");
        }
    }

    /**
     * It may have been charged.
     *
     * @param payment a payment's reference, if the answer named one
     * @param detail for the operator: one line, no message of the provider's verbatim
     */
    record Ambiguous(Option<PaymentId> payment, String detail) implements ChargeResult {
        public Ambiguous {
            Objects.requireNonNull(payment, "payment");
            Objects.requireNonNull(detail, "detail");
        }
    }

    static ChargeResult confirmed(ProviderPayment payment) {
        return new Confirmed(payment);
    }

    static ChargeResult notSent(NotChargedReason reason) {
        return new NotSent(reason);
    }

    static ChargeResult ambiguous(String detail) {
        return new Ambiguous(Option.none(), detail);
    }
}
