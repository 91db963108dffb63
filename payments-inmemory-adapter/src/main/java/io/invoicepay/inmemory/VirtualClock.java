package io.invoicepay.inmemory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until it is moved, so that days of waiting take no time. In UTC unless told otherwise.
 *
 * <p>Safe for any thread.
 */
public final class VirtualClock extends Clock {
    private final AtomicReference<Instant> now;
    private final ZoneId zone;

    private VirtualClock(AtomicReference<Instant> now, ZoneId zone) {
        this.now = now;
        this.zone = Objects.requireNonNull(zone, "zone");
    }

    /** A clock that shows this time. */
    public static VirtualClock at(Instant start) {
        return new VirtualClock(new AtomicReference<>(Objects.requireNonNull(start, "start")), ZoneOffset.UTC);
    }

    /** Moves it on; back, if the length is negative, as real clocks are sometimes set back. */
    public void advance(Duration length) {
        now.updateAndGet(instant -> instant.plus(length));
    }

    /** Sets it, forward or back. */
    public void set(Instant instant) {
        now.set(Objects.requireNonNull(instant, "instant"));
    }

    @Override
    public Instant instant() {
        return Objects.requireNonNull(now.get(), "a clock always shows a time");
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    /** The same clock seen from another zone: moving one moves both. */
    @Override
    public VirtualClock withZone(ZoneId other) {
        return new VirtualClock(now, other);
    }

    @Override
    public String toString() {
        return "VirtualClock[" + now + "]";
    }
}
