package io.invoicepay.attempt;

import io.invoicepay.text.PlainText;
import java.time.Instant;
import java.util.Objects;

/**
 * Why a slot is as it is: one line of its history (STA-05). Holds no card data and nothing of the billing address.
 *
 * @param at by the clock of the node that wrote it
 * @param actor who: {@code customer ann}, {@code reconciler}, {@code operator ben}; at most 120 characters
 * @param evidence on what grounds; one line of at most 300 characters
 */
public record Cause(Transition transition, Instant at, String actor, String evidence) {
    /** Foreign text is cut and put on one line. */
    public Cause {
        Objects.requireNonNull(transition, "transition");
        Objects.requireNonNull(at, "at");
        actor = PlainText.oneLine(actor, 120);
        evidence = PlainText.oneLine(evidence, 300);
    }

    /** What happened and on what grounds, in English, for an operator. */
    public String defaultText() {
        return transition.defaultText() + " " + evidence;
    }
}
