package io.invoicepay.examples;

import io.invoicepay.examples.console.Console;
import java.time.Clock;

/**
 * The console program: {@code balance}, {@code invoices}, {@code invoice}, {@code pay}, {@code portal}, {@code history}, {@code reconcile},
 * {@code decide}, {@code sandbox}, {@code tour}; and the {@code storefront} in a browser.
 */
public final class Main {
    private static final String LOG_FORMAT = "java.util.logging.SimpleFormatter.format";

    private Main() {}

    /** Runs one command; the exit code is 0 done, 1 refused, 2 declined, 3 outcome unknown, 64 usage or input, 70 a bug. */
    public static void main(String[] args) {
        if (System.getProperty(LOG_FORMAT) == null) {
            System.setProperty(LOG_FORMAT, "%4$s: %5$s%n"); // what the adapter logs is one line on standard error, too
        }
        int exitCode = new Console(System.out, System.err, Clock.systemUTC(), System.getenv()).run(args);
        if (exitCode != 0) {
            System.exit(exitCode);
        }
    }
}
