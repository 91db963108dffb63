package io.invoicepay.examples.store;

import io.invoicepay.examples.InputFault;
import io.invoicepay.examples.state.ProgramState;
import io.vavr.control.Option;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code --store}, for every command that needs one; filled in by picocli. */
public final class StoreOption {
    private static final StoreChoice.DatabaseFile DEFAULT = new StoreChoice.DatabaseFile(Path.of("invoice-payments"));

    @CommandLine.Option(
            names = "--store",
            paramLabel = "memory|FILE|jdbc:…",
            converter = OfStore.class,
            description = {
                "Where payments are kept. memory: in this program (and in --state FILE); FILE: an H2 database file, for one process "
                        + "at a time; jdbc:postgresql://…: that database, for any number of them; jdbc:h2:…: an H2 database by its "
                        + "address.",
                "User and password of an address come from PAYMENTS_DB_USER and PAYMENTS_DB_PASSWORD alone.",
                "The secret that all who share a store need comes from PAYMENTS_SECRET (base64, 32 bytes or more); for a FILE it is "
                        + "made once and kept beside it, in FILE.secret.",
                "Default: with --provider aptean, whose payments outlive the program, the file invoice-payments (with --state FILE: "
                        + "FILE.payments); with a provider that ends with the program, memory, since a store would remember what "
                        + "the provider has forgotten."
            })
    private @Nullable StoreChoice given;

    static final class OfStore implements ITypeConverter<StoreChoice> {
        @Override
        public StoreChoice convert(String text) {
            try {
                return StoreChoice.parse(text);
            } catch (InputFault e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    /**
     * Where nothing else is kept.
     *
     * @param outlives whether the provider's payments outlive the program
     */
    public StoreChoice choice(boolean outlives) {
        return Option.of(given).getOrElse(() -> outlives ? DEFAULT : new StoreChoice.Memory());
    }

    /**
     * Beside a state file. Payments that were begun in one store must not be forgotten by going on with another: that would pay twice.
     *
     * @throws InputFault if the state's payments are elsewhere
     */
    public StoreChoice choice(boolean outlives, Path state, ProgramState found) {
        StoreChoice.DatabaseFile beside =
                new StoreChoice.DatabaseFile(state.resolveSibling(state.getFileName() + ".payments"));
        boolean holdsPayments = !found.slots().isEmpty();
        boolean database = beside.exists() || (outlives && !holdsPayments);
        StoreChoice choice = Option.of(given).getOrElse(() -> database ? beside : new StoreChoice.Memory());
        if (holdsPayments && !(choice instanceof StoreChoice.Memory)) {
            throw new InputFault(state.toString(), "holds payments of its own, of which " + choice + " would not know");
        } else if (beside.exists() && choice instanceof StoreChoice.Memory) {
            throw new InputFault("--store memory", "the payments of this state are in " + beside);
        }
        return choice;
    }
}
