package io.invoicepay.examples.storefront;

import io.invoicepay.examples.InputFault;
import io.invoicepay.examples.businesscentral.DocumentOptions;
import io.invoicepay.examples.businesscentral.SalesDocuments;
import io.invoicepay.examples.store.OpenStore;
import io.invoicepay.examples.store.StoreChoice;
import io.invoicepay.examples.store.StoreOption;
import io.invoicepay.examples.storefront.provider.Backends;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.web.server.PortInUseException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Starts the storefront. The program then runs until Ctrl-C. */
@Command(
        name = "storefront",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        exitCodeOnExecutionException = 70, // a bug, as of the other commands
        description = "Shows the storefront in a browser, until Ctrl-C.")
public final class StorefrontCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    @Option(
            names = "--port",
            paramLabel = "NUMBER",
            defaultValue = "8080",
            description = "The port on this machine; 0 takes a free one. Default: ${DEFAULT-VALUE}.")
    private int port;

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            defaultValue = "inmemory",
            description = {
                "The payment provider. Default: ${DEFAULT-VALUE}.",
                "inmemory: with its own card form and portal; sandbox: Aptean Pay, played on this machine;",
                "aptean: a real Aptean Pay, set up by the environment; none: nothing can be paid."
            })
    @SuppressWarnings("NullAway.Init")
    private Backends provider;

    @Option(
            names = "--former-provider",
            paramLabel = "NAME",
            description = "The provider used before, for the payments that it began. Default: none.")
    private @Nullable Backends formerProvider;

    @Mixin
    private final DocumentOptions documents = new DocumentOptions();

    @Mixin
    private final StoreOption store = new StoreOption();

    private final Map<String, String> environment;

    /** @param environment has the store's secret, user and password; never printed */
    public StorefrontCommand(Map<String, String> environment) {
        this.environment = Map.copyOf(environment);
    }

    @Override
    public Integer call() {
        int at = port();
        SalesDocuments shown = documents.read();
        StoreChoice kept = store.choice(
                provider.outlivesTheProgram() || (formerProvider != null && formerProvider.outlivesTheProgram()));
        OpenStore open = kept.open(environment);
        boolean started = false;
        try {
            StorefrontSettings.Builder settings =
                    Storefront.of(shown).port(at).provider(provider).store(() -> open);
            if (formerProvider != null && formerProvider != provider) {
                settings.formerProvider(formerProvider);
            }
            Storefront storefront = settings.start();
            started = true;
            PrintWriter out = spec.commandLine().getOut();
            out.println("The storefront is open at " + storefront.address() + " (provider: " + provider + ", store: "
                    + kept + ").");
            storefront.backend().note().forEach(note -> out.println(note + "."));
            out.println("Ctrl-C closes it.");
            out.flush();
            return 0;
        } catch (PortInUseException e) {
            throw new InputFault("--port " + e.getPort(), "is in use; --port 0 takes a free one");
        } finally {
            if (!started) {
                open.close();
            }
        }
    }

    private int port() {
        if (port < 0 || port > 65_535) {
            throw new InputFault("--port " + port, "is not a port: 0 to 65535");
        }
        return port;
    }
}
