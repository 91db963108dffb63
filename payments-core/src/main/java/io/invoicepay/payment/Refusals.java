package io.invoicepay.payment;

import java.util.List;
import java.util.stream.Collectors;

/** All the reasons that hold, at least one, in the fixed order in which customers hear them (VAL-07). */
public record Refusals(List<Refusal> reasons) {
    /** @throws IllegalArgumentException if there is no reason */
    public Refusals {
        reasons = List.copyOf(reasons);
        if (reasons.isEmpty()) {
            throw new IllegalArgumentException("a refusal has at least one reason");
        }
    }

    public static Refusals of(Refusal... reasons) {
        return new Refusals(List.of(reasons));
    }

    /** The reason a customer hears first. */
    public Refusal first() {
        return reasons.get(0);
    }

    public boolean has(Refusal reason) {
        return reasons.contains(reason);
    }

    /** The reasons' stable names, in order. */
    public List<String> names() {
        return reasons.stream().map(Refusal::name).toList();
    }

    /** The reasons' English texts, in order, one sentence after another. */
    public String defaultText() {
        return reasons.stream().map(Refusal::defaultText).collect(Collectors.joining(" "));
    }
}
