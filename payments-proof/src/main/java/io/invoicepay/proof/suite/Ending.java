package io.invoicepay.proof.suite;

/** How one test ended. */
public sealed interface Ending {
    /** It passed. */
    record Kept() implements Ending {}

    /** Not tried, because it cannot be asked there. */
    record Skipped(String reason) implements Ending {}

    /** It failed. */
    record Broken(String how) implements Ending {}
}
