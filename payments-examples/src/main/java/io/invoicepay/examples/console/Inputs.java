package io.invoicepay.examples.console;

import io.invoicepay.examples.CommonConverters;
import io.invoicepay.examples.InputFault;
import io.invoicepay.examples.businesscentral.DocumentOptions;
import io.invoicepay.examples.provider.CardScript;
import io.invoicepay.examples.provider.ProviderChoice;
import io.invoicepay.examples.store.StoreOption;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.Refusals;
import io.invoicepay.payment.StandardRefusal;
import io.vavr.control.Either;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What every command can be told about its input and the world around it; filled in by picocli. */
final class Inputs {
    @Mixin
    final DocumentOptions documents = new DocumentOptions();

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            defaultValue = "inmemory",
            converter = Converters.OfProvider.class,
            completionCandidates = Converters.ProviderNames.class,
            description = {
                "The payment provider: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}. aptean is set up by the environment: "
                        + "APTEAN_PAY_URL, APTEAN_PAY_APIM_KEY, APTEAN_PAY_TENANT_ID, APTEAN_PAY_TENANT_SECRET and more."
            })
    @SuppressWarnings("NullAway.Init") // picocli sets it
    ProviderChoice provider;

    @Option(
            names = "--not-sent",
            paramLabel = "NUMBER",
            converter = Converters.OfInvoiceNumber.class,
            description = "An invoice that the in-memory provider has not received. Repeatable.")
    List<InvoiceNumber> notSent = new ArrayList<>();

    @Option(
            names = "--pending-elsewhere",
            paramLabel = "NUMBER",
            converter = Converters.OfInvoiceNumber.class,
            description = "An invoice that somebody is paying in the in-memory provider's portal. Repeatable.")
    List<InvoiceNumber> pendingElsewhere = new ArrayList<>();

    @Option(names = "--provider-down", description = "The in-memory provider cannot be reached.")
    boolean providerDown;

    @Option(
            names = "--state",
            paramLabel = "FILE",
            converter = CommonConverters.OfPath.class,
            description = {
                "Keeps payments, the in-memory provider and the program's time from call to call. Holds a secret made at random: "
                        + "only its owner can read it. Default: nothing is kept."
            })
    @Nullable Path state;

    @Option(
            names = "--advance",
            paramLabel = "TIME",
            defaultValue = "0s",
            converter = Converters.OfDuration.class,
            description = {
                "Lets so much time pass first: 90s, 15m, 2h, 3d, or ISO 8601. With --state it stays passed, so that one can watch a "
                        + "payment settle; the program's time is then ahead of the system's. No provider but the in-memory one follows "
                        + "it; with another it needs --state."
            })
    @SuppressWarnings("NullAway.Init")
    Duration advance;

    @Mixin
    final StoreOption store = new StoreOption();

    @Option(names = "--json", description = "Prints one JSON object and nothing else.")
    boolean json;

    /** What is arranged must be played by somebody, else it would be silently left out. */
    void checkArrangements(io.vavr.control.Option<CardScript> card) {
        refuseUnlessPlayed("--not-sent", !notSent.isEmpty());
        refuseUnlessPlayed("--pending-elsewhere", !pendingElsewhere.isEmpty());
        refuseUnlessPlayed("--provider-down", providerDown);
        refuseUnlessPlayed("--card", card.isDefined());
        if (!advance.isZero() && state == null && provider.outlivesTheProgram()) {
            throw new InputFault(
                    "--advance",
                    "needs --state with --provider " + provider.name()
                            + ": in a store that lasts, payments would be put off until the system's time gets there");
        }
    }

    private void refuseUnlessPlayed(String option, boolean given) {
        if (given && !provider.isSimulated()) {
            throw new InputFault(
                    option, "arranges the in-memory provider, and cannot go with --provider " + provider.name());
        }
    }

    /** Who is signed in. */
    static final class SignedIn {
        @Option(
                names = "--account",
                required = true,
                paramLabel = "NUMBER",
                converter = Converters.OfAccount.class,
                description = "The account that is signed in: the number of the bill-to customer.")
        @SuppressWarnings("NullAway.Init")
        AccountId account;

        @Option(
                names = "--user",
                paramLabel = "NAME",
                defaultValue = "console",
                description = "The person, for the history. Default: ${DEFAULT-VALUE}.")
        @SuppressWarnings("NullAway.Init")
        String user;
    }

    /** The invoice that a command is about. */
    static final class OfInvoice {
        @Parameters(paramLabel = "NUMBER", arity = "1", description = "The invoice's number.")
        @SuppressWarnings("NullAway.Init")
        String number;

        /** What cannot be a number is no invoice of the account's either. */
        Either<Refusals, InvoiceNumber> parsed() {
            return InvoiceNumber.parse(number).toEither(() -> Refusals.of(StandardRefusal.UNKNOWN_INVOICE));
        }
    }
}
