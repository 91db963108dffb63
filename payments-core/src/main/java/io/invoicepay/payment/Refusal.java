package io.invoicepay.payment;

/**
 * A reason not to take a payment: one of the library's own ({@link StandardRefusal}) or one a host added ({@link HostRefusal}).
 * Programs branch on the value or its name, never on its text (VAL-07).
 */
public sealed interface Refusal permits StandardRefusal, HostRefusal {
    /** A stable name for programs: {@code PAYMENT_PENDING}. */
    String name();

    /** Under which the host's message bundle may hold a translation: {@code payment.refusal.payment-pending}. */
    String messageKey();

    /** English, in the customer's words. */
    String defaultText();
}
