package io.invoicepay.provider;

import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.AttemptId;
import io.invoicepay.payment.GuestPayment;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.PaymentId;
import java.util.Set;

/**
 * The order to charge a card for one invoice, in full, once under its key.
 *
 * @param request the provider's reference of the request for payment, from the view that was decided on
 * @param amount exactly what must be charged, fee excluded
 * @param payer billing address, name on card and card token
 * @param known the payments that the provider showed before: none of them is what this order makes
 */
public record ChargeOrder(
        AttemptId attempt,
        IdempotencyKey key,
        AccountId account,
        InvoiceNumber invoice,
        String request,
        Money amount,
        GuestPayment payer,
        Set<PaymentId> known) {
    public ChargeOrder {
        known = Set.copyOf(known);
    }

    /** Of an invoice for which no payment was shown. */
    public ChargeOrder(
            AttemptId attempt,
            IdempotencyKey key,
            AccountId account,
            InvoiceNumber invoice,
            String request,
            Money amount,
            GuestPayment payer) {
        this(attempt, key, account, invoice, request, amount, payer, Set.of());
    }
}
