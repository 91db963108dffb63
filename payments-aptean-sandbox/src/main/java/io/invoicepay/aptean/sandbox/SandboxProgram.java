package io.invoicepay.aptean.sandbox;

import java.io.PrintStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Runs a sandbox from a command line, and tells where it is and what an adapter needs to reach it. A console program of the host
 * can start it the same way.
 */
public final class SandboxProgram {
    private static final List<String> CURRENCIES = List.of("USD", "CAD", "GBP");

    private SandboxProgram() {}

    /**
     * Starts a sandbox and leaves it running until the program is ended.
     *
     * @param arguments names and values in turn: {@code --port}, {@code --card-port}, {@code --schema newest|2021},
     *     {@code --seed}, {@code --keys reject-used|replay|replay-success|ignore}, {@code --currency USD|CAD|GBP}, {@code --webhook}
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
        ApteanSandbox sandbox = start(arguments);
        environment(sandbox).forEach((name, value) -> out.println(name + "=" + value));
        return sandbox;
    }

    /**
     * Starts a sandbox by those arguments.
     *
     * @throws IllegalArgumentException if an argument is unknown or has no sensible value
     * @throws java.io.UncheckedIOException if a port is taken
     */
    public static ApteanSandbox start(List<String> arguments) {
        SandboxSettings.Builder settings = SandboxSettings.builder();
        if (arguments.size() % 2 != 0) {
            throw new IllegalArgumentException("a value is missing after " + arguments.get(arguments.size() - 1));
        }
        for (int i = 0; i < arguments.size(); i += 2) {
            choose(settings, arguments.get(i), arguments.get(i + 1));
        }
        return ApteanSandbox.start(settings.build());
    }

    private static void choose(SandboxSettings.Builder settings, String name, String value) {
        switch (name) {
            case "--port" -> settings.port(port(name, value));
            case "--card-port" -> settings.cardPort(port(name, value));
            case "--seed" -> settings.seed(number(name, value));
            case "--schema" -> settings.schema(schema(value));
            case "--keys" -> settings.keys(keys(value));
            case "--currency" -> settings.currency(oneOf(name, value, CURRENCIES));
            case "--webhook" -> settings.webhook(webhook(value));
            default -> throw new IllegalArgumentException("unknown argument " + name);
        }
    }

    private static int port(String name, String value) {
        long port = number(name, value);
        if (port < 0 || port > 65_535) {
            throw wrong(name, value, "a port from 0 to 65535");
        }
        return (int) port;
    }

    private static long number(String name, String value) {
        try {
            return Long.parseLong(value);
        } catch (NumberFormatException e) {
            throw wrong(name, value, "a number");
        }
    }

    private static URI webhook(String value) {
        try {
            URI address = new URI(value);
            if (List.of("http", "https").contains(String.valueOf(address.getScheme())) && address.getHost() != null) {
                return address;
            }
        } catch (URISyntaxException e) {
            // said below, with the option's name
        }
        throw wrong("--webhook", value, "an address");
    }

    private static SchemaLevel schema(String value) {
        return oneOf("--schema", value, List.of("newest", "2021")).equals("newest")
                ? SchemaLevel.NEWEST
                : SchemaLevel.OF_2021;
    }

    private static KeyContract keys(String value) {
        List<String> names = Arrays.stream(KeyContract.values())
                .map(contract -> contract.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .toList();
        String name = oneOf("--keys", value, names);
        return KeyContract.valueOf(name.replace('-', '_').toUpperCase(Locale.ROOT));
    }

    private static String oneOf(String name, String value, List<String> known) {
        if (!known.contains(value)) {
            throw wrong(name, value, "one of " + String.join(", ", known));
        }
        return value;
    }

    private static IllegalArgumentException wrong(String name, String value, String wanted) {
        return new IllegalArgumentException(name + ": '" + value + "' is not " + wanted);
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
        environment.put("APTEAN_PAY_CURRENCY", settings.currency());
        return environment;
    }
}
