package io.invoicepay.inmemory.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.provider.KeyContract;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Thousands of schedules, each from one seed. {@code -Dsimulation.seed=S -Dsimulation.schedules=1} runs one again and, if it fails,
 * tells its story; larger figures than the build's are for the long run.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SimulationTest {
    private static final long SEED = Long.getLong("simulation.seed", 20_260_301L);
    private static final long SCHEDULES = Long.getLong("simulation.schedules", 50_000L);
    /** Fewer schedules cannot be expected to reach every cell. */
    private static final long ENOUGH_FOR_COVERAGE = 50_000L;

    private final Tally all = new Tally();

    @DisplayName("GST-09 GST-10 whatever goes wrong, an invoice is charged at most once and no payment is lost")
    @ParameterizedTest(name = "with a provider that {0}")
    @EnumSource(
            value = KeyContract.class,
            names = {"REJECTS_USED_KEYS", "REPLAYS", "REMEMBERS_SUCCESSES", "IGNORES_KEYS"})
    void everyPromiseHolds(KeyContract contract) {
        Simulation simulation = Simulation.of(contract);
        Simulation.Result result = simulation.run(SEED, SCHEDULES, 3);
        all.add(result.tally());
        boolean dedupes = contract.allowsResend();
        System.out.println("S1b " + contract + ": " + result.tally().verdict(SEED) + ", "
                + result.tally().coverage(dedupes));
        simulation.shortestStory(result).forEach(System.out::println);
        assertThat(result.failed()).as("seeds that break a promise").isEmpty();
        if (SCHEDULES >= ENOUGH_FOR_COVERAGE) {
            assertThat(result.tally().missingTransitions(dedupes)).isEmpty();
        }
    }

    @AfterAll
    void everythingWasTried() {
        System.out.println("S1: " + all.verdict(SEED) + ", " + all.coverage(true));
        if (SCHEDULES >= ENOUGH_FOR_COVERAGE) {
            assertThat(all.missingTransitions(true)).isEmpty();
            assertThat(all.missingCells(true)).isEmpty();
        }
    }

    @DisplayName("A schedule replays to the letter from its seed alone")
    @Test
    void replays() {
        ExecutorService fibres = Simulation.threads();
        Simulation simulation = Simulation.of(KeyContract.REPLAYS);
        for (long seed = SEED; seed < SEED + 200; seed++) {
            Schedule schedule = Schedule.of(KeyContract.REPLAYS, seed);
            List<String> first = simulation.told(schedule, fibres);
            assertThat(simulation.told(schedule, fibres)).isEqualTo(first);
        }
        fibres.shutdown();
    }
}
