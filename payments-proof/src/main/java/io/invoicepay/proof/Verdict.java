package io.invoicepay.proof;

import java.util.List;

/**
 * What came of a harness.
 *
 * @param holds nothing was broken, and everything that had to be tried was tried
 * @param summary one line with the denominators and the seed
 * @param details further lines, printed before the summary: parts, or the story of what was broken
 */
public record Verdict(boolean holds, String summary, List<String> details) {
    public Verdict {
        details = List.copyOf(details);
    }

    /** {@code S4 …: holds}, or {@code … BROKEN}. */
    public String line(Harness harness) {
        return harness.name() + " " + summary + ": " + (holds ? "holds" : "BROKEN");
    }
}
