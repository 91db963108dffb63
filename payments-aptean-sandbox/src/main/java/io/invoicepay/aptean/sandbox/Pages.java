package io.invoicepay.aptean.sandbox;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Cuts lists into pages the Relay way. Cursors are opaque and name an entry, so that new entries do not move the pages. */
final class Pages {
    private final int size;
    private final int largest;

    Pages(SandboxSettings settings) {
        this.size = settings.pageSize();
        this.largest = settings.largestPage();
    }

    /**
     * One page of the entries, which come oldest first.
     *
     * @throws Rejection if neither an order nor an id is given, or the page asked for makes no sense
     */
    <T extends Register.Entry> Map<String, @Nullable Object> page(
            Input arguments, List<T> oldestFirst, Function<T, Map<String, @Nullable Object>> shape) {
        boolean ordered = arguments.raw("orderBy") != null;
        if (!ordered
                && arguments.text("id").isEmpty()
                && arguments.text("resourceId").isEmpty()) {
            throw new Rejection("SANDBOX_ORDER", "orderBy is required");
        }
        List<T> entries = new ArrayList<>(oldestFirst);
        if (arguments.object("orderBy").text("direction").filter("DESC"::equals).isPresent()) {
            Collections.reverse(entries);
        }
        int from =
                cursor(arguments, "after").map(id -> indexOf(entries, id) + 1).orElse(0);
        int to = cursor(arguments, "before").map(id -> indexOf(entries, id)).orElse(entries.size());
        Optional<Integer> first = count(arguments, "first");
        Optional<Integer> last = count(arguments, "last");
        if (first.isPresent() && last.isPresent()) {
            throw new Rejection("SANDBOX_PAGE", "first and last exclude each other");
        }
        if (last.isPresent()) {
            from = Math.max(from, to - last.get());
        } else {
            to = Math.min(to, from + first.orElse(size));
        }
        List<T> page = from < to ? entries.subList(from, to) : List.of();
        List<Map<String, @Nullable Object>> nodes = page.stream().map(shape).toList();
        return Json.row(
                "totalCount", entries.size(),
                "nodes", nodes,
                "edges", edges(page, nodes),
                "pageInfo",
                        Json.row(
                                "startCursor",
                                page.isEmpty() ? null : cursorOf(page.get(0)),
                                "endCursor",
                                page.isEmpty() ? null : cursorOf(page.get(page.size() - 1)),
                                "hasNextPage",
                                to < entries.size(),
                                "hasPreviousPage",
                                from > 0));
    }

    private static <T extends Register.Entry> List<Map<String, @Nullable Object>> edges(
            List<T> page, List<Map<String, @Nullable Object>> nodes) {
        List<Map<String, @Nullable Object>> edges = new ArrayList<>();
        for (int i = 0; i < page.size(); i++) {
            edges.add(Json.row("cursor", cursorOf(page.get(i)), "node", nodes.get(i)));
        }
        return edges;
    }

    private Optional<Integer> count(Input arguments, String name) {
        Optional<Long> count = arguments.number(name);
        if (count.filter(wanted -> wanted < 0 || wanted > largest).isPresent()) {
            throw new Rejection("SANDBOX_PAGE", name + " must be between 0 and " + largest);
        }
        return count.map(Long::intValue);
    }

    private static String cursorOf(Register.Entry entry) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(entry.id().getBytes(StandardCharsets.UTF_8));
    }

    private static Optional<String> cursor(Input arguments, String name) {
        return arguments.text(name).filter(text -> !text.isEmpty()).map(text -> {
            try {
                return new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            } catch (IllegalArgumentException notOurs) {
                throw new Rejection("SANDBOX_PAGE", "unknown cursor");
            }
        });
    }

    private static <T extends Register.Entry> int indexOf(List<T> entries, String id) {
        for (int i = 0; i < entries.size(); i++) {
            if (entries.get(i).id().equals(id)) {
                return i;
            }
        }
        throw new Rejection("SANDBOX_PAGE", "unknown cursor");
    }
}
