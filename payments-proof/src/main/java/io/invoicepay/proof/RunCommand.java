package io.invoicepay.proof;

import io.invoicepay.proof.process.Hush;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs harnesses, one after the other. A broken one does not keep the others from running. */
@Command(
        mixinStandardHelpOptions = true,
        description = "Runs the harnesses and prints one line for each.",
        exitCodeOnInvalidInput = Proof.USAGE,
        exitCodeOnExecutionException = Proof.BUG)
final class RunCommand implements Callable<Integer> {
    private static final long SEED = 20_260_301L;

    private final Scale scale;
    private final List<Harness> harnesses;

    @Option(
            names = "--only",
            split = ",",
            paramLabel = "S1,S2",
            description = "Run these harnesses alone; all of them, if left out.")
    private List<String> only = List.of();

    @Option(
            names = "--seed",
            defaultValue = "" + SEED,
            showDefaultValue = picocli.CommandLine.Help.Visibility.ALWAYS,
            description = "Where everything that is drawn begins.")
    private long seed;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    RunCommand(Scale scale, List<Harness> harnesses) {
        this.scale = scale;
        this.harnesses = harnesses;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<String> lines = new ArrayList<>();
        boolean holds = true;
        for (Harness harness : chosen()) {
            long start = System.nanoTime();
            Verdict verdict = Hush.during(() -> harness.run(scale, seed));
            Duration took = Duration.ofNanos(System.nanoTime() - start);
            holds &= verdict.holds();
            verdict.details().forEach(out::println);
            String line = verdict.line(harness);
            lines.add(line);
            out.println(line);
            out.println("   " + harness.name() + " took " + took.toSeconds() + " s");
        }
        out.println();
        lines.forEach(out::println);
        return holds ? 0 : Proof.BROKEN;
    }

    private List<Harness> chosen() {
        for (String name : only) {
            if (harnesses.stream().noneMatch(harness -> harness.name().equals(name))) {
                throw new ParameterException(
                        spec.commandLine(),
                        "no harness is called " + name + "; there are "
                                + String.join(
                                        ", ",
                                        harnesses.stream().map(Harness::name).toList()));
            }
        }
        return harnesses.stream()
                .filter(harness -> only.isEmpty() || only.contains(harness.name()))
                .toList();
    }
}
