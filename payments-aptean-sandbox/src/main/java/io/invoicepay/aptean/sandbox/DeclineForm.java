package io.invoicepay.aptean.sandbox;

/** How a declined card is reported. Which one the service uses is not known. */
public enum DeclineForm {
    /** {@code code: SUCCESS} with a payment that is {@code FAILED}. */
    PAYMENT_FAILED,
    /** {@code code: ERROR} without a payment. */
    CODE_ERROR,
    /** {@code code: SUCCESS} with a pending payment that fails when it should have settled. */
    FAILED_LATER
}
