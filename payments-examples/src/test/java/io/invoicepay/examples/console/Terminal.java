package io.invoicepay.examples.console;

import io.invoicepay.inmemory.VirtualClock;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Runs the program in this process and gives back what it printed. Its clock stands still. */
final class Terminal {
    /** A form without fault, for the worked example's account. */
    private static final List<String> GOOD_FORM = List.of(
            "--email", "ap@20000.example",
            "--street", "1 Main St",
            "--country", "US",
            "--postal-code", "98052",
            "--phone-country-code", "1",
            "--phone", "(425) 555-0100",
            "--name", "Trey Research");

    private final Clock clock;
    private final Map<String, String> environment;

    /** A terminal on the twentieth of November, in an empty environment. */
    Terminal() {
        this(VirtualClock.at(Instant.parse("2026-11-20T09:00:00Z")), Map.of());
    }

    Terminal(Clock clock, Map<String, String> environment) {
        this.clock = clock;
        this.environment = environment;
    }

    /** What a command left. */
    record Answer(int exitCode, String out, String err) {}

    Answer run(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int exitCode = new Console(out, err, clock, environment).run(args);
        return new Answer(exitCode, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** Pays with a form without fault, and any card. */
    Answer pay(String number, String account, String... more) {
        return payWith("token-of-the-card-entry", number, account, more);
    }

    /** Pays with a form without fault. */
    Answer payWith(String token, String number, String account, String... more) {
        List<String> args =
                new ArrayList<>(List.of("pay", number, "--account", account, "--json", "--card-token", token));
        args.addAll(GOOD_FORM);
        args.addAll(List.of(more));
        return run(args.toArray(String[]::new));
    }
}
