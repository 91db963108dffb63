package io.invoicepay.proof;

import io.invoicepay.proof.process.Hush;
import io.invoicepay.proof.simulation.SimulationHarness;
import io.invoicepay.provider.KeyContract;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells what happens in one schedule of the simulation, step by step. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        description = "Runs one schedule of S1 again, from its seed, and tells it step by step.",
        exitCodeOnInvalidInput = Proof.USAGE,
        exitCodeOnExecutionException = Proof.BUG)
final class ReplayCommand implements Callable<Integer> {
    @Parameters(
            index = "0",
            paramLabel = "CONTRACT",
            description = "What the provider does with used keys: ${COMPLETION-CANDIDATES}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private KeyContract contract;

    @Parameters(index = "1", paramLabel = "SEED", description = "As S1 names it with a failure.")
    private long seed;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public Integer call() {
        List<String> story = Hush.during(() -> SimulationHarness.replay(contract, seed));
        story.forEach(spec.commandLine().getOut()::println);
        return story.stream().anyMatch(line -> line.startsWith("BROKEN")) ? Proof.BROKEN : 0;
    }
}
