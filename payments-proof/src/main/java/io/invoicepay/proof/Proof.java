package io.invoicepay.proof;

import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program: {@code short}, {@code long}, {@code smoke}, {@code list}, {@code replay}. */
@Command(
        name = "proof",
        mixinStandardHelpOptions = true,
        version = "payments-proof 0.1.0-SNAPSHOT",
        description = "Tries to make the library charge twice or lose a payment, and tells how hard it has tried.",
        usageHelpWidth = 110,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every harness holds",
            "1:something was broken, or something that had to be tried was missed",
            "64:wrong usage",
            "70:a bug in a harness"
        },
        exitCodeOnInvalidInput = Proof.USAGE,
        exitCodeOnExecutionException = Proof.BUG)
public final class Proof implements Runnable {
    static final int BROKEN = 1;
    static final int USAGE = 64;
    static final int BUG = 70;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private Proof() {}

    /** Runs one command. */
    public static void main(String[] args) {
        int exitCode = program(Harnesses.ALL).execute(args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }

    static CommandLine program(List<Harness> harnesses) {
        return new CommandLine(new Proof())
                .addSubcommand("short", new RunCommand(Scale.SHORT, harnesses))
                .addSubcommand("long", new RunCommand(Scale.LONG, harnesses))
                .addSubcommand("smoke", new RunCommand(Scale.SMOKE, harnesses))
                .addSubcommand(new ListCommand(harnesses))
                .addSubcommand(new ReplayCommand())
                .setCaseInsensitiveEnumValuesAllowed(true);
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "name a command: " + String.join(", ", spec.subcommands().keySet()));
    }
}
