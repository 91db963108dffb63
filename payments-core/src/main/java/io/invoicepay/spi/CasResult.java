package io.invoicepay.spi;

/** How a compare-and-set ended. */
public enum CasResult {
    /** Written, durably. */
    WON,
    /** Somebody else's version is there; nothing was written. */
    LOST,
    /** The connection died on the way: it may have been written or not, and nothing may be concluded but by reading again. */
    UNKNOWN
}
