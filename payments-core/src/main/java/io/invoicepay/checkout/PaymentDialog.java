package io.invoicepay.checkout;

import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.BillingField;
import io.invoicepay.payment.PaymentMethod;
import io.invoicepay.provider.CardEntry;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.List;

/**
 * The Pay Invoice dialog as data (VAL-03, DLG-01). Number and amount are for showing; what counts is in the token, which the page
 * hands back and cannot change (DLG-02).
 *
 * @param version of this view model
 * @param amount the outstanding balance, which Pay Now pays in full
 * @param methods what to offer, in order; never empty
 * @param fields of guest checkout, in the order of the form; empty without guest checkout
 * @param countries ISO 3166-1 alpha-2 codes to choose from; empty without guest checkout
 * @param cardEntry what the page needs for the provider's card entry form; nothing without guest checkout, and where the
 *     provider could not make one
 * @param token opaque, signed; binds account, invoice, amount and provider. It is no secret, but worth nothing to another account
 * @param expiresAt when going on needs a new dialog (DLG-04)
 */
public record PaymentDialog(
        int version,
        InvoiceNumber invoice,
        Money amount,
        List<PaymentMethod> methods,
        List<BillingField> fields,
        List<String> countries,
        Option<CardEntry> cardEntry,
        String token,
        Instant expiresAt) {
    public PaymentDialog {
        methods = List.copyOf(methods);
        fields = List.copyOf(fields);
        countries = List.copyOf(countries);
    }

    /** The token is left out. */
    @Override
    public String toString() {
        return "PaymentDialog[" + invoice + ", " + amount + ", " + methods + "]";
    }
}
