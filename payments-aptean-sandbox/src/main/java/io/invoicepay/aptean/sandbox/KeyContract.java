package io.invoicepay.aptean.sandbox;

/** What the sandbox does with an {@code idempotency-key} it has seen before. Only the first is known, and only for refunds. */
public enum KeyContract {
    /** A key that led to anything but {@code code: ERROR} is used up: errors and no data, the first answer is not repeated. */
    REJECT_USED,
    /** The first answer is repeated, whatever it was; the same key with other input is refused. */
    REPLAY,
    /** As {@link #REPLAY} after a success; anything else is forgotten and evaluated afresh. */
    REPLAY_SUCCESS,
    /** Keys mean nothing: every request is evaluated, and may charge again. */
    IGNORE
}
