package io.invoicepay.aptean.sandbox;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** Dates on the wire: read leniently, written as ISO-8601 in UTC with milliseconds. A date without a time is its first moment. */
final class Dates {
    private static final DateTimeFormatter WRITTEN =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);
    private static final DateTimeFormatter US_DATE = DateTimeFormatter.ofPattern("M/d/uuuu", Locale.ROOT);
    private static final DateTimeFormatter SCRIPT_DATE =
            DateTimeFormatter.ofPattern("EEE MMM d uuuu HH:mm:ss 'GMT'xx", Locale.ENGLISH);

    private static final List<Function<String, Instant>> SPELLINGS = List.of(
            text -> OffsetDateTime.parse(text).toInstant(),
            text -> LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant(),
            text -> LocalDate.parse(text, US_DATE).atStartOfDay(ZoneOffset.UTC).toInstant(),
            text -> OffsetDateTime.parse(text.replaceAll(" \\(.*\\)$", ""), SCRIPT_DATE)
                    .toInstant());

    private Dates() {}

    /** The moment that the text names; empty if it names none. */
    static Optional<Instant> parse(String text) {
        for (Function<String, Instant> spelling : SPELLINGS) {
            Optional<Instant> moment = attempt(spelling, text.trim());
            if (moment.isPresent()) {
                return moment;
            }
        }
        return Optional.empty();
    }

    static String text(Instant moment) {
        return WRITTEN.format(moment);
    }

    private static Optional<Instant> attempt(Function<String, Instant> spelling, String text) {
        try {
            return Optional.of(spelling.apply(text));
        } catch (DateTimeException otherSpelling) {
            return Optional.empty();
        }
    }
}
