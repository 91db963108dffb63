package io.invoicepay.aptean;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a request for payment's status means to us. [T] and [S]; whatever is new is not payable online. */
enum RequestStatus {
    /** Can be paid: never was, or the last payment failed. */
    OPEN,
    /** Can be paid for the rest. [S] */
    PARTLY_PAID,
    /** A payment is under way. */
    UNDER_WAY,
    /** Was paid, whatever has been given back since. */
    SETTLED,
    /** Was paid, and all of it has been given back. */
    GIVEN_BACK,
    /** Withdrawn by the merchant; it may be issued again under the same reference. */
    CLOSED,
    UNRECOGNISED;

    private static final Map<String, RequestStatus> KNOWN = Map.ofEntries(
            Map.entry("UNPAID", OPEN),
            Map.entry("FAILED", OPEN),
            Map.entry("CANCELED", OPEN),
            Map.entry("PARTIALLY_PAID", PARTLY_PAID),
            Map.entry("PENDING", UNDER_WAY),
            Map.entry("PENDING_AUTHORIZATION", UNDER_WAY),
            Map.entry("COMPLETED", SETTLED),
            Map.entry("REFUND_PENDING", SETTLED),
            Map.entry("REFUND_FAILED", SETTLED),
            Map.entry("PARTIALLY_REFUNDED", SETTLED),
            Map.entry("FULLY_REFUNDED", GIVEN_BACK),
            Map.entry("REFUND_COMPLETED", GIVEN_BACK),
            Map.entry("CLOSED", CLOSED));

    static final StrictJson.Words WORDS = new StrictJson.Words(KNOWN.keySet().toArray(String[]::new));

    static RequestStatus of(@Nullable String wire) {
        return wire == null ? UNRECOGNISED : KNOWN.getOrDefault(wire, UNRECOGNISED);
    }
}
