package io.invoicepay.proof.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.proof.Scale;
import io.invoicepay.proof.Verdict;
import io.invoicepay.proof.suite.Ending;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The same promises, compared")
class ConformanceTest {
    private static final Member GOOD = new Member("good", "", List.of());
    private static final Member OTHER = new Member("other", "", List.of("there is no (wire|portal)"));
    private static final Ending KEPT = new Ending.Kept();

    private static Comparison comparison(Map<String, Ending> ofGood, Map<String, Ending> ofOther) {
        Comparison comparison = new Comparison();
        comparison.add(GOOD, ofGood);
        comparison.add(OTHER, ofOther);
        return comparison;
    }

    @DisplayName("LIB-04 are kept by the stores and by both providers alike")
    @Test
    void alike() {
        Verdict verdict = new ConformanceHarness().run(Scale.SMOKE, 1);
        assertThat(verdict.holds())
                .as("%s %s", verdict.summary(), verdict.details())
                .isTrue();
        assertThat(verdict.summary())
                .matches("identical results: \\d{3} promises x 2 stores, \\d{3} promises x 2 providers in 1 set-ups;"
                        + " \\d{3} kept, 0 broken; \\d+ left out, only where capabilities say so .*");
    }

    @DisplayName("are told apart where one was excused")
    @Test
    void excused() {
        Comparison comparison = comparison(
                Map.of("a", KEPT, "b", KEPT), Map.of("a", KEPT, "b", new Ending.Skipped("there is no wire")));
        assertThat(comparison.faults()).isEmpty();
        assertThat(comparison.differing()).isEqualTo(1);
        assertThat(comparison.kept()).isEqualTo(3);
        assertThat(Comparison.keptNowhere(List.of(comparison))).isEmpty();
    }

    @DisplayName("are a fault where one is broken, left out without an excuse, or was never asked")
    @Test
    void different() {
        assertThat(comparison(Map.of("a", KEPT), Map.of("a", new Ending.Broken("twice")))
                        .faults())
                .containsExactly("other breaks a: twice");
        assertThat(comparison(Map.of("a", KEPT), Map.of("a", new Ending.Skipped("it is Monday")))
                        .faults())
                .containsExactly("other leaves out a without an excuse: it is Monday");
        assertThat(comparison(Map.of("a", KEPT, "b", KEPT), Map.of("a", KEPT)).faults())
                .containsExactly("other was never asked b");
    }

    @DisplayName("are a fault where nobody keeps one, and where an excuse is no longer needed")
    @Test
    void nowhere() {
        Ending skipped = new Ending.Skipped("there is no wire");
        Comparison comparison = new Comparison();
        comparison.add(OTHER, Map.of("a", skipped));
        assertThat(Comparison.keptNowhere(List.of(comparison))).containsExactly("nobody keeps a");
        assertThat(Comparison.unusedExcuses(List.of(comparison))).isEmpty();
        assertThat(Comparison.unusedExcuses(List.of(comparison(Map.of("a", KEPT), Map.of("a", KEPT)))))
                .containsExactly("an excuse that nobody needs: there is no (wire|portal)");
    }
}
