package io.invoicepay.proof;

/** One way of trying to break the library. To add one, implement this and name it in {@link Harnesses}. */
public interface Harness {
    /** Short and unique: {@code S1}. */
    String name();

    /** What it tries, in a few words, for the list of harnesses. */
    String subject();

    /**
     * Tries.
     *
     * @param seed where everything that is drawn begins; the same scale and seed always do the same
     * @return what came of it; it holds only if nothing was broken and nothing that had to be tried was missed
     */
    Verdict run(Scale scale, long seed);
}
