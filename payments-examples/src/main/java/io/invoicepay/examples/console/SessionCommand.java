package io.invoicepay.examples.console;

import io.invoicepay.examples.InputFault;
import io.invoicepay.examples.provider.CardScript;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.payment.Customer;
import io.vavr.control.Option;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** A command that opens a session, asks the library one thing, keeps what came of it, and only then prints. */
@Command(
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 110,
        exitCodeOnExecutionException = ExitCode.BUG)
abstract class SessionCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    private final Inputs inputs = new Inputs();

    SessionCommand(Console console) {
        this.console = console;
    }

    abstract Report run(Session session);

    Option<AccountId> account() {
        return Option.none();
    }

    Option<CardScript> card() {
        return Option.none();
    }

    /** Makes sure of what the command's own options hold, before anything is read. */
    void check() {}

    static void require(boolean condition, String option, String fault) {
        if (!condition) {
            throw new InputFault(option, fault);
        }
    }

    @Override
    public final Integer call() {
        check();
        inputs.checkArrangements(card());
        Report report = report();
        if (inputs.json) {
            console.print(report.json().toBytes());
        } else {
            console.print(report.text());
        }
        return report.exitCode();
    }

    private Report report() {
        try (Session session = Session.open(inputs, account(), card(), console)) {
            Report report = run(session);
            session.save();
            return report;
        }
    }

    static Customer customer(Inputs.SignedIn signedIn) {
        try {
            return new Customer(signedIn.account, signedIn.user);
        } catch (IllegalArgumentException e) {
            throw new InputFault("--user", String.valueOf(e.getMessage()));
        }
    }
}
