package io.invoicepay.aptean.sandbox;

/** Which earlier payments of a payment request count against what may still be paid on it. */
public enum RequestCap {
    /** Completed and pending ones: a request cannot be paid twice. */
    COMPLETED_AND_PENDING,
    /** Only completed ones: two pending payments can overtake each other. */
    COMPLETED,
    /** None: every payment of the full amount is taken. */
    NONE
}
