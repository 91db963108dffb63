package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.invoicepay.provider.PaymentQuery;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;

/** Pages as a server gone mad might give them: three bytes a page, for its rows, its total and its cursor. */
@DisplayName("Pages of any kind, in any order,")
class PagingFuzzTest {
    private static final int MOST_PAGES = 8;
    private static final String REFERENCE = Fixtures.INVOICE.value();

    @DisplayName("VAL-01 come to an end, and prove that nothing was sent only if every row of a steady total was seen")
    @FuzzTest(maxDuration = "1m")
    void pages(byte[] bytes) {
        Search search = new Search(PaymentQuery.about(Fixtures.INVOICE), REFERENCE, MOST_PAGES);
        List<Wire.Page> taken = new ArrayList<>();
        for (int at = 0; at + 2 < bytes.length && search.goesOn(); at += 3) {
            Wire.Page page = page(bytes[at], bytes[at + 1], bytes[at + 2]);
            taken.add(page);
            search.take(page);
        }

        assertThat(taken).hasSizeLessThanOrEqualTo(MOST_PAGES);
        if (!search.goesOn() && search.failure().isEmpty()) {
            int rows = taken.stream().mapToInt(page -> page.requests().size()).sum();
            Option<Integer> total = Option.of(taken.get(taken.size() - 1).totalCount());
            assertThat(taken.get(taken.size() - 1).hasNextPage()).isFalse();
            assertThat(taken.subList(0, taken.size() - 1)).allMatch(Wire.Page::hasNextPage);
            assertThat(total.getOrElse(rows)).isEqualTo(rows);
            assertThat(search.matches()).hasSize((int) taken.stream()
                    .flatMap(page -> page.requests().stream())
                    .filter(request -> REFERENCE.equals(request.referenceNumber()))
                    .count());
        }
    }

    private static Wire.Page page(byte rows, byte total, byte next) {
        List<Wire.Request> requests = new ArrayList<>();
        for (int row = 0; row < (rows & 3); row++) {
            requests.add(request((rows >> (2 + row) & 1) == 1 ? REFERENCE : REFERENCE + row));
        }
        @Nullable String cursor = (next & 0x40) == 0 ? "c" + (next & 0x1f) : (next & 0x20) == 0 ? "" : null;
        return new Wire.Page((total & 0x80) == 0 ? total & 0xf : null, cursor, (next & 0x80) != 0, requests);
    }

    private static Wire.Request request(String reference) {
        return new Wire.Request(Fixtures.REQUEST, reference, "UNPAID", 100, null, null, null, null, List.of());
    }
}
