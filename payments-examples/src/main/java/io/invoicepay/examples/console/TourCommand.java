package io.invoicepay.examples.console;

import io.invoicepay.examples.InputFault;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "tour",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        exitCodeOnExecutionException = ExitCode.BUG,
        description = "Walks through a payment, aloud, step by step.")
final class TourCommand implements Callable<Integer> {
    private static final String ADDRESS = "APTEAN_PAY_URL";

    private final Console console;

    /** On what the tour can be played. */
    enum On {
        INMEMORY,
        APTEAN
    }

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            defaultValue = "inmemory",
            converter = Converters.OfStage.class,
            description = {
                "inmemory, or aptean: the Aptean Pay adapter, over HTTP to a sandbox that the tour starts for itself.",
                "Default: ${DEFAULT-VALUE}."
            })
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private On provider;

    @Option(
            names = "--sandbox",
            description =
                    "Start the sandbox even though APTEAN_PAY_URL names an Aptean Pay, which the tour never uses.")
    private boolean sandbox;

    TourCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (provider == On.INMEMORY) {
            SessionCommand.require(!sandbox, "--sandbox", "goes with --provider aptean alone");
            console.print(Tour.inMemory());
        } else {
            refuseRealMoney();
            console.print(Tour.onSandbox());
        }
        return ExitCode.DONE;
    }

    /** Somebody who has set up an Aptean Pay may think that the tour runs there, and should not learn otherwise from its story. */
    private void refuseRealMoney() {
        if (!sandbox && !console.environment().getOrDefault(ADDRESS, "").isBlank()) {
            throw new InputFault(
                    ADDRESS,
                    "is set, but the tour pays invoices and does so on a sandbox of its own alone; add --sandbox to run it there");
        }
    }
}
