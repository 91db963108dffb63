package io.invoicepay.aptean;

import io.vavr.control.Option;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads how long a server asks to be left alone: seconds or a date, held between one second and a quarter of an hour. */
final class RetryAfter {
    static final Duration SHORTEST = Duration.ofSeconds(1);
    static final Duration LONGEST = Duration.ofMinutes(15);
    private static final DateTimeFormatter DATE = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ROOT);

    private RetryAfter() {}

    /**
     * The wait; nothing if the header is absent or means nothing.
     *
     * @param date the server's own time, by which it reckons; where it is absent or means nothing, ours has to do
     */
    static Option<Duration> parse(@Nullable String header, @Nullable String date, Clock clock) {
        if (header == null || header.isBlank() || header.length() > 64) {
            return Option.none();
        }
        String text = header.strip();
        boolean digits = text.chars().allMatch(c -> c >= '0' && c <= '9');
        return (digits ? Option.some(seconds(text)) : until(text, date, clock)).map(RetryAfter::held);
    }

    private static Duration seconds(String digits) {
        return digits.length() > 9 ? LONGEST : Duration.ofSeconds(Long.parseLong(digits));
    }

    private static Option<Duration> until(String text, @Nullable String date, Clock clock) {
        Instant now = instant(date).getOrElse(clock::instant);
        return instant(text).map(until -> Duration.between(now, until));
    }

    private static Option<Instant> instant(@Nullable String date) {
        try {
            return date == null
                    ? Option.none()
                    : Option.some(ZonedDateTime.parse(date, DATE).toInstant());
        } catch (DateTimeException e) {
            return Option.none(); // a negative number ends here, too
        }
    }

    private static Duration held(Duration wanted) {
        if (wanted.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
    }
}
