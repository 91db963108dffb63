package io.invoicepay.examples.console;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program itself; what it does is in its subcommands. */
@Command(
        name = "payments-examples",
        mixinStandardHelpOptions = true,
        version = "payments-examples 0.1.0-SNAPSHOT",
        description = "Lets the customers of a storefront pay their invoices, from a console.",
        usageHelpWidth = 110,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done; a pending payment included",
            "1:refused, or nothing was charged",
            "2:declined",
            "3:outcome unknown; never pay again, reconcile",
            "64:wrong usage or input; nothing was changed",
            "70:a bug in this program"
        },
        exitCodeOnExecutionException = ExitCode.BUG,
        footer = {
            "",
            "Without --invoices the invoices are the sample data: accounts 20000 (USD), 30000, 40000 (CAD),",
            "50000 (EUR), 60000 (JPY), 90000 (more credit than debt), 95000 (owes nothing). Try: tour"
        })
final class Program implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "name a command: " + String.join(", ", spec.subcommands().keySet()));
    }
}
