package io.invoicepay.payment;

import java.util.Locale;

/**
 * The library's own reasons not to take a payment, in the order in which customers hear them (VAL-07). Where several hold they are heard
 * together: "nothing was charged" is said of this wish to pay, and must not deny a payment that is pending.
 */
public enum StandardRefusal implements Refusal {
    /** PAY-05: no payment provider is configured. */
    NO_PROVIDER("Online payment is not available."),
    /** VAL-04, PAY-04: no such invoice in this account. Another account's invoice answers the same. */
    UNKNOWN_INVOICE("There is no such invoice in your account."),
    /** VAL-04: a draft, an invoice in review, or a cancelled one. */
    NOT_POSTED("This invoice is not open for payment."),
    /** VAL-04: nothing is left to pay. */
    NOTHING_OUTSTANDING("Nothing is outstanding on this invoice."),
    /** VAL-01: the provider has not received the invoice. */
    NOT_SENT("This invoice has not been sent for payment processing yet. Please try again later."),
    /** VAL-02: a payment was made, here or elsewhere, and is not settled. */
    PAYMENT_PENDING("A payment for this invoice is already pending."),
    /** STA-01: the provider has completed a payment that the ERP does not show yet. */
    ALREADY_PAID("This invoice has been paid. Your account will show it once the payment is posted."),
    /** A payment needs a person's decision before the invoice can be paid again. */
    UNDER_REVIEW("This invoice, or a payment for it, is being looked into. Please contact us."),
    /** The store of payments cannot be read, so nothing may be begun. */
    PAYMENTS_UNAVAILABLE("Payments cannot be taken right now. Nothing was charged just now."),
    /** VAL-05: the provider gave no usable answer. */
    PROVIDER_UNREACHABLE("The payment service cannot be reached right now. Nothing was charged just now."),
    /** The provider holds the invoice in a state in which it takes no payment (closed, refunded, unrecognised). */
    NOT_PAYABLE_ONLINE("This invoice cannot be paid online right now."),
    /** VAL-08: the provider takes no payments in the invoice's currency. */
    CURRENCY_NOT_ACCEPTED("Invoices in this currency cannot be paid online."),
    /** VAL-08: less than the provider takes. */
    BELOW_MINIMUM("The outstanding balance is below the smallest amount that can be paid online."),
    /** VAL-08: more than the provider takes. */
    ABOVE_MAXIMUM("The outstanding balance is above the largest amount that can be paid online."),
    /** VAL-08: an early-payment discount makes the payable amount differ from the outstanding balance. */
    DISCOUNT_APPLIES("An early-payment discount applies to this invoice; it cannot be paid online in full."),
    /** VAL-06: the provider would collect another amount, or another currency. */
    AMOUNTS_DIFFER("The amount at the payment service differs from the outstanding balance."),
    /** The method asked for is not offered by the provider (DLG-01). */
    METHOD_NOT_OFFERED("This way of paying is not available."),
    /** BAL-04: nothing is owed on the account. */
    BALANCE_NOT_POSITIVE("Nothing is outstanding on your account."),
    /** POR-02: the provider's link does not lead to one of its configured hosts. */
    PORTAL_LINK_REFUSED("The payment portal cannot be opened right now."),
    /** DLG-04: the dialog was open too long, or belongs to a provider that is no longer in use. */
    DIALOG_EXPIRED("This page was open for too long. Please start the payment again."),
    /** DLG-02: not a dialog of this customer's; forged, damaged, or another account's. */
    DIALOG_INVALID("This payment page is not valid. Please start the payment again."),
    /** GST-08: the outstanding balance is no longer what the dialog showed. */
    BALANCE_CHANGED("The outstanding balance has changed. Nothing was charged just now.");

    private final String defaultText;
    private final String messageKey;

    StandardRefusal(String defaultText) {
        this.defaultText = defaultText;
        this.messageKey = "payment.refusal." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public String messageKey() {
        return messageKey;
    }

    @Override
    public String defaultText() {
        return defaultText;
    }
}
