package io.invoicepay.proof.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@DisplayName("Tests that are run again")
class SuiteTest {
    static class Sample {
        @Tag("law")
        @DisplayName("passes")
        @Test
        void passes() {
            System.out.println("with " + System.getProperty("suite.setting"));
        }

        @DisplayName("fails")
        @Test
        void fails() {
            fail("it does not hold");
        }

        @DisplayName("is skipped")
        @Test
        void skipped() {
            abort("there is no wire");
        }
    }

    @DisplayName("tell of each test whether it passed, failed, or was skipped and why")
    @Test
    void endings() {
        assertThat(Suite.run(Sample.class))
                .containsOnlyKeys("[method:passes()] passes", "[method:fails()] fails", "[method:skipped()] is skipped")
                .containsEntry("[method:passes()] passes", new Ending.Kept())
                .containsEntry("[method:skipped()] is skipped", new Ending.Skipped("there is no wire"))
                .hasEntrySatisfying(
                        "[method:fails()] fails",
                        ending -> assertThat(ending)
                                .isInstanceOfSatisfying(
                                        Ending.Broken.class,
                                        broken -> assertThat(broken.how()).contains("does not hold")));
    }

    @DisplayName("are chosen by tag, get settings while they run, and are heard by nobody else")
    @Test
    void settings() {
        Suite.Report report = Suite.run(List.of(Sample.class.getName()), "law", Map.of("suite.setting", "a seed"));
        assertThat(report.endings()).containsOnlyKeys(Sample.class.getName() + " [method:passes()] passes");
        assertThat(report.printed()).containsExactly("with a seed");
        assertThat(System.getProperty("suite.setting")).isNull();
    }

    @DisplayName("have to be on the class path")
    @Test
    void missing() {
        assertThatIllegalStateException()
                .isThrownBy(() -> Suite.named("io.invoicepay.Nowhere"))
                .withMessageContaining("not on the class path");
    }
}
