package io.invoicepay.examples.storefront.web;

import io.invoicepay.checkout.PaymentDialog;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;

/** When a dialog expires, as its page carries it along. */
final class Expiry {
    private Expiry() {}

    static String of(PaymentDialog dialog) {
        return dialog.expiresAt().toString();
    }

    /** What is no time is past. */
    static boolean isPast(String carried, Clock clock) {
        try {
            return !clock.instant().isBefore(Instant.parse(carried));
        } catch (DateTimeException e) {
            return true;
        }
    }
}
