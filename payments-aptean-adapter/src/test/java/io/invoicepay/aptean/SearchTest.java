package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import com.squareup.moshi.JsonWriter;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.provider.ProviderView.Inconclusive;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.vavr.control.Option;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Level;
import java.util.stream.Stream;
import okio.Buffer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The search for an invoice's request")
class SearchTest {
    private static final String REFERENCE = "PSI-100245";
    private static final int MOST_PAGES = 3;
    private static final AtomicInteger IDS = new AtomicInteger();
    private static final ProviderView INCOMPLETE = ProviderView.inconclusive(Cause.INCOMPLETE);

    private final PaymentQuery query = PaymentQuery.about(Fixtures.INVOICE);
    private final Search search = new Search(query, REFERENCE, MOST_PAGES);

    private static Wire.Page page(@Nullable Integer total, @Nullable String next, String... references) {
        List<Wire.Request> requests = Stream.of(references)
                .map(reference -> new Wire.Request(
                        "r" + IDS.incrementAndGet(),
                        reference,
                        "UNPAID",
                        100,
                        null,
                        null,
                        null,
                        null,
                        List.<Wire.Payment>of()))
                .toList();
        return new Wire.Page(total, next, next != null, requests);
    }

    private static Wire.Page further(@Nullable Integer total, @Nullable String next, String... references) {
        return new Wire.Page(total, next, true, page(total, next, references).requests());
    }

    private void assertEnded(int matches) {
        assertThat(search.goesOn()).isFalse();
        assertThat(search.failure()).isEqualTo(Option.none());
        assertThat(search.matches()).hasSize(matches);
    }

    private void assertIncomplete() {
        assertThat(search.goesOn()).isFalse();
        assertThat(search.failure().isDefined()).isTrue();
        assertThat(search.failure().get()).isEqualTo(INCOMPLETE);
    }

    private String variables() throws IOException {
        Buffer written = new Buffer();
        JsonWriter out = JsonWriter.of(written);
        out.beginObject();
        search.writeVariables(out, "queryString", "after");
        out.endObject();
        return written.readUtf8();
    }

    @DisplayName("VAL-01 ends with a page that has no other behind it, whether or not a total is told")
    @Test
    void onePage() {
        assertThat(search.goesOn()).isTrue();
        assertThat(search.query()).isSameAs(query);
        search.take(page(null, null));
        assertEnded(0);

        Search counted = new Search(query, REFERENCE, MOST_PAGES);
        counted.take(page(2, null, REFERENCE, "PSI-1002450"));
        assertThat(counted.goesOn()).isFalse();
        assertThat(counted.failure()).isEqualTo(Option.none());
        assertThat(counted.matches()).hasSize(1);
    }

    @DisplayName("VAL-01 a request that two pages show has moved meanwhile: what else has, cannot be told")
    @Test
    void shownTwice() {
        Wire.Page first = further(null, "c1", REFERENCE);
        search.take(first);
        search.take(new Wire.Page(null, null, false, first.requests()));
        assertIncomplete();
    }

    @DisplayName("VAL-01 two requests without an id are two, on one page and on the next")
    @Test
    void withoutId() {
        Wire.Request nameless =
                new Wire.Request(null, REFERENCE, "UNPAID", 100, null, null, null, null, List.<Wire.Payment>of());
        search.take(new Wire.Page(null, "c1", true, List.of(nameless, nameless)));
        search.take(new Wire.Page(null, null, false, List.of(nameless)));
        assertEnded(3);
    }

    @DisplayName("VAL-01 a request that one page shows twice is one")
    @Test
    void twiceOnOnePage() {
        Wire.Page page = page(null, null, REFERENCE);
        search.take(new Wire.Page(
                null,
                null,
                false,
                Stream.concat(page.requests().stream(), page.requests().stream())
                        .toList()));
        assertEnded(1);
    }

    @DisplayName("VAL-01 counts exact matches, white space around them aside")
    @Test
    void exact() {
        search.take(page(null, null, REFERENCE, " " + REFERENCE + "\t", "psi-100245", "PSI-10024", "PSI-100245/1"));

        assertEnded(2);
        Search nameless = new Search(query, REFERENCE, MOST_PAGES);
        nameless.take(new Wire.Page(
                1, null, false, List.of(new Wire.Request("r", null, null, 1, null, null, null, null, List.of()))));
        assertThat(nameless.matches()).isEmpty();
    }

