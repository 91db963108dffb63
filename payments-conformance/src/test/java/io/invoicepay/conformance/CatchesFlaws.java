package io.invoicepay.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;

/** Whether a contract is good for anything: every flaw is tried once, and has to be caught where it was foreseen. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class CatchesFlaws {
    private final Class<?> contract;
    private final Class<?> onTrial;
    private final String subject;
    private final Map<String, String> caughtBy;
    private final Map<String, Trial> trials = new LinkedHashMap<>();

    /**
     * @param contract the contract
     * @param onTrial its subclass that takes a flaw's name
     * @param subject what is flawed, as in {@code a store that}
     * @param caughtBy the test that has to catch it, for every flaw
     */
    CatchesFlaws(Class<?> contract, Class<?> onTrial, String subject, Map<String, String> caughtBy) {
        this.contract = contract;
        this.onTrial = onTrial;
        this.subject = subject;
        this.caughtBy = caughtBy;
    }

    @BeforeAll
    final void tryAll() {
        caughtBy.keySet().forEach(flaw -> trials.put(flaw, Trial.of(onTrial, flaw)));
    }

    @DisplayName("LIB-04 catches every flaw by the promise that it breaks")
    @TestFactory
    final Stream<DynamicTest> catchesEveryFlaw() {
        return caughtBy.entrySet().stream()
                .map(flaw -> DynamicTest.dynamicTest(
                        "LIB-04 catches " + subject + " " + flaw.getKey(),
                        () -> assertThat(trials)
                                .hasEntrySatisfying(
                                        flaw.getKey(),
                                        trial -> assertThat(trial.failed()).containsKey(flaw.getValue()))));
    }

    @DisplayName("LIB-04 has no promise that nothing flawed breaks")
    @Test
    final void breaksEveryPromise() {
        Set<String> unbroken = new TreeSet<>(Trial.promises(contract));
        trials.values().forEach(trial -> unbroken.removeAll(trial.failed().keySet()));

        assertThat(unbroken).isEmpty();
    }
}
