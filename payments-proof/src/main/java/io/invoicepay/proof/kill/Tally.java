package io.invoicepay.proof.kill;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a lane has seen. */
final class Tally {
    private final Map<String, Integer> kills = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private int doubles;
    private int lost;
    private int differing;
    private int stuck;
    private int audited;
    private int toOperators;
    private Duration longestRecovery = Duration.ZERO;

    void killed(String point) {
        kills.merge(point, 1, Integer::sum);
    }

    void doubled(String what) {
        doubles++;
        faults.add("charged twice: " + what);
    }

    void lost(String what) {
        lost++;
        faults.add("paid and not on record: " + what);
    }

    void differs(String what) {
        differing++;
        faults.add("slot and ledger differ: " + what);
    }

    void stuck(String what) {
        stuck++;
        faults.add("still in flight: " + what);
    }

    /** Something that must not happen and is neither double nor lost. */
    void odd(String what) {
        faults.add(what);
    }

    void audited() {
        audited++;
    }

    void toOperator() {
        toOperators++;
    }

    void recovered(Duration took) {
        longestRecovery = longestRecovery.compareTo(took) < 0 ? took : longestRecovery;
    }

    int kills() {
        return kills.values().stream().mapToInt(Integer::intValue).sum();
    }

    int kills(String point) {
        return kills.getOrDefault(point, 0);
    }

    int doubles() {
        return doubles;
    }

    int lost() {
        return lost;
    }

    int differing() {
        return differing;
    }

    int stuck() {
        return stuck;
    }

    int auditedSlots() {
        return audited;
    }

    int operators() {
        return toOperators;
    }

    Duration longestRecovery() {
        return longestRecovery;
    }

    List<String> faults() {
        return List.copyOf(faults);
    }
}
