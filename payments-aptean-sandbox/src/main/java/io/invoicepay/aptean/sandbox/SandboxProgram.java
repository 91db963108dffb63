package io.invoicepay.aptean.sandbox;

import java.io.PrintStream;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs a sandbox from a command line, and tells where it is and what an adapter needs to reach it. A console program of the host
 * can start it the same way.
 */
public final class SandboxProgram {
    private SandboxProgram() {}

    /**
     * Starts a sandbox and leaves it running until the program is ended.
     *
     * @param arguments names and values in turn: {@code --port}, {@code --card-port}, {@code --schema newest|2021},
     *     {@code --seed}, {@code --keys reject-used|replay|replay-success|ignore}, {@code --webhook}
     */
    public static void main(String[] arguments) throws InterruptedException {
        ApteanSandbox sandbox = start(List.of(arguments), System.out);
        Runtime.getRuntime().addShutdownHook(new Thread(sandbox::close, "aptean-sandbox-end"));
        Thread.currentThread().join();
    }

    /**
     * Starts a sandbox by those arguments and prints its addresses and credentials as settings of an environment.
     *
     * @throws IllegalArgumentException if an argument is unknown or has no sensible value
     */
    public static ApteanSandbox start(List<String> arguments, PrintStream out) {
        SandboxSettings.Builder settings = SandboxSettings.builder();
        if (arguments.size() % 2 != 0) {
            throw new IllegalArgumentException("a value is missing after " + arguments.get(arguments.size() - 1));
        }
        for (int i = 0; i < arguments.size(); i += 2) {
            choose(settings, arguments.get(i), arguments.get(i + 1));
        }
        ApteanSandbox sandbox = ApteanSandbox.start(settings.build());
        environment(sandbox).forEach((name, value) -> out.println(name + "=" + value));
        return sandbox;
    }

    private static void choose(SandboxSettings.Builder settings, String name, String value) {
        switch (name) {
            case "--port" -> settings.port(Integer.parseInt(value));
            case "--card-port" -> settings.cardPort(Integer.parseInt(value));
            case "--seed" -> settings.seed(Long.parseLong(value));
            case "--schema" -> settings.schema(schema(value));
            case "--keys" ->
                settings.keys(KeyContract.valueOf(value.replace('-', '_').toUpperCase(Locale.ROOT)));
            case "--webhook" -> settings.webhook(URI.create(value));
            default -> throw new IllegalArgumentException("unknown argument " + name);
        }
    }

    private static SchemaLevel schema(String value) {
        return switch (value) {
            case "newest" -> SchemaLevel.NEWEST;
            case "2021" -> SchemaLevel.OF_2021;
            default -> throw new IllegalArgumentException("unknown schema " + value + ": newest or 2021");
        };
    }

    /** What an adapter must be told to talk to that sandbox, by the names of its environment variables, in a fixed order. */
    public static Map<String, String> environment(ApteanSandbox sandbox) {
        SandboxSettings settings = sandbox.settings();
        Map<String, String> environment = new LinkedHashMap<>();
        environment.put("APTEAN_PAY_URL", sandbox.apiUrl().toString());
        environment.put("APTEAN_PAY_PORTAL_URL", sandbox.portalUrl().toString());
        environment.put("APTEAN_PAY_SDK_URL", sandbox.cardScriptUrl().toString());
        environment.put("APTEAN_PAY_APIM_KEY", settings.serverKey());
        environment.put("APTEAN_PAY_TENANT_ID", settings.tenantId());
        environment.put("APTEAN_PAY_TENANT_SECRET", settings.tenantSecret());
        environment.put("APTEAN_PAY_PRODUCT_ID", settings.productId());
        environment.put("APTEAN_PAY_ACCOUNT_ID", settings.accountId());
        environment.put("APTEAN_PAY_BROWSER_KEY", settings.browserKey());
        return environment;
    }
}
