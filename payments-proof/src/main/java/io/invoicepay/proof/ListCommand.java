package io.invoicepay.proof;

import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Names the harnesses. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the harnesses and what each of them tries.")
final class ListCommand implements Runnable {
    private final List<Harness> harnesses;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    ListCommand(List<Harness> harnesses) {
        this.harnesses = harnesses;
    }

    @Override
    public void run() {
        harnesses.forEach(
                harness -> spec.commandLine().getOut().printf("%-4s %s%n", harness.name(), harness.subject()));
    }
}
