package io.invoicepay.checkout;

import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All combinations of some facts and what comes of each, written so that it can be read: values that lead to the same whatever else
 * holds share a line, and where all that can occur do, the line says "any".
 */
final class DecisionTable {
    /** A question and the answers there are. */
    record Fact(String name, List<String> values) {}

    private final List<Fact> facts;
    private final String outcome;
    private final Function<List<String>, Option<String>> decide;

    /** @param decide what comes of a combination; nothing if it cannot occur */
    DecisionTable(List<Fact> facts, String outcome, Function<List<String>, Option<String>> decide) {
        this.facts = facts;
        this.outcome = outcome;
        this.decide = decide;
    }

    /** Every combination that can occur, with its outcome. */
    Map<List<String>, String> combinations() {
        Map<List<String>, String> all = new LinkedHashMap<>();
        collect(List.of(), all);
        return all;
    }

    private void collect(List<String> chosen, Map<List<String>, String> all) {
        if (chosen.size() == facts.size()) {
            decide.apply(chosen).forEach(result -> all.put(chosen, result));
            return;
        }
        for (String value : facts.get(chosen.size()).values()) {
            collect(and(chosen, value), all);
        }
    }

    String markdown() {
        List<String> names = new ArrayList<>(facts.stream().map(Fact::name).toList());
        names.add(outcome);
        StringBuilder text = new StringBuilder(line(names));
        text.append(line(names.stream().map(name -> "---").toList()));
        rows(List.of()).forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    /** The lines below a choice; none if it cannot occur. */
    private List<List<String>> rows(List<String> chosen) {
        if (chosen.size() == facts.size()) {
            return decide.apply(chosen).map(result -> List.of(List.of(result))).getOrElse(List.of());
        }
        Map<List<List<String>>, List<String>> alike = new LinkedHashMap<>();
        for (String value : facts.get(chosen.size()).values()) {
            List<List<String>> below = rows(and(chosen, value));
            if (!below.isEmpty()) {
                alike.computeIfAbsent(below, rows -> new ArrayList<>()).add(value);
            }
        }
        List<List<String>> rows = new ArrayList<>();
        alike.forEach((below, values) -> {
            String label = alike.size() == 1 && values.size() > 1
                    ? "any"
                    : values.stream().collect(Collectors.joining(", "));
            below.forEach(row -> rows.add(before(label, row)));
        });
        return rows;
    }

    private static List<String> and(List<String> values, String value) {
        List<String> more = new ArrayList<>(values);
        more.add(value);
        return List.copyOf(more);
    }

    private static List<String> before(String value, List<String> values) {
        List<String> more = new ArrayList<>();
        more.add(value);
        more.addAll(values);
        return List.copyOf(more);
    }
}
