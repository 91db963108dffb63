package io.invoicepay.proof.aptean;

import io.invoicepay.attempt.SlotStatus;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was tried, and what was broken. */
final class Tally {
    private static final int MOST_STORIES = 3;

    /** What must never happen. */
    enum Promise {
        DOUBLE,
        LOST,
        FALSE_PAID,
        STUCK
    }

    int payments;
    int ambiguous;
    int portal;
    int refunds;
    int tokensRefused;
    private final Map<Mishap, Integer> strikes = new EnumMap<>(Mishap.class);
    private final Map<SlotStatus, Integer> ends = new EnumMap<>(SlotStatus.class);
    private final Map<Promise, Integer> breaches = new EnumMap<>(Promise.class);
    private final List<String> stories = new ArrayList<>();

    void strike(Mishap mishap) {
        strikes.merge(mishap, 1, Integer::sum);
    }

    void end(SlotStatus status) {
        ends.merge(status, 1, Integer::sum);
    }

    void broken(Promise promise, String story) {
        breaches.merge(promise, 1, Integer::sum);
        if (stories.size() < MOST_STORIES) {
            stories.add("BROKEN " + promise + " " + story);
        }
    }

    int breaches(Promise promise) {
        return breaches.getOrDefault(promise, 0);
    }

    boolean isClean() {
        return breaches.isEmpty();
    }

    int ended(SlotStatus status) {
        return ends.getOrDefault(status, 0);
    }

    int faults() {
        return strikes.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Kinds of mishap that struck less often than they must. */
    List<Mishap> missing(long least) {
        return Arrays.stream(Mishap.values())
                .filter(mishap -> strikes.getOrDefault(mishap, 0) < least)
                .toList();
    }

    List<String> details() {
        List<String> lines = new ArrayList<>(stories);
        lines.add("S1a ends " + ends);
        lines.add("S1a faults " + strikes);
        return lines;
    }
}
