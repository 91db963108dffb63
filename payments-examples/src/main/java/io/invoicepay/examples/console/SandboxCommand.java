package io.invoicepay.examples.console;

import io.invoicepay.aptean.sandbox.ApteanSandbox;
import io.invoicepay.aptean.sandbox.SandboxProgram;
import io.invoicepay.aptean.sandbox.TestCard;
import io.invoicepay.examples.CommonConverters;
import io.invoicepay.examples.InputFault;
import io.invoicepay.examples.businesscentral.BusinessCentral;
import io.invoicepay.examples.sandbox.SentInvoices;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** A local stand-in for Aptean Pay, until Ctrl-C. What its options mean is the sandbox's own matter. */
@Command(
        name = "sandbox",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        exitCodeOnExecutionException = ExitCode.BUG,
        description = "Runs a local stand-in for Aptean Pay, for --provider aptean, until Ctrl-C. No money moves.")
final class SandboxCommand implements Callable<Integer> {
    private final Console console;

    @CommandLine.Option(
            names = "--port",
            paramLabel = "N",
            description = "Of interface and payer portal, on the loopback. Default: a free one.")
    private @Nullable String port;

    @CommandLine.Option(
            names = "--card-port",
            paramLabel = "N",
            description = "Of the card entry, which is an origin of its own. Default: a free one.")
    private @Nullable String cardPort;

    @CommandLine.Option(
            names = "--schema",
            paramLabel = "newest|2021",
            description = "Which fields it knows. Default: newest.")
    private @Nullable String schema;

    @CommandLine.Option(
            names = "--keys",
            paramLabel = "NAME",
            description = "What it does with a key it has seen: reject-used, replay, replay-success or ignore."
                    + " Default: reject-used.")
    private @Nullable String keys;

    @CommandLine.Option(
            names = "--currency",
            paramLabel = "CODE",
            description = "The merchant's one currency: USD, CAD or GBP. Default: USD.")
    private @Nullable String currency;

    @CommandLine.Option(names = "--seed", paramLabel = "N", description = "Where identifiers begin. Default: 1.")
    private @Nullable String seed;

    @CommandLine.Option(
            names = "--webhook",
            paramLabel = "URL",
            description = "Where a signed event goes whenever a payment changes. Default: nowhere.")
    private @Nullable String webhook;

    @CommandLine.Option(
            names = "--send",
            description = "Sends the invoices that are owed as payment requests, so that they can be paid at once.")
    private boolean send;

    @CommandLine.Option(
            names = "--invoices",
            paramLabel = "FILE",
            converter = CommonConverters.OfPath.class,
            description = "Sends the invoices of these files instead of the sample data's. Repeatable.")
    private List<Path> invoices = new ArrayList<>();

    @CommandLine.Option(
            names = "--local-currency",
            paramLabel = "CODE",
            defaultValue = "USD",
            converter = CommonConverters.OfCurrency.class,
            description = "What an empty currency code stands for. Default: ${DEFAULT-VALUE}.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private Currency localCurrency;

    SandboxCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() throws InterruptedException {
        List<Invoice> toSend = toSend();
        try (ApteanSandbox sandbox = start()) {
            SentInvoices sent = SentInvoices.to(sandbox, toSend);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(sandbox), "sandbox-end"));
            console.printNow(told(sandbox, sent));
            new CountDownLatch(1).await(); // Ctrl-C ends the program, not this
        }
        return ExitCode.DONE;
    }

    private void stop(ApteanSandbox sandbox) {
        sandbox.close();
        console.printNow("Stopped.\n");
    }

    /** All input is read before anything is started. */
    private List<Invoice> toSend() {
        BusinessCentral erp = new BusinessCentral(localCurrency);
        if (!invoices.isEmpty()) {
            return erp.read(invoices, List.of()).invoices();
        }
        return send ? erp.sample().invoices() : List.of();
    }

    private ApteanSandbox start() {
        List<String> arguments = new ArrayList<>();
        given(arguments, "--port", port);
        given(arguments, "--card-port", cardPort);
        given(arguments, "--schema", schema);
        given(arguments, "--keys", keys);
        given(arguments, "--currency", currency);
        given(arguments, "--seed", seed);
        given(arguments, "--webhook", webhook);
        try {
            return SandboxProgram.start(arguments);
        } catch (IllegalArgumentException e) {
            throw new InputFault(String.valueOf(e.getMessage()));
        } catch (UncheckedIOException e) {
            throw notListening(String.valueOf(
                    Option.<Throwable>of(e.getCause()).getOrElse(e).getMessage()));
        }
    }

    /** The sandbox does not tell which of its ports it was. The card entry's is bound last, so that it alone may be taken by ourselves. */
    private InputFault notListening(String why) {
        String told = why.toLowerCase(Locale.ROOT).contains("in use") ? "is in use" : "cannot be listened on: " + why;
        if (cardPort != null && (port == null || isTaken(cardPort))) {
            return new InputFault("--card-port " + cardPort, told + "; --card-port 0 takes a free one");
        }
        return port == null
                ? new InputFault("sandbox", "cannot listen: " + why)
                : new InputFault("--port " + port, told + "; --port 0 takes a free one");
    }

    private static boolean isTaken(String port) {
        try (ServerSocket free = new ServerSocket(Integer.parseInt(port), 1, InetAddress.getLoopbackAddress())) {
            return !free.isBound();
        } catch (IOException e) {
            return true;
        }
    }

    private static void given(List<String> arguments, String name, @Nullable String value) {
        if (value != null) {
            arguments.add(name);
            arguments.add(value);
        }
    }

    private static String told(ApteanSandbox sandbox, SentInvoices sent) {
        StringBuilder text = new StringBuilder("Aptean Pay sandbox: no money moves. Ctrl-C stops it.\n\n");
        text.append("Interface    ").append(sandbox.apiUrl()).append("/graphql\n");
        text.append("Portal       ").append(sandbox.portalUrl()).append('\n');
        text.append("Card script  ").append(sandbox.cardScriptUrl()).append('\n');
        text.append("\nPayment requests: ").append(sent.sent().size());
        sent.sent().forEach(number -> text.append(' ').append(number));
        text.append('\n');
        left(text, "Not taken, by its amount rules:", sent.refused());
        left(text, "Left out, in another currency:", sent.otherCurrency());
        text.append("\nFor --provider aptean in another window:\n");
        SandboxProgram.environment(sandbox)
                .forEach((name, value) -> text.append("export ")
                        .append(name)
                        .append('=')
                        .append(value)
                        .append('\n'));
        text.append("\nFor --card-token, each once: ");
        text.append(sandbox.claimCard(TestCard.APPROVED)).append(" (approved), ");
        text.append(sandbox.claimCard(TestCard.DECLINED)).append(" (declined). More:\n");
        text.append("curl -s -H 'Content-Type: application/json' -d '{\"card\": \"APPROVED\"}' ")
                .append(sandbox.apiUrl())
                .append("/sandbox/cards\n");
        text.append("Let time pass:\n");
        text.append("curl -s -H 'Content-Type: application/json' -d '{\"advance\": \"PT40S\"}' ")
                .append(sandbox.apiUrl())
                .append("/sandbox/clock\n");
        return text.toString();
    }

    private static void left(StringBuilder text, String why, List<InvoiceNumber> numbers) {
        if (!numbers.isEmpty()) {
            text.append(why);
            numbers.forEach(number -> text.append(' ').append(number));
            text.append('\n');
        }
    }
}
