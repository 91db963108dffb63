package io.invoicepay.payment;

import java.util.Locale;

/**
 * Why a card was declined, as far as a customer may know. The issuer's exact words stay with the operator.
 */
public enum DeclineReason {
    INSUFFICIENT_FUNDS("The card has insufficient funds."),
    EXPIRED_CARD("The card has expired."),
    INVALID_CARD("The card's details were not accepted."),
    LIMIT_EXCEEDED("The card's limit is exceeded."),
    SUSPECTED_FRAUD("The card was declined."),
    /** No reason that could be told. */
    DECLINED("The card was declined.");

    private final String defaultText;

    DeclineReason(String defaultText) {
        this.defaultText = defaultText;
    }

    /** English, in the customer's words. */
    public String defaultText() {
        return defaultText;
    }

    /** Into the host's message bundle: {@code payment.decline.expired-card}. */
    public String messageKey() {
        return "payment.decline." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
