package io.invoicepay.attempt;

import static io.invoicepay.fixtures.Sample.ACCOUNT;
import static io.invoicepay.fixtures.Sample.INVOICE;
import static io.invoicepay.fixtures.Sample.KEYS;
import static io.invoicepay.fixtures.Sample.NOW;
import static io.invoicepay.fixtures.Sample.PROVIDER;
import static io.invoicepay.fixtures.Sample.attempt;
import static io.invoicepay.fixtures.Sample.attemptId;
import static io.invoicepay.fixtures.Sample.ours;
import static io.invoicepay.fixtures.Sample.portal;
import static io.invoicepay.fixtures.Sample.sent;
import static io.invoicepay.fixtures.Sample.usd;

import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.provider.ProviderView;
import io.vavr.control.Option;

/** A slot in each status, each on the shortest way that the protocol has to it. */
final class Slots {
    static final Lifecycle LIFECYCLE = new Lifecycle(KEYS, Patience.standard());

    private Slots() {}

    static PaymentSlot in(SlotStatus status) {
        return switch (status) {
            case PAYABLE -> PaymentSlot.untouched(INVOICE);
            case RESERVED -> after(in(SlotStatus.PAYABLE), pressed(attempt()));
            case SENDING -> after(in(SlotStatus.RESERVED), new Evidence.ReadyToSend(attemptId(1)));
            case UNKNOWN ->
                after(in(SlotStatus.SENDING), new Evidence.Answered(attemptId(1), ChargeResult.ambiguous("timed out")));
            case PENDING -> after(in(SlotStatus.SENDING), looked(sent(ours(Status.PENDING))));
            case EXTERNAL_PENDING -> after(in(SlotStatus.PAYABLE), looked(sent(portal(Status.PENDING))));
            case PAID -> after(in(SlotStatus.SENDING), looked(sent(ours(Status.COMPLETED))));
            case OVERPAID -> after(in(SlotStatus.PAID), looked(sent(ours(Status.COMPLETED), portal(Status.COMPLETED))));
            case REVIEW -> after(in(SlotStatus.SENDING), looked(sent(ours("ours", Status.COMPLETED, usd("12.50")))));
        };
    }

    static Evidence pressed(Attempt attempt) {
        return new Evidence.PayPressed(attempt.id(), attempt.user(), attempt.amount(), ACCOUNT, PROVIDER);
    }

    static Evidence.Looked looked(ProviderView view) {
        return new Evidence.Looked(view, Option.none(), false);
    }

    static PaymentSlot after(PaymentSlot slot, Evidence evidence) {
        return LIFECYCLE.decide(slot, evidence, NOW).get();
    }
}
