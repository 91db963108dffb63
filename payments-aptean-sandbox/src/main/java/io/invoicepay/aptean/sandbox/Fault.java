package io.invoicepay.aptean.sandbox;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong with one request: what happens to the request, and what happens to its answer. The two are chosen
 * apart, so that every answer can be lost before or after its request took effect.
 *
 * @param processing whether the request takes effect
 * @param lateness how much later, if it takes effect {@link Processing#LATER}
 * @param damage what becomes of the answer
 */
public record Fault(Processing processing, Duration lateness, Damage damage) {
    /** Whether and how often a request takes effect. */
    public enum Processing {
        /** It never arrives at the service. */
        NEVER,
        /** It takes effect, as usual. */
        ONCE,
        /** The network delivers it twice; the answer is that to the second delivery. */
        TWICE,
        /** It is held back and takes effect when the time has come. The caller gets no answer made of it. */
        LATER
    }

    /** What becomes of an answer. Where a request took no effect there is no body, and {@code data} is empty. */
    public sealed interface Damage {
        /** The answer arrives as it is. */
        record None() implements Damage {}

        /** The connection stays open, and nothing ever comes. */
        record Silence() implements Damage {}

        /** The connection is closed without a byte. */
        record Closed() implements Damage {}

        /** The answer comes that much later, by the sandbox's clock. */
        record Slow(Duration delay) implements Damage {}

        /**
         * Another status in front of another body, as a gateway would answer.
         *
         * @param headers further headers, such as {@code Retry-After}
         */
        record Status(int status, Map<String, String> headers, String contentType, String body) implements Damage {
            /** Copies the headers. */
            public Status {
                headers = Map.copyOf(headers);
            }
        }

        /** HTTP 200 with that text for a body: empty, HTML, garbage, whatever it is. */
        record Body(String contentType, String text) implements Damage {}

        /** HTTP 200 and the true length, but the connection closes half-way through the body. */
        record Truncated() implements Damage {}

        /** {@code errors} beside the data. */
        record WithErrors() implements Damage {}

        /** {@code data} is null and there are no errors. */
        record NullData() implements Damage {}

        /**
         * A member of the answer has another value.
         *
         * @param path the member's name, with the names of those around it as far as needed, parted by dots: {@code payment.status}
         * @param value the new value as JSON would have it: text, number, boolean, map, list or null
         */
        record Rewritten(String path, @Nullable Object value) implements Damage {}

        /** The elements of a list come twice; the path is as in {@link Rewritten}. */
        record Repeated(String path) implements Damage {}
    }

    /** Checks that nothing is missing. */
    public Fault {
        Objects.requireNonNull(processing);
        Objects.requireNonNull(lateness);
        Objects.requireNonNull(damage);
    }

    /** The request takes effect, and its answer is damaged that way. */
    public static Fault after(Damage damage) {
        return new Fault(Processing.ONCE, Duration.ZERO, damage);
    }

    /** The request never takes effect, and what comes back is damaged that way. */
    public static Fault before(Damage damage) {
        return new Fault(Processing.NEVER, Duration.ZERO, damage);
    }

    /** The request is delivered twice, and answered. */
    public static Fault twice() {
        return new Fault(Processing.TWICE, Duration.ZERO, new Damage.None());
    }

    /** The request takes effect that much later, and the caller never hears of it. */
    public static Fault later(Duration lateness) {
        return new Fault(Processing.LATER, lateness, new Damage.Silence());
    }
}
