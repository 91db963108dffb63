package io.invoicepay.proof;

/** How much is tried. */
public enum Scale {
    /** A few seconds: whether the harness runs at all. Too little for the coverage that the others must reach. */
    SMOKE,
    /** What the continuous build runs. */
    SHORT,
    /** Once per release. */
    LONG;

    /** The figure for this scale. */
    public long of(long smoke, long inShort, long inLong) {
        return switch (this) {
            case SMOKE -> smoke;
            case SHORT -> inShort;
            case LONG -> inLong;
        };
    }
}
