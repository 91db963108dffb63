package io.invoicepay.reconciliation;

import io.invoicepay.attempt.Attention;
import io.invoicepay.attempt.Evidence.Verdict;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.ProviderId;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.List;

/**
 * A payment that an operator should look at.
 *
 * @param payments the provider's references; both, where two were taken (STA-06)
 * @param since when the status was entered
 * @param provider with whom it has to be cleared up
 * @param amount what we ordered to be charged, if we did
 * @param evidence what the last change or check rests on, one line
 * @param verdicts what {@link Reconciliation#decide} would take now; empty where only the provider or the ERP can end it
 */
public record AttentionItem(
        InvoiceNumber invoice,
        Option<AccountId> account,
        SlotStatus status,
        Attention attention,
        List<PaymentId> payments,
        Instant since,
        Option<Instant> nextCheck,
        Option<ProviderId> provider,
        Option<Money> amount,
        String evidence,
        List<Verdict> verdicts) {
    public AttentionItem {
        payments = List.copyOf(payments);
        verdicts = List.copyOf(verdicts);
    }

    static Option<AttentionItem> of(PaymentSlot slot, List<Verdict> verdicts) {
        return slot.attention()
                .map(attention -> new AttentionItem(
                        slot.invoice().invoice(),
                        slot.account(),
                        slot.status(),
                        attention,
                        slot.payments(),
                        slot.since(),
                        slot.nextCheck(),
                        slot.provider(),
                        slot.attempt().map(attempt -> attempt.amount()),
                        slot.cause().evidence(),
                        verdicts));
    }
}
