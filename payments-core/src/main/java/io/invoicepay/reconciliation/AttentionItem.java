package io.invoicepay.reconciliation;

import io.invoicepay.attempt.Attention;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.PaymentId;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.List;

/**
 * A payment that an operator should look at.
 *
 * @param payments the provider's references; both, where two were taken (STA-06)
 * @param since when the status was entered
 */
public record AttentionItem(
        InvoiceNumber invoice,
        Option<AccountId> account,
        SlotStatus status,
        Attention attention,
        List<PaymentId> payments,
        Instant since,
        Option<Instant> nextCheck) {
    public AttentionItem {
        payments = List.copyOf(payments);
    }

    static Option<AttentionItem> of(PaymentSlot slot) {
        return slot.attention()
                .map(attention -> new AttentionItem(
                        slot.invoice().invoice(),
                        slot.account(),
                        slot.status(),
                        attention,
                        slot.payments(),
                        slot.since(),
                        slot.nextCheck()));
    }
}
