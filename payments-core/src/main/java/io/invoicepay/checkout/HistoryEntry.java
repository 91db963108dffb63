package io.invoicepay.checkout;

import io.invoicepay.attempt.Attempt;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.attempt.Transition;
import io.invoicepay.money.Money;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.ProviderId;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.List;

/**
 * One change in the payment of an invoice, for audit (STA-05). Holds no card data and nothing of the billing address.
 *
 * @param at when, by the clock of the node that wrote it
 * @param actor who: {@code customer ann}, {@code reconciler}, {@code operator ben}
 * @param transition what happened
 * @param status where the payment stood afterwards
 * @param amount of our own charge, where one was open
 * @param payments the provider's references
 * @param evidence on what grounds, one line
 */
public record HistoryEntry(
        Instant at,
        String actor,
        Transition transition,
        SlotStatus status,
        Option<Money> amount,
        Option<ProviderId> provider,
        List<PaymentId> payments,
        String evidence) {
    public HistoryEntry {
        payments = List.copyOf(payments);
    }

    static HistoryEntry of(PaymentSlot slot) {
        return new HistoryEntry(
                slot.cause().at(),
                slot.cause().actor(),
                slot.cause().transition(),
                slot.status(),
                slot.attempt().map(Attempt::amount),
                slot.provider(),
                slot.payments(),
                slot.cause().evidence());
    }
}
