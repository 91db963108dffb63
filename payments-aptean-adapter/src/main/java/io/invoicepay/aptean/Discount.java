package io.invoicepay.aptean;

import io.vavr.control.Option;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * An early-payment discount of a request. While it lasts, the amount less the discount must be paid, to the cent; afterwards the amount.
 * [T] Near its end nobody can tell which of the two clocks decides.
 *
 * @param minorUnits what it takes off now
 * @param certain whether that can be told now
 */
record Discount(int minorUnits, boolean certain) {
    private static final Discount NONE = new Discount(0, true);

    static Discount of(Wire.Request request, Clock clock, Duration margin) {
        Integer amount = request.discountAmount();
        if (amount == null || amount == 0) {
            return NONE;
        }
        Instant now = clock.instant();
        Option<Instant> end = PaymentMapping.instant(request.discountEndDate());
        if (end.isEmpty() || !now.plus(margin).isAfter(end.get())) {
            return new Discount(amount, end.isDefined());
        }
        return now.minus(margin).isAfter(end.get()) ? NONE : new Discount(amount, false);
    }

    boolean applies() {
        return minorUnits > 0;
    }
}