    @DisplayName("VAL-01 goes on from the cursor that it was given, and ends once every row of the total was seen")
    @Test
    void severalPages() throws IOException {
        assertThat(variables()).isEqualTo("{\"queryString\":\"PSI-100245\",\"after\":\"\"}");
        search.take(page(4, "c1", "A", REFERENCE));
        assertThat(search.goesOn()).isTrue();
        assertThat(variables()).isEqualTo("{\"queryString\":\"PSI-100245\",\"after\":\"c1\"}");
        search.take(page(4, "c2", REFERENCE));
        assertThat(variables()).isEqualTo("{\"queryString\":\"PSI-100245\",\"after\":\"c2\"}");
        search.take(page(4, null, "B"));

        assertEnded(2);
    }

    @DisplayName("VAL-01 ends without a total, also after several pages")
    @Test
    void withoutTotal() {
        search.take(page(null, "c1", "A"));
        search.take(page(null, null, REFERENCE));

        assertEnded(1);
    }

    @DisplayName("VAL-01 (fault 33) is incomplete if rows of the total were not seen, or more than it")
    @Test
    void wrongTotal() {
        search.take(page(2, null, REFERENCE));
        assertIncomplete();

        Search more = new Search(query, REFERENCE, MOST_PAGES);
        more.take(page(0, null, REFERENCE));
        assertThat(more.failure().isDefined()).isTrue();
    }

    @DisplayName("VAL-01 (fault 33) is incomplete if its total moves, on the last page or before it")
    @Test
    void movingTotal() {
        search.take(page(1, "c1", REFERENCE));
        search.take(page(2, null, "A"));
        assertIncomplete();

        Search early = new Search(query, REFERENCE, MOST_PAGES);
        early.take(page(3, "c1", REFERENCE));
        early.take(page(2, "c2", "A"));
        assertThat(early.goesOn()).isFalse();
        assertThat(early.failure().isDefined()).isTrue();
    }

    @DisplayName("VAL-01 (fault 33) is incomplete if a further page has no cursor, or one that was there before")
    @Test
    void cursors() {
        for (@Nullable String none : new @Nullable String[] {null, ""}) {
            Search lost = new Search(query, REFERENCE, MOST_PAGES);
            lost.take(further(9, none, REFERENCE));
            assertThat(lost.goesOn()).isFalse();
            assertThat(lost.failure().isDefined()).isTrue();
        }
        search.take(page(9, "c1", REFERENCE));
        assertThat(search.goesOn()).isTrue();
        search.take(page(9, "c2", "A"));
        assertThat(search.goesOn()).isTrue();
        search.take(page(9, "c1", "B"));
        assertIncomplete();
    }

    @DisplayName(
            "VAL-01 (fault 33) is incomplete if there are more pages than are read, and ends if the last is the last")
    @Test
    void tooManyPages() {
        search.take(page(9, "c1", REFERENCE));
        search.take(page(9, "c2", "A"));
        search.take(page(9, "c3", "B"));
        assertIncomplete();

        Search exact = new Search(query, REFERENCE, MOST_PAGES);
        exact.take(page(3, "c1", REFERENCE));
        exact.take(page(3, "c2", "A"));
        exact.take(page(3, null, "B"));
        assertThat(exact.failure()).isEqualTo(Option.none());
        assertThat(exact.goesOn()).isFalse();
    }

    @DisplayName("VAL-05 says why it failed, and when to come back")
    @Test
    void failed() {
        search.fail(new Trouble.Throttled(Option.some(Duration.ofSeconds(30))));

        assertThat(search.goesOn()).isFalse();
        assertThat(search.failure())
                .isEqualTo(Option.some(new Inconclusive(Cause.THROTTLED, Option.some(Duration.ofSeconds(30)))));
    }

    @DisplayName(
            "VAL-05 that is left incomplete says so in the log, for whoever wonders why the invoice cannot be paid")
    @Test
    void logsIncompleteness() {
        assertThat(LogLines.during(Level.INFO, () -> search.take(page(7, null, REFERENCE))))
                .containsExactly("WARNING PSI-100245: the search is incomplete after 1 pages");
        assertIncomplete();
    }
}
