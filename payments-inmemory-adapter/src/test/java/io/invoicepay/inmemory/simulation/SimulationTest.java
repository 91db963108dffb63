package io.invoicepay.inmemory.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.provider.KeyContract;
import java.util.concurrent.ExecutorService;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SimulationTest {
    @DisplayName("GST-09 an invoice is charged at most once and no payment is lost, whatever goes wrong")
    @ParameterizedTest
    @EnumSource(value = KeyContract.class, names = "UNVERIFIED", mode = EnumSource.Mode.EXCLUDE)
    void holds(KeyContract contract) {
        long base = Long.getLong("simulation.seed", 1_000_000);
        long count = Long.getLong("simulation.schedules", 50_000);
        Simulation simulation = new Simulation(contract, Sabotage.NONE);
        long start = System.nanoTime();
        Simulation.Result result = simulation.run(base, count, 5);
        System.out.println(
                contract + " " + result.tally().schedules() + " in " + (System.nanoTime() - start) / 1_000_000 + " ms");
        System.out.println(result.tally().transitions() + " " + result.tally().cellsHit());
        result.tally().figures().forEach(System.out::println);
        if (!result.failed().isEmpty()) {
            ExecutorService fibres = Simulation.threads();
            long seed = result.failed().get(0);
            Schedule shortest = simulation.shortened(Schedule.of(contract, seed), fibres);
            System.out.println("seed " + seed);
            simulation.told(shortest, fibres).forEach(System.out::println);
            fibres.shutdown();
        }
        assertThat(result.failed()).isEmpty();
    }
}
