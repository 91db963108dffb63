package io.invoicepay.examples.console;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(
        name = "tour",
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = ExitCode.BUG,
        description = "Walks through a payment, aloud, step by step.")
final class TourCommand implements Callable<Integer> {
    private final Console console;

    TourCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.print(Tour.tell());
        return ExitCode.DONE;
    }
}
