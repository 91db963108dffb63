package io.invoicepay.attempt;

import static io.invoicepay.fixtures.Sample.INVOICE;
import static io.invoicepay.fixtures.Sample.MERCHANT;
import static io.invoicepay.fixtures.Sample.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.InvoiceKey;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScheduleTest {
    @ParameterizedTest(name = "check {0}: after {1} s, give or take a fifth")
    @CsvSource({
        "0, 2",
        "1, 5",
        "2, 15",
        "3, 60",
        "4, 300",
        "5, 900",
        "6, 3600",
        "7, 21600",
        "8, 86400",
        "9, 86400",
        "2147483647, 86400"
    })
    @DisplayName("STA-04 checks become rarer, from two seconds to a day, spread by a fifth over the invoices")
    void delays(int checks, long seconds) {
        long shortest = Long.MAX_VALUE;
        long longest = Long.MIN_VALUE;
        Set<Instant> times = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            InvoiceKey invoice = new InvoiceKey(MERCHANT, new InvoiceNumber("PS-INV" + i));
            Instant next = Schedule.next(invoice, checks, NOW, Option.none());
            assertThat(Schedule.next(invoice, checks, NOW, Option.none())).isEqualTo(next);
            long millis = Duration.between(NOW, next).toMillis();
            shortest = Math.min(shortest, millis);
            longest = Math.max(longest, millis);
            times.add(next);
        }
        long full = seconds * 1_000;
        assertThat(shortest).isBetween(full * 80 / 100, full * 83 / 100);
        assertThat(longest).isBetween(full * 117 / 100, full * 120 / 100);
        assertThat(times).hasSizeGreaterThan(400);
    }

    @Test
    @DisplayName(
            "STA-04 the spread is the same on every node and in every version: it comes from invoice and count alone")
    void sameEverywhere() {
        List<Long> millis = new ArrayList<>();
        for (int checks = 0; checks < 4; checks++) {
            millis.add(Duration.between(NOW, Schedule.next(INVOICE, checks, NOW, Option.none()))
                    .toMillis());
        }
        assertThat(millis).containsExactly(1_734L, 4_114L, 16_647L, 71_748L);
    }

    @Test
    @DisplayName("A provider's wish to be left alone puts a check off, and never brings one forward")
    void retryAfter() {
        Option<Duration> minute = Option.some(Duration.ofMinutes(1));

        assertThat(Schedule.next(INVOICE, 0, NOW, minute)).isEqualTo(NOW.plusSeconds(60));
        assertThat(Schedule.next(INVOICE, 8, NOW, minute)).isEqualTo(Schedule.next(INVOICE, 8, NOW, Option.none()));
    }
}
