package io.invoicepay.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.payment.PaymentOutcome;
import io.invoicepay.payment.StandardRefusal;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The README's tables of endings, which a storefront's pages are written from. */
@DisplayName("The README's tables")
class EndingsTest {
    private static List<String> row(String name, String text) {
        return List.of("`" + name + "`", text);
    }

    /** Name and text of each row; the meaning between them is prose, and there. */
    private static List<List<String>> namesAndTexts(String table, int name) throws IOException {
        List<List<String>> rows = Readme.table(table);
        assertThat(rows).allSatisfy(row -> assertThat(row).hasSize(name + 3).doesNotContain(""));
        return rows.stream()
                .map(row -> List.of(row.get(name), row.get(name + 2)))
                .toList();
    }

    @Test
    @DisplayName("VAL-07 list every refusal with its number and text, in the order in which customers hear them")
    void refusals() throws IOException {
        assertThat(namesAndTexts("StandardRefusal", 1))
                .containsExactlyElementsOf(Stream.of(StandardRefusal.values())
                        .map(refusal -> row(refusal.name(), refusal.defaultText()))
                        .toList());
        assertThat(Readme.table("StandardRefusal"))
                .extracting(row -> row.get(0))
                .containsExactlyElementsOf(IntStream.rangeClosed(1, StandardRefusal.values().length)
                        .mapToObj(String::valueOf)
                        .toList());
    }

    @Test
    @DisplayName("GST-07 list every reason of a decline, with its text")
    void declines() throws IOException {
        assertThat(namesAndTexts("DeclineReason", 0))
                .containsExactlyElementsOf(Stream.of(DeclineReason.values())
                        .map(reason -> row(reason.name(), reason.defaultText()))
                        .toList());
    }

    @Test
    @DisplayName("VAL-05 list every reason why nothing was charged, with its text")
    void notCharged() throws IOException {
        assertThat(namesAndTexts("NotChargedReason", 0))
                .containsExactlyElementsOf(Stream.of(NotChargedReason.values())
                        .map(reason -> row(reason.name(), reason.defaultText()))
                        .toList());
    }

    @Test
    @DisplayName("list every ending of Pay Now, and what the page does then")
    void endings() throws IOException {
        assertThat(Readme.table("PaymentOutcome"))
                .allSatisfy(row -> assertThat(row).hasSize(3).doesNotContain(""))
                .extracting(row -> row.get(0))
                .containsExactlyElementsOf(Arrays.stream(PaymentOutcome.class.getPermittedSubclasses())
                        .map(type -> "`" + type.getSimpleName() + "`")
                        .toList());
    }
}
