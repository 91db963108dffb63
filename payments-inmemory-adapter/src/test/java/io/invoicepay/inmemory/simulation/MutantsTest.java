package io.invoicepay.inmemory.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What the simulation is worth: every one of these mistakes has to be noticed. {@code -Dsimulation.traces=true} tells the shortest story
 * of each.
 */
class MutantsTest {
    private static final long SEED = Long.getLong("simulation.seed", 20_260_301L);
    private static final long MOST_SCHEDULES = 30_000;

    @DisplayName("A protocol with one of the known mistakes is caught")
    @Test
    void allAreCaught() {
        List<String> missed = new ArrayList<>();
        long slowest = 0;
        for (Mutant mutant : Mutants.ALL) {
            Simulation simulation = Simulation.of(mutant);
            Simulation.Result result = simulation.run(SEED, MOST_SCHEDULES, 1);
            if (result.failed().isEmpty()) {
                missed.add(mutant.name());
            } else {
                long schedules = result.failed().get(0) - SEED + 1;
                slowest = Math.max(slowest, schedules);
                System.out.println("S3 caught after " + schedules + " schedules by " + mutant.promise() + ", "
                        + mutant.contract() + ": " + mutant);
                if (Boolean.getBoolean("simulation.traces")) {
                    simulation.shortestStory(result).forEach(System.out::println);
                }
            }
        }
        int all = Mutants.ALL.size();
        System.out.println("S3: " + (all - missed.size()) + "/" + all + " caught, slowest after " + slowest
                + " schedules (seed " + SEED + ")");
        assertThat(missed).as("mistakes that were not noticed").isEmpty();
    }
}
