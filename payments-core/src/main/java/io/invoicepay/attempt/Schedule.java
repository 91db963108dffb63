package io.invoicepay.attempt;

import com.google.common.collect.Comparators;
import io.invoicepay.payment.InvoiceKey;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** When to ask next: soon at first, then ever more rarely, spread by a fifth so that payments begun together are not checked together. */
final class Schedule {
    private static final List<Duration> DELAYS = List.of(
            Duration.ofSeconds(2),
            Duration.ofSeconds(5),
            Duration.ofSeconds(15),
            Duration.ofSeconds(60),
            Duration.ofMinutes(5),
            Duration.ofMinutes(15),
            Duration.ofHours(1),
            Duration.ofHours(6),
            Duration.ofDays(1));
    private static final long SPREAD = 5; // a fifth, both ways

    /** So many checks take about an hour. */
    static final int CHECKS_IN_AN_HOUR = 6;

    private Schedule() {}

    /** The spread comes from the invoice and the count, so that the decision stays a pure function. */
    static Instant next(InvoiceKey invoice, int checksDone, Instant now, Option<Duration> retryAfter) {
        Duration delay = DELAYS.get(Math.min(checksDone, DELAYS.size() - 1));
        long span = delay.toMillis() / SPREAD;
        long mixed = ((invoice.invoice().value().hashCode() * 31L + checksDone) * 0x9E3779B97F4A7C15L) >>> 1;
        Instant regular = now.plusMillis(delay.toMillis() - span + mixed % (2 * span + 1));
        Instant asked = retryAfter.isDefined() ? now.plus(retryAfter.get()) : now;
        return Comparators.max(asked, regular);
    }
}
