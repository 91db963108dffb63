package io.invoicepay.examples.console;

import io.invoicepay.examples.InputFault;
import io.invoicepay.examples.storefront.StorefrontCommand;
import io.invoicepay.spi.AttemptsUnavailableException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;

/** Where the program reads the time and writes its answers: in UTF-8, whatever the platform's own character set is. */
public final class Console {
    private final PrintStream out;
    private final PrintStream err;
    private final Clock clock;
    private final Map<String, String> environment;

    /**
     * @param clock the system's; the program's own time may be ahead of it
     * @param environment variables that set up payment providers; their values are never printed
     */
    public Console(OutputStream out, OutputStream err, Clock clock, Map<String, String> environment) {
        this.out = new PrintStream(out, false, StandardCharsets.UTF_8);
        this.err = new PrintStream(err, false, StandardCharsets.UTF_8);
        this.clock = clock;
        this.environment = Map.copyOf(environment);
    }

    /**
     * Runs one command.
     *
     * @return the exit code
     */
    public int run(String... args) {
        try {
            return commandLine().execute(args);
        } finally {
            out.flush();
            err.flush();
        }
    }

    CommandLine commandLine() {
        CommandLine line = new CommandLine(new Program())
                .addSubcommand(new BalanceCommand(this))
                .addSubcommand(new InvoicesCommand(this))
                .addSubcommand(new InvoiceCommand(this))
                .addSubcommand(new PayCommand(this))
                .addSubcommand(new PortalCommand(this))
                .addSubcommand(new HistoryCommand(this))
                .addSubcommand(new ReconcileCommand(this))
                .addSubcommand(new DecideCommand(this))
                .addSubcommand(new SandboxCommand(this))
                .addSubcommand(new TourCommand(this))
                .addSubcommand(new StorefrontCommand(environment));
        return line.setOut(new PrintWriter(out, true, StandardCharsets.UTF_8))
                .setErr(new PrintWriter(err, true, StandardCharsets.UTF_8))
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((fault, args) -> misused(fault))
                .setExecutionExceptionHandler((fault, command, parsed) -> failed(fault));
    }

    private int misused(ParameterException fault) {
        String command = fault.getCommandLine().getCommandSpec().qualifiedName();
        return refuseInput(new InputFault(meant(fault) + " (see " + command + " --help)"));
    }

    /** A misspelt option is what is wrong, not that the one it was meant for is missing. */
    private static String meant(ParameterException fault) {
        return fault.getCommandLine().getUnmatchedArguments().stream()
                .filter(argument -> fault instanceof MissingParameterException && argument.startsWith("-"))
                .findFirst()
                .map(option -> "Unknown option: '" + option + "'")
                .orElseGet(() -> String.valueOf(fault.getMessage()));
    }

    private int failed(Exception fault) throws Exception {
        if (fault instanceof InputFault input) {
            return refuseInput(input);
        } else if (fault instanceof AttemptsUnavailableException lost) { // nothing was sent because of it
            return refuseInput(new InputFault("--store", String.valueOf(lost.getMessage())));
        }
        throw fault;
    }

    private int refuseInput(InputFault fault) {
        warn(String.valueOf(fault.getMessage()));
        return ExitCode.INPUT;
    }

    /** One line on standard error. */
    void warn(String line) {
        err.println(line);
    }

    void print(byte[] bytes) {
        out.writeBytes(bytes);
    }

    void print(String text) {
        out.print(text);
    }

    /** For a command that goes on afterwards. */
    void printNow(String text) {
        out.print(text);
        out.flush();
    }

    Clock clock() {
        return clock;
    }

    Map<String, String> environment() {
        return environment;
    }
}
