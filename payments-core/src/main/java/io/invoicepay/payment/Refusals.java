package io.invoicepay.payment;

import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

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
        List<String> names = new ArrayList<>();
        for (Refusal reason : reasons) {
            names.add(reason.name());
        }
        return List.copyOf(names);
    }

    /** The reasons' English texts, in order, one sentence after another. */
    public String defaultText() {
        StringJoiner texts = new StringJoiner(" ");
        for (Refusal reason : reasons) {
            texts.add(reason.defaultText());
        }
        return texts.toString();
    }
}
