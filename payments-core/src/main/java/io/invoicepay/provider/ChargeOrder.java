package io.invoicepay.provider;

import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.AttemptId;
import io.invoicepay.payment.GuestPayment;
import io.invoicepay.payment.IdempotencyKey;

/**
 * The order to charge a card for one invoice, in full, once under its key.
 *
 * @param request the provider's reference of the request for payment, from the view that was decided on
 * @param amount exactly what must be charged, fee excluded
 * @param payer billing address, name on card and card token
 */
public record ChargeOrder(
        AttemptId attempt,
        IdempotencyKey key,
        AccountId account,
        InvoiceNumber invoice,
        String request,
        Money amount,
        GuestPayment payer) {}
