package io.invoicepay.checkout;

import io.invoicepay.attempt.Attention;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.vavr.control.Option;
import java.time.Instant;

/**
 * Why an invoice is as it is (STA-04): since when, on what evidence, when the next check is, and what would end it.
 *
 * @param evidence what the last change or check rests on, one line for an operator
 * @param nextCheck when the provider is asked next; nothing if nothing is waited for
 * @param whatEndsIt English
 */
public record Explanation(
        SlotStatus status,
        Instant since,
        String evidence,
        Option<Instant> nextCheck,
        int checks,
        Option<Attention> attention,
        String whatEndsIt) {
    static Explanation of(PaymentSlot slot) {
        return new Explanation(
                slot.status(),
                slot.since(),
                slot.cause().transition().defaultText() + " " + slot.cause().evidence(),
                slot.nextCheck(),
                slot.checks(),
                slot.attention(),
                end(slot.status()));
    }

    private static String end(SlotStatus status) {
        return switch (status) {
            case PAYABLE -> "Nothing is in flight.";
            case RESERVED -> "Pay Now goes on to the charge, or the reservation lapses.";
            case SENDING -> "The provider's answer, or the deadline for it: then the provider is asked.";
            case UNKNOWN -> "The provider shows the charge as accepted, completed or failed; or an operator decides.";
            case PENDING, EXTERNAL_PENDING ->
                "The provider shows the payment as completed or failed; or an operator decides.";
            case PAID -> "The ERP shows nothing outstanding; a full refund opens the invoice again.";
            case OVERPAID -> "An operator refunds what is too much, and says so.";
            case REVIEW -> "An operator decides; or the provider shows a completed payment.";
        };
    }
}
