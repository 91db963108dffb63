package io.invoicepay.attempt;

import java.util.Locale;

/** Why an operator should look at a payment (STA-04, STA-06). */
public enum Attention {
    /** The outcome of a charge could not be found out for longer than expected. */
    UNKNOWN_TOO_LONG("The outcome of a charge could not be found out in time."),
    /** A payment has been pending for longer than expected. */
    PENDING_TOO_LONG("A payment has been pending for longer than expected."),
    /** The provider shows our charge with another amount or currency. */
    AMOUNT_MISMATCH("The provider shows our charge with another amount or currency."),
    /** The provider's records contradict each other. */
    RECORDS_CONFLICT("Several of the provider's records claim to be this invoice's."),
    /** More than was owed has been taken. */
    OVERPAID("More than was owed has been taken."),
    /** A completed payment was refunded in part, disputed, or shown as failed afterwards. */
    REVERSED("A completed payment has been taken back, wholly or in part."),
    /** The provider has completed a payment and the ERP still shows a balance. */
    PAID_BUT_OPEN("The payment is complete, but the invoice is still open in the ERP.");

    private final String defaultText;

    Attention(String defaultText) {
        this.defaultText = defaultText;
    }

    /** Whether it rests on nothing but time, so that evidence alone may end it. */
    public boolean isByAge() {
        return this == UNKNOWN_TOO_LONG || this == PENDING_TOO_LONG;
    }

    /** English, in the operator's words. */
    public String defaultText() {
        return defaultText;
    }

    /** Into the host's message bundle: {@code payment.attention.paid-but-open}. */
    public String messageKey() {
        return "payment.attention." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
