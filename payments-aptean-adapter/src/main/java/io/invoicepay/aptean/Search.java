package io.invoicepay.aptean;

import com.squareup.moshi.JsonWriter;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.provider.ProviderView.Inconclusive;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.vavr.control.Option;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The search for one invoice, page by page. The server finds loosely, so that only exact matches count; and only a search that has seen
 * every page says that there is nothing.
 */
final class Search {
    private static final System.Logger LOG = System.getLogger("io.invoicepay.aptean");

    private final PaymentQuery query;
    private final String reference;
    private final int maxPages;
    private List<Wire.Request> matches = List.of();
    private Set<String> cursors = Set.of();
    private String cursor = ""; // from the start [T]
    private int pages;
    private long seen;
    private @Nullable Integer total;
    private boolean ended;
    private Option<Inconclusive> failure = Option.none();

    Search(PaymentQuery query, String reference, int maxPages) {
        this.query = query;
        this.reference = reference;
        this.maxPages = maxPages;
    }

    PaymentQuery query() {
        return query;
    }

    boolean goesOn() {
        return !ended && failure.isEmpty();
    }

    List<Wire.Request> matches() {
        return matches;
    }

    Option<Inconclusive> failure() {
        return failure;
    }

    void writeVariables(JsonWriter out, String nameOfReference, String nameOfCursor) throws IOException {
        out.name(nameOfReference).value(reference);
        out.name(nameOfCursor).value(cursor);
    }

    void fail(Trouble trouble) {
        failure = Option.some(trouble.asView());
    }

    void take(Wire.Page page) {
        pages++;
        seen += page.requests().size();
        Integer told = page.totalCount();
        boolean moved = pages > 1 && told != null && !told.equals(total);
        List<Wire.Request> before = List.copyOf(matches);
        for (int n = 0; n < page.requests().size(); n++) {
            Wire.Request request = page.requests().get(n);
            String found = request.referenceNumber();
            if (found != null && found.strip().equals(reference)) {
                moved |= isAmong(before, request);
                if (!isAmong(matches, request)) { // twice on one page, it is still one
                    match(request);
                }
            }
        }
        total = told;
        if (page.hasNextPage()) {
            turn(page.endCursor(), moved);
        } else if (moved || (told != null && told != seen)) {
            incomplete();
        } else {
            ended = true;
        }
    }

    /** One that an earlier page showed has moved behind a page break: another may have been skipped. */
    private static boolean isAmong(List<Wire.Request> before, Wire.Request request) {
        if (request.id() == null) {
            return false;
        }
        // By hand, twice an invoice: streams were a quarter of what a page allocated.
        for (int n = 0; n < before.size(); n++) {
            if (request.id().equals(before.get(n).id())) {
                return true;
            }
        }
        return false;
    }

    private void match(Wire.Request request) {
        if (matches.isEmpty()) {
            matches = List.of(request); // there is seldom another
        } else {
            matches = new ArrayList<>(matches);
            matches.add(request);
        }
    }

    private void turn(@Nullable String next, boolean moved) {
        if (moved || next == null || next.isEmpty() || cursors.contains(next) || pages == maxPages) {
            incomplete();
        } else {
            cursors = cursors.isEmpty() ? new HashSet<>() : cursors; // most searches end with their first page
            cursors.add(next);
            cursor = next;
        }
    }

    private void incomplete() {
        LOG.log(System.Logger.Level.WARNING, "{0}: the search is incomplete after {1} pages", query.invoice(), pages);
        failure = Option.some((Inconclusive) ProviderView.inconclusive(Cause.INCOMPLETE));
    }
}
