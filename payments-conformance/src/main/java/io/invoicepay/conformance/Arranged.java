package io.invoicepay.conformance;

import io.vavr.control.Option;
import org.junit.jupiter.api.Assumptions;

/** Whether a harness could arrange what a test asked for. Where it could not, the test is skipped with its reason. */
public final class Arranged {
    private static final Arranged DONE = new Arranged(Option.none());

    private final Option<String> obstacle;

    private Arranged(Option<String> obstacle) {
        this.obstacle = obstacle;
    }

    /** It is as asked for. */
    public static Arranged done() {
        return DONE;
    }

    /**
     * It cannot be brought about here, and nothing was changed.
     *
     * @param reason why, for the report: {@code the provider caps payments}
     */
    public static Arranged unsupported(String reason) {
        return new Arranged(Option.some(reason));
    }

    /** Why it could not be arranged; nothing if it was. */
    public Option<String> obstacle() {
        return obstacle;
    }

    void orSkip() {
        obstacle.forEach(Assumptions::abort);
    }

    @Override
    public String toString() {
        return obstacle.map(reason -> "unsupported: " + reason).getOrElse("arranged");
    }
}
