package io.invoicepay.proof.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.proof.Scale;
import io.invoicepay.proof.Verdict;
import io.invoicepay.provider.KeyContract;
import java.util.List;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A few thousand schedules, and whether the simulation can be believed. */
class SimulationTest {
    private static final long SEED = 20_260_301L;

    @DisplayName("GST-09 GST-10 whatever goes wrong, an invoice is charged at most once and no payment is lost")
    @Test
    void everyPromiseHolds() {
        Verdict verdict = new SimulationHarness().run(Scale.SMOKE, SEED);
        assertThat(verdict.holds()).as(String.join("\n", verdict.details())).isTrue();
        assertThat(verdict.summary())
                .startsWith("0 double charges, 0 lost payments, 0 false PAID, 0 stuck after drain")
                .contains("in 8000 schedules (seeds " + SEED);
    }

    @DisplayName("A schedule replays to the letter from its seed alone")
    @Test
    void replays() {
        ExecutorService fibres = Simulation.threads();
        Simulation simulation = Simulation.of(KeyContract.REPLAYS);
        for (long seed = SEED; seed < SEED + 100; seed++) {
            Schedule schedule = Schedule.of(KeyContract.REPLAYS, seed);
            List<String> first = simulation.told(schedule, fibres);
            assertThat(simulation.told(schedule, fibres)).isEqualTo(first);
        }
        fibres.shutdown();
    }

    @DisplayName("Schedules that have once broken a promise hold")
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource({
        "IGNORES_KEYS, 23193102", // the bank charged one cent less a dollar
        "IGNORES_KEYS, 26045336", // and that hid an overpayment
        "IGNORES_KEYS, 20478765", // the bank charged more than was left
        "REPLAYS, 20785904", // a backup had forgotten how far the keys were, and a cent was given back
        "REPLAYS, 21112214", // a part was taken days late, under a key that a backup had forgotten
        "REPLAYS, 21392387", // a charge arrived after the last look
        "REJECTS_USED_KEYS, 20987090", // what was decided of one payment was applied to the next
        "REMEMBERS_SUCCESSES, 22449344"
    })
    void savedSeeds(KeyContract contract, long seed) {
        assertThat(Simulation.of(contract).told(seed)).isNotEmpty().noneMatch(line -> line.startsWith("BROKEN"));
    }

    @DisplayName("A run that has not been through enough does not hold, however clean it is")
    @Test
    void emptyCellsFail() {
        Simulation.Result result = Simulation.of(KeyContract.REPLAYS).run(SEED, 20, 1);
        assertThat(result.failed()).isEmpty();
        assertThat(result.tally().missing(1, 1)).isNotEmpty();
        assertThat(result.tally().missing(0, 0)).isEmpty();
    }

    @DisplayName("Two runs of the same seeds have been through the same, on any number of threads")
    @Test
    void sameSeedsSameTally() {
        String first = Simulation.of(KeyContract.IGNORES_KEYS)
                .run(SEED, 300, 1)
                .tally()
                .verdict(SEED);
        assertThat(Simulation.of(KeyContract.IGNORES_KEYS)
                        .run(SEED, 300, 1)
                        .tally()
                        .verdict(SEED))
                .isEqualTo(first);
    }
}
