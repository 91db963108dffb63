package io.invoicepay.proof.conformance;

/** How one test of the kit ended. */
sealed interface Ending {
    record Kept() implements Ending {
        @Override
        public String toString() {
            return "kept";
        }
    }

    /** Not tried, because it cannot be asked there. */
    record Skipped(String reason) implements Ending {}

    record Broken(String how) implements Ending {}
}
