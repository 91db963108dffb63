package io.invoicepay.checkout;

import static io.invoicepay.fixtures.Sample.INVOICE;
import static io.invoicepay.fixtures.Sample.NOW;
import static io.invoicepay.fixtures.Sample.PROVIDER;
import static io.invoicepay.fixtures.Sample.attempt;
import static io.invoicepay.fixtures.Sample.paymentId;

import io.invoicepay.attempt.Attention;
import io.invoicepay.attempt.Cause;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.attempt.Transition;
import io.vavr.control.Option;
import java.util.List;

/** A slot in each status, from its parts, as a store gives it back. */
final class ViewsOfSlots {
    private ViewsOfSlots() {}

    static PaymentSlot in(SlotStatus status) {
        PaymentSlot.Builder slot = PaymentSlot.builder(
                        INVOICE, status, new Cause(Transition.ARMED, NOW, "customer ann", "amount and balance agree"))
                .provider(Option.some(PROVIDER))
                .nextCheck(Option.some(NOW.plusSeconds(60)));
        return switch (status) {
            case PAYABLE -> slot.build();
            case RESERVED, SENDING, UNKNOWN ->
                slot.attempt(Option.some(attempt())).build();
            case PENDING ->
                slot.attempt(Option.some(attempt()))
                        .payments(List.of(paymentId("ours")))
                        .build();
            case EXTERNAL_PENDING, PAID ->
                slot.payments(List.of(paymentId("ours"))).build();
            case OVERPAID ->
                slot.payments(List.of(paymentId("ours"), paymentId("portal")))
                        .attention(Option.some(Attention.OVERPAID))
                        .build();
            case REVIEW ->
                slot.attention(Option.some(Attention.AMOUNT_MISMATCH)).build();
        };
    }
}
