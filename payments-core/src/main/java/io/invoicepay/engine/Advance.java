package io.invoicepay.engine;

import io.invoicepay.spi.StoredSlot;

/**
 * How the attempt to move a slot ended.
 *
 * @param stored MOVED: the slot as written; OVERTAKEN: what somebody else wrote; otherwise the slot it started from
 */
public record Advance(Ending ending, StoredSlot stored) {
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
