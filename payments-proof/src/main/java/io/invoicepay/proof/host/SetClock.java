package io.invoicepay.proof.host;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** Time as the host was told. */
final class SetClock extends Clock {
    private volatile Instant now;

    SetClock(Instant start) {
        now = start;
    }

    void set(Instant time) {
        now = time;
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    /** There is no zone but UTC here. */
    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
