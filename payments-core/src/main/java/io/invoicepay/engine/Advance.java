package io.invoicepay.engine;

import io.invoicepay.spi.StoredSlot;
import java.util.Objects;

/**
 * How the attempt to move a slot ended.
 *
 * @param stored MOVED: the slot as written; OVERTAKEN: what somebody else wrote; otherwise the slot it started from
 */
public record Advance(Ending ending, StoredSlot stored) {
    public Advance {
        Objects.requireNonNull(ending, "ending");
        Objects.requireNonNull(stored, "stored");
    }

    /** Ways for a move to end. */
    public enum Ending {
        /** Our write is there. */
        MOVED,
        /** The evidence moves nothing in this status. */
        UNMOVED,
        /** Somebody else's write is there. */
        OVERTAKEN,
        /** The store did not tell; nothing may be sent on the strength of it. */
        UNDECIDED
    }

    public boolean moved() {
        return ending == Ending.MOVED;
    }
}
