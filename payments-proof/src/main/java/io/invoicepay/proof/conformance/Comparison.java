package io.invoicepay.proof.conformance;

import io.invoicepay.proof.suite.Ending;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The same promises, asked of several members of a kind that are set up alike. */
final class Comparison {
    private final Map<Member, Map<String, Ending>> endings = new LinkedHashMap<>();
    private final List<String> faults = new ArrayList<>();

    void add(Member member, Map<String, Ending> ended) {
        endings.put(member, ended);
        ended.forEach((promise, ending) -> {
            if (ending instanceof Ending.Broken broken) {
                faults.add(member.name() + " breaks " + promise + ": " + broken.how());
            } else if (ending instanceof Ending.Skipped skipped && !member.excuses(skipped.reason())) {
                faults.add(member.name() + " leaves out " + promise + " without an excuse: " + skipped.reason());
            }
        });
    }

    /** Of all members together. */
    Set<String> promises() {
        Set<String> all = new TreeSet<>();
        endings.values().forEach(ended -> all.addAll(ended.keySet()));
        return all;
    }

    int members() {
        return endings.size();
    }

    /** Promises that somebody keeps and somebody else, with an excuse, was not asked. */
    long differing() {
        return promises().stream()
                .filter(promise -> isKept(promise)
                        && endings.values().stream().anyMatch(ended -> ended.get(promise) instanceof Ending.Skipped))
                .count();
    }

    long kept() {
        return endings.values().stream()
                .flatMap(ended -> ended.values().stream())
                .filter(ending -> ending instanceof Ending.Kept)
                .count();
    }

    long skipped() {
        return endings.values().stream()
                .flatMap(ended -> ended.values().stream())
                .filter(ending -> ending instanceof Ending.Skipped)
                .count();
    }

    boolean isKept(String promise) {
        return endings.values().stream().anyMatch(ended -> ended.get(promise) instanceof Ending.Kept);
    }

    /** What is broken, left out without an excuse, or asked of one and not of the other. */
    List<String> faults() {
        List<String> all = new ArrayList<>(faults);
        endings.forEach((member, ended) -> {
            Set<String> missing = new TreeSet<>(promises());
            missing.removeAll(ended.keySet());
            missing.forEach(promise -> all.add(member.name() + " was never asked " + promise));
        });
        return all;
    }

    /** Promises of several comparisons that nobody keeps in any of them: whatever their excuses, they are proven nowhere. */
    static List<String> keptNowhere(List<Comparison> comparisons) {
        Set<String> promises = new TreeSet<>();
        comparisons.forEach(comparison -> promises.addAll(comparison.promises()));
        promises.removeIf(promise -> comparisons.stream().anyMatch(comparison -> comparison.isKept(promise)));
        return promises.stream().map(promise -> "nobody keeps " + promise).toList();
    }

    /** Excuses that nobody needs: capabilities have changed, and the table of excuses has not. */
    static List<String> unusedExcuses(List<Comparison> comparisons) {
        Set<String> given = new TreeSet<>();
        Set<String> used = new HashSet<>();
        for (Comparison comparison : comparisons) {
            comparison.endings.forEach((member, ended) -> {
                given.addAll(member.excuses());
                for (Ending ending : ended.values()) {
                    if (ending instanceof Ending.Skipped skipped) {
                        member.excuses().stream()
                                .filter(skipped.reason()::matches)
                                .forEach(used::add);
                    }
                }
            });
        }
        given.removeAll(used);
        return given.stream()
                .map(excuse -> "an excuse that nobody needs: " + excuse)
                .toList();
    }
}
