package io.invoicepay.aptean.sandbox;

import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Everything of one kind that is on record, with every earlier version of it: a search that lags reads the past. In the order
 * of first entry. Not thread-safe: used under the books' lock.
 */
final class Register<T extends Register.Entry> {
    /** Something with an identity; all else about it may change from version to version. */
    interface Entry {
        String id();
    }

    private final Map<String, NavigableMap<Instant, T>> versions = new LinkedHashMap<>();

    void put(T entry, Instant now) {
        versions.computeIfAbsent(entry.id(), unused -> new TreeMap<>()).put(now, entry);
    }

    /** The entry as it stood at that moment; empty if it did not exist yet. */
    Optional<T> find(String id, Instant moment) {
        return Optional.ofNullable(versions.get(id))
                .map(history -> history.floorEntry(moment))
                .map(Map.Entry::getValue);
    }

    /** All entries as they stood at that moment, oldest first. */
    List<T> all(Instant moment) {
        List<T> entries = new ArrayList<>(versions.size());
        for (NavigableMap<Instant, T> history : versions.values()) {
            Map.Entry<Instant, T> version = history.floorEntry(moment);
            if (version != null) {
                entries.add(version.getValue());
            }
        }
        return entries;
    }
}
