package io.invoicepay.aptean.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Changes single members of a JSON value without touching the original. */
final class Edits {
    private Edits() {}

    /** A copy in which every member whose dotted path ends in {@code path} has another value. List positions do not count. */
    static @Nullable Object at(
            @Nullable Object value, String path, Function<@Nullable Object, @Nullable Object> change) {
        return walk(value, "", "." + path, change);
    }

    /** A list with each element twice; anything else as it is. */
    static @Nullable Object twice(@Nullable Object value) {
        if (!(value instanceof List<?> list)) {
            return value;
        }
        List<@Nullable Object> doubled = new ArrayList<>();
        for (Object element : list) {
            doubled.add(element);
            doubled.add(element);
        }
        return doubled;
    }

    private static @Nullable Object walk(
            @Nullable Object value, String here, String path, Function<@Nullable Object, @Nullable Object> change) {
        if (value instanceof Map<?, ?> object) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            object.forEach((name, member) -> {
                String there = here + "." + name;
                copy.put(
                        String.valueOf(name),
                        there.endsWith(path) ? change.apply(member) : walk(member, there, path, change));
            });
            return copy;
        }
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(element -> copy.add(walk(element, here, path, change)));
            return copy;
        }
        return value;
    }
}
