package io.invoicepay.checkout;

import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.payment.ProviderId;
import java.time.Instant;

/** What a dialog token vouches for. */
record DialogClaim(
        MerchantId merchant,
        AccountId account,
        InvoiceNumber invoice,
        Money amount,
        ProviderId provider,
        Instant expiresAt) {}
