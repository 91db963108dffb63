package io.invoicepay.examples.console;

import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.examples.InputFault;
import io.invoicepay.examples.businesscentral.SalesDocuments;
import io.invoicepay.examples.contact.LibPhoneNumberRules;
import io.invoicepay.examples.provider.CardScript;
import io.invoicepay.examples.provider.Simulation;
import io.invoicepay.examples.provider.Surroundings;
import io.invoicepay.examples.state.ProgramState;
import io.invoicepay.examples.state.StateFile;
import io.invoicepay.examples.store.OpenStore;
import io.invoicepay.examples.store.StoreChoice;
import io.invoicepay.inmemory.InMemoryInvoices;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * The library wired for one command: invoices from the ERP's files, attempts and provider from where the last call left them. All input
 * is read before anything is done, and nothing is kept until {@link #save}.
 */
final class Session implements AutoCloseable {
    private final SalesDocuments documents;
    private final List<InvoiceNumber> numbers;
    private final OpenStore store;
    private final ProgramState before;
    private final Duration ahead;
    private final Simulation simulation;
    private final InvoicePayments payments;
    private final Option<StateFile> file;

    private Session(
            Inputs inputs, SalesDocuments documents, Simulation.Part part, Console console, Option<StateFile> file) {
        this.documents = documents;
        this.numbers = documents.invoices().stream().map(Invoice::number).toList();
        this.file = file;
        this.before = file.map(StateFile::found).getOrElse(ProgramState::fresh);
        this.ahead = before.ahead().plus(inputs.advance);
        Clock clock = Clock.offset(console.clock(), ahead);
        String stateFile = String.valueOf(inputs.state);
        this.simulation = takeUp(stateFile, () -> new Simulation(clock, before.inMemory(), part));
        this.store = takeUp(stateFile, () -> open(inputs, before, console));
        boolean wired = false;
        try {
            this.payments = wire(inputs, clock, console);
            wired = true;
        } finally {
            if (!wired) {
                store.close();
            }
        }
    }

    private static OpenStore open(Inputs inputs, ProgramState before, Console console) {
        boolean outlives = inputs.provider.outlivesTheProgram();
        StoreChoice choice = Option.of(inputs.state)
                .map(path -> inputs.store.choice(outlives, path, before))
                .getOrElse(() -> inputs.store.choice(outlives));
        return choice instanceof StoreChoice.Memory memory
                ? memory.open(before.slots(), before.secret())
                : choice.open(console.environment());
    }

    /** What the state holds must fit together, not only be well-formed. */
    private static <T> T takeUp(String stateFile, Supplier<T> kept) {
        try {
            return kept.get();
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new InputFault(stateFile, "is damaged: " + e.getMessage());
        }
    }

    private InvoicePayments wire(Inputs inputs, Clock clock, Console console) {
        InMemoryInvoices source = InMemoryInvoices.of(documents.invoices(), documents.creditMemos());
        InvoicePayments.Builder builder = InvoicePayments.builder(source, store.attempts(), store.secret())
                .contactRules(new LibPhoneNumberRules())
                .clock(clock);
        Surroundings around = new Surroundings(console.environment(), console.clock(), simulation);
        inputs.provider
                .wire(builder, around, store.providersInFlight(numbers))
                .forEach(missing ->
                        console.warn("payments begun with " + missing + " wait: this provider is not set up here"));
        return builder.build();
    }

    /**
     * Reads all input and wires the library.
     *
     * @param account the account that is signed in, if the command has one
     * @throws InputFault naming what cannot be used
     */
    static Session open(Inputs inputs, Option<AccountId> account, Option<CardScript> card, Console console) {
        SalesDocuments documents = inputs.documents.read();
        account.forEach(signedIn -> check(documents, signedIn));
        Simulation.Part part = part(inputs, documents, account, card);
        Option<StateFile> file = Option.of(inputs.state)
                .map(path ->
                        StateFile.open(path, () -> console.warn(path + ": waiting for another process to finish")));
        boolean opened = false;
        try {
            Session session = new Session(inputs, documents, part, console, file);
            opened = true;
            return session;
        } finally {
            if (!opened) {
                file.forEach(StateFile::close);
            }
        }
    }

    private static void check(SalesDocuments documents, AccountId account) {
        if (!documents.has(account)) {
            throw new InputFault("--account " + account, "there is no such account in the invoices and credit memos");
        }
        documents.checkSum(account);
    }

    private static Simulation.Part part(
            Inputs inputs, SalesDocuments documents, Option<AccountId> account, Option<CardScript> card) {
        Set<InvoiceNumber> owed = documents.invoices().stream()
                .filter(Session::isOwed)
                .map(Invoice::number)
                .collect(Collectors.toSet());
        checkOwed("--not-sent", inputs.notSent, owed);
        checkOwed("--pending-elsewhere", inputs.pendingElsewhere, owed);
        for (InvoiceNumber number : inputs.pendingElsewhere) {
            if (inputs.notSent.contains(number)) {
                throw new InputFault("--pending-elsewhere " + number, "cannot be paid there, if it was not sent");
            }
        }
        return new Simulation.Part(
                documents.invoices().stream()
                        .filter(invoice -> isOwed(invoice) && account.contains(invoice.account()))
                        .toList(),
                Set.copyOf(inputs.notSent),
                Set.copyOf(inputs.pendingElsewhere),
                card,
                inputs.providerDown);
    }

    private static boolean isOwed(Invoice invoice) {
        return invoice.isPosted() && invoice.outstanding().isPositive();
    }

    private static void checkOwed(String option, List<InvoiceNumber> numbers, Set<InvoiceNumber> owed) {
        for (InvoiceNumber number : numbers) {
            if (!owed.contains(number)) {
                throw new InputFault(option + " " + number, "there is no such invoice that could be paid");
            }
        }
    }

    InvoicePayments payments() {
        return payments;
    }

    SalesDocuments documents() {
        return documents;
    }

    /** Keeps everything, if there is a file to keep it in; to be called before the answer is printed. */
    void save() {
        file.forEach(state -> state.write(new ProgramState(
                before.secret(), ahead, store.toKeep(), simulation.snapshot(store.onRecord(numbers)))));
    }

    @Override
    public void close() {
        store.close();
        file.forEach(StateFile::close);
    }
}
