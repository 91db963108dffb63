package io.invoicepay.engine;

import io.invoicepay.attempt.Attempt;
import io.invoicepay.attempt.Evidence;
import io.invoicepay.attempt.Lifecycle;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.attempt.Transition;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.invoice.OpenItems;
import io.invoicepay.money.Money;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.provider.CardEntry;
import io.invoicepay.provider.ChargeOrder;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.invoicepay.spi.AttemptsUnavailableException;
import io.invoicepay.spi.CasResult;
import io.invoicepay.spi.InvoiceSource;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.PaymentListener;
import io.invoicepay.spi.PaymentProvider;
import io.invoicepay.spi.StoredSlot;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes decisions durable: reads a slot, lets {@link Lifecycle} decide, writes by one compare-and-set, and knows what to believe when
 * the store does not answer. It is also the one place where what a port throws is caught, so that a host's or an adapter's bug can
 * never turn a charge that may have left into one that may be sent again. Whatever can be thrown from code that was compiled apart is
 * meant: checked exceptions of other languages, and classes that are not there.
 *
 * <p>Safe for any thread; it keeps nothing but the orders that may be sent again.
 */
public final class Engine {
    private final MerchantId merchant;
    private final InvoiceSource source;
    private final Providers providers;
    private final PaymentAttempts attempts;
    private final Lifecycle lifecycle;
    private final List<PaymentListener> listeners;
    private final Clock clock;
    private final Supplier<UUID> ids;
    private final SentOrders sentOrders = new SentOrders();

    public Engine(
            MerchantId merchant,
            InvoiceSource source,
            Providers providers,
            PaymentAttempts attempts,
            Lifecycle lifecycle,
            List<PaymentListener> listeners,
            Clock clock,
            Supplier<UUID> ids) {
        this.merchant = merchant;
        this.source = source;
        this.providers = providers;
        this.attempts = attempts;
        this.lifecycle = lifecycle;
        this.listeners = listeners;
        this.clock = clock;
        this.ids = ids;
    }

    public InvoiceKey key(InvoiceNumber invoice) {
        return new InvoiceKey(merchant, invoice);
    }

    public MerchantId merchant() {
        return merchant;
    }

    public InvoiceSource source() {
        return source;
    }

    /** What makes up an account's balance, and nothing of another account's. */
    public OpenItems openItems(AccountId account) {
        return ownItems(source.openItems(account), account);
    }

    /** What of it is the account's own. */
    public OpenItems ownItems(OpenItems found, AccountId account) {
        OpenItems own = found.of(account);
        if (!own.equals(found)) {
            tellLeftOut();
        }
        return own;
    }

    /** Without a word a shop would look paid up whose source writes its accounts otherwise. */
    public void tellLeftOut() {
        portFailed(
                Option.none(), "invoice source: a document of another account or number", new IllegalStateException());
    }

    public Providers providers() {
        return providers;
    }

    public PaymentAttempts attempts() {
        return attempts;
    }

    public Lifecycle lifecycle() {
        return lifecycle;
    }

    /** To the millisecond: every store keeps that, so that a slot read is equal to the slot written. */
    public Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    public UUID newId() {
        return ids.get();
    }

    /** Moves a slot as far as the evidence carries, by one compare-and-set at most. */
    public Advance advance(StoredSlot from, Evidence evidence) {
        Option<PaymentSlot> decision = lifecycle.decide(from.slot(), evidence, now());
        if (decision.isEmpty()) {
            return new Advance(Advance.Ending.UNMOVED, from);
        }
        PaymentSlot next = decision.get();
        // What reserves bears the id of its attempt, which is drawn for that one write; every other write has one of
        // its own.
        UUID writeId = evidence instanceof Evidence.PayPressed pressed
                ? pressed.attempt().value()
                : ids.get();
        StoredSlot written = new StoredSlot(from.version() + 1, next, writeId);
        CasResult result = compareAndSet(from, next, writeId);
        return result == CasResult.WON ? moved(from, written) : readAgain(from, written, result);
    }

    private CasResult compareAndSet(StoredSlot from, PaymentSlot next, UUID writeId) {
        try {
            return attempts.compareAndSet(from.version(), next, writeId);
        } catch (Exception | LinkageError e) { // a store that breaks its contract may have written all the same
            portFailed(Option.none(), "store: compare and set", e);
            return CasResult.UNKNOWN;
        }
    }

    /** After LOST or UNKNOWN only what is read counts: our own write id there means that the write was won after all. */
    private Advance readAgain(StoredSlot from, StoredSlot written, CasResult result) {
        try {
            StoredSlot current = attempts.read(from.slot().invoice());
            if (current.writeId().equals(written.writeId())) {
                return moved(from, written);
            }
            if (current.version() == from.version()) {
                if (result
                        == CasResult.LOST) { // a store at odds with itself: nobody may be able to write here any more
                    InvoiceKey invoice = from.slot().invoice();
                    portFailed(Option.none(), "store: compare and set " + invoice, new IllegalStateException());
                }
                return new Advance(Advance.Ending.UNDECIDED, from); // the lost write may still arrive
            }
            tell(listener -> listener.overtaken(from.slot().invoice()));
            return new Advance(Advance.Ending.OVERTAKEN, current);
        } catch (Exception | LinkageError e) {
            portFailed(Option.none(), "store: read", e);
            return new Advance(Advance.Ending.UNDECIDED, from);
        }
    }

    private Advance moved(StoredSlot from, StoredSlot written) {
        if (!sentOrders.isEmpty()) {
            sentOrders.forgetUnlessOpen(from.slot(), written.slot(), now());
        }
        if (written.slot().cause().transition() != Transition.CHECKED) {
            tell(listener -> listener.moved(from.slot(), written.slot()));
        }
        return new Advance(Advance.Ending.MOVED, written);
    }

    /**
     * The slots of many invoices; one by one, where one of them cannot be read, of a newer version or damaged: it must not keep the others
     * from being paid and cleared up.
     *
     * @param broken those that cannot be read are added
     */
    public Map<InvoiceKey, StoredSlot> readAll(Collection<InvoiceKey> wanted, Set<InvoiceKey> broken) {
        try {
            return Objects.requireNonNull(attempts.readAll(wanted));
        } catch (AttemptsUnavailableException e) {
            throw e;
        } catch (Exception | LinkageError e) {
            Map<InvoiceKey, StoredSlot> found = new LinkedHashMap<>();
            for (InvoiceKey key : wanted) {
                unlessBroken(key, () -> attempts.read(key))
                        .peek(stored -> found.put(key, stored))
                        .onEmpty(() -> broken.add(key));
            }
            if (broken.isEmpty()) { // of a broken one the host has been told
                portFailed(Option.none(), "store: read all", e);
            }
            return found;
        }
    }

    /** Nothing, where that slot cannot be read; of a store that is out of reach the caller hears. */
    public <T> Option<T> unlessBroken(InvoiceKey key, Supplier<T> step) {
        try {
            return Option.some(step.get());
        } catch (AttemptsUnavailableException e) {
            throw e;
        } catch (Exception | LinkageError e) {
            portFailed(Option.none(), "store: read " + key, e);
            return Option.none();
        }
    }

    /** Lets time do what it may: a reservation lapses, a charge without an answer becomes unknown. */
    public StoredSlot afterTime(StoredSlot stored) {
        return stored.slot().nextCheck().isDefined() && stored.slot().isDue(now())
                ? advance(stored, new Evidence.TimePassed()).stored()
                : stored;
    }

    /**
     * What the provider of each slot knows of its invoice: one call a provider. A slot whose provider is not wired in gets no knowledge.
     */
    public Map<InvoiceKey, ProviderView> look(List<PaymentSlot> slots) {
        Map<Option<PaymentProvider>, List<PaymentSlot>> byProvider = new LinkedHashMap<>();
        for (PaymentSlot slot : slots) {
            byProvider.computeIfAbsent(providerOf(slot), p -> new ArrayList<>()).add(slot);
        }
        Map<InvoiceKey, ProviderView> views = new HashMap<>();
        for (Map.Entry<Option<PaymentProvider>, List<PaymentSlot>> asked : byProvider.entrySet()) {
            List<PaymentQuery> queries = new ArrayList<>();
            for (PaymentSlot slot : asked.getValue()) {
                queries.add(query(slot));
            }
            Option<PaymentProvider> provider = asked.getKey();
            Map<InvoiceNumber, ProviderView> answer = provider.isEmpty() ? Map.of() : find(provider.get(), queries);
            for (PaymentSlot slot : asked.getValue()) {
                views.put(
                        slot.invoice(),
                        shown(answer, slot, provider.isEmpty() ? Cause.MISCONFIGURED : Cause.UNREADABLE));
            }
        }
        return views;
    }

    /** What the slot's provider knows of its invoice. */
    public ProviderView look(PaymentSlot slot) {
        Option<PaymentProvider> provider = providerOf(slot);
        return provider.isEmpty()
                ? ProviderView.inconclusive(Cause.MISCONFIGURED)
                : shown(find(provider.get(), List.of(query(slot))), slot, Cause.UNREADABLE);
    }

    private static ProviderView shown(Map<InvoiceNumber, ProviderView> answer, PaymentSlot slot, Cause missing) {
        ProviderView view = answer.get(slot.invoice().invoice());
        return view == null ? ProviderView.inconclusive(missing) : view;
    }

    /** Whom to ask about a slot: what is in flight stays with the provider that began it. */
    public Option<PaymentProvider> providerOf(PaymentSlot slot) {
        return slot.status() == SlotStatus.PAYABLE
                ? providers.current()
                : slot.provider().flatMap(providers::byId);
    }

    /** What a provider knows of invoices, in one call; nothing of those for which it gave no usable answer at all. */
    public Map<InvoiceNumber, ProviderView> find(PaymentProvider provider, List<PaymentQuery> queries) {
        try {
            return Objects.requireNonNull(provider.find(queries));
        } catch (Exception | LinkageError e) {
            portFailed(Option.some(provider.id()), "provider: find", e);
            return Map.of();
        }
    }

    /** A link into the provider's portal, unchecked. */
    public Either<Cause, URI> portal(PaymentProvider provider, AccountId account, Option<InvoiceNumber> invoice) {
        try {
            return provider.portal(account, invoice).map(Objects::requireNonNull);
        } catch (Exception | LinkageError e) {
            portFailed(Option.some(provider.id()), "provider: portal", e);
            return Either.left(Cause.UNREACHABLE);
        }
    }

    /** What a page needs to mount the provider's card form; nothing if it cannot be had, and the portal is left. */
    public Option<CardEntry> cardEntry(PaymentProvider provider) {
        try {
            return Objects.requireNonNull(provider.cardEntry());
        } catch (Exception | LinkageError e) {
            portFailed(Option.some(provider.id()), "provider: card entry", e);
            return Option.none();
        }
    }

    /**
     * A payment that a former provider's portal has taken is put on record before the invoice can be paid at the present one (LIB-06).
     *
     * @return right: the slot as it stands now; left: why it cannot be told, where the invoice is watched for a payment there
     */
    public Either<NotChargedReason, StoredSlot> atFormers(StoredSlot stored, Option<AccountId> account) {
        return providers.former().isEmpty()
                ? Either.right(stored) // as with most hosts
                : atFormers(stored, account, new HashMap<>());
    }

    /**
     * The same for one who asks about many invoices.
     *
     * @param silent what those have said that give no answer: they are not asked, and who gives none is added
     */
    public Either<NotChargedReason, StoredSlot> atFormers(
            StoredSlot stored, Option<AccountId> account, Map<ProviderId, ProviderView.Inconclusive> silent) {
        PaymentSlot slot = stored.slot();
        if (slot.status() != SlotStatus.PAYABLE) {
            return Either.right(stored);
        }
        Option<Evidence> unanswered = Option.none();
        for (PaymentProvider former : providers.former()) {
            ProviderView.@Nullable Inconclusive known = silent.get(former.id());
            ProviderView view =
                    known == null ? shown(find(former, List.of(query(slot))), slot, Cause.UNREADABLE) : known;
            if (view instanceof ProviderView.Inconclusive inconclusive) {
                silent.put(former.id(), inconclusive);
            }
            Evidence looked = new Evidence.Looked(view, Option.none(), false, account, Option.some(former.id()));
            if (view.holdsMoney()) {
                StoredSlot after = advance(stored, looked).stored();
                return after.slot().status() == SlotStatus.PAYABLE // not on record, or somebody else was at it
                        ? Either.left(NotChargedReason.STORE_UNAVAILABLE)
                        : Either.right(after);
            }
            if (isWatchedAt(former, slot) && view instanceof ProviderView.Inconclusive) {
                unanswered = Option.some(looked); // another one may show the payment all the same
            }
        }
        if (unanswered.isEmpty()) {
            return Either.right(stored);
        }
        if (slot.isDue(now())) {
            advance(stored, unanswered.get()); // so that the hour of watching ends
        }
        return Either.left(NotChargedReason.PROVIDER_UNREACHABLE);
    }

    /** Whether the former provider's portal was opened for an invoice of late, or an event has come that may be its. */
    private static boolean isWatchedAt(PaymentProvider former, PaymentSlot slot) {
        return slot.nextCheck().isDefined() && slot.provider().forAll(former.id()::equals);
    }

    /** How a provider is asked about a slot: with the trace of its attempt, if it has one. */
    public static PaymentQuery query(PaymentSlot slot) {
        return new PaymentQuery(
                slot.invoice().invoice(),
                slot.attempt().map(a -> new PaymentQuery.Trace(a.id(), a.key(), a.amount(), a.startedAt())));
    }

    /** Sends a charge whose slot this thread has just armed. What the adapter throws, or a null, is ambiguous: it may have sent before. */
    public ChargeResult charge(PaymentProvider provider, ChargeOrder order) {
        try {
            ChargeResult result = Objects.requireNonNull(provider.charge(order));
            if (result instanceof ChargeResult.Ambiguous
                    && provider.capabilities().keyContract().allowsResend()) {
                sentOrders.keep(order, now().plus(provider.capabilities().resendWindow()));
            }
            return result;
        } catch (Exception | LinkageError e) {
            portFailed(Option.some(provider.id()), "provider: charge", e);
            return ChargeResult.ambiguous("the adapter failed: " + e.getClass().getSimpleName());
        }
    }

    /**
     * Confronts a slot with what its provider knows, and sends the charge again if that was decided and won; answers how it stands now.
     *
     * @param view what {@link #look} gave for this very slot
     * @param account whose invoice it is, where a customer of that account asked; the slot of a payment found elsewhere does not know
     *     it yet
     */
    public StoredSlot confront(StoredSlot stored, ProviderView view, Option<AccountId> account) {
        PaymentSlot slot = stored.slot();
        Option<AccountId> owner = account.orElse(slot.account()); // accounts are renumbered; who asks has it now
        Option<ChargeOrder> order = slot.attempt()
                .flatMap(attempt -> resendable(slot, attempt))
                .filter(resent -> isUnclaimed(view)
                        && isUnclaimedElsewhere(slot)
                        && outstanding(slot, owner).contains(resent.amount()));
        Option<Money> outstanding = slot.status() == SlotStatus.PAID ? outstanding(slot, owner) : Option.none();
        Option<ProviderId> asked = providerOf(slot).map(PaymentProvider::id);
        Advance advance = advance(stored, new Evidence.Looked(view, outstanding, order.isDefined(), account, asked));
        boolean won = advance.moved() && advance.stored().slot().cause().transition() == Transition.RESENT;
        // Asked once more: the write may have taken longer than the provider remembers a key.
        boolean send = won
                && slot.attempt().exists(attempt -> resendable(slot, attempt).isDefined());
        if (!send) {
            return advance.stored();
        }
        ChargeResult result = charge(providerOf(slot).get(), order.get());
        return advance(advance.stored(), new Evidence.Answered(order.get().attempt(), result))
                .stored();
    }

    /** What one provider shows of an invoice that another one holds: that it was paid there beside is put on record, and nothing else. */
    public StoredSlot paidBeside(StoredSlot stored, ProviderId other, ProviderView view) {
        if (!(view instanceof ProviderView.Sent sent) || !sent.isCovered()) {
            return stored;
        }
        List<PaymentId> taken = sent.payments().stream()
                .filter(ProviderPayment::isEffective)
                .map(ProviderPayment::id)
                .toList();
        return advance(stored, new Evidence.PaidBeside(other, taken)).stored();
    }

    /** What was paid at another provider meanwhile must not be charged again at this one. */
    private boolean isUnclaimedElsewhere(PaymentSlot slot) {
        for (PaymentProvider other : providers.all()) {
            if (!slot.provider().contains(other.id())) {
                ProviderView view = shown(find(other, List.of(unattempted(slot))), slot, Cause.UNREADABLE);
                if (view instanceof ProviderView.Inconclusive || view.holdsMoney()) {
                    return false;
                }
            }
        }
        return true;
    }

    /** How another provider than the slot's is asked: of the attempt it knows nothing. */
    public static PaymentQuery unattempted(PaymentSlot slot) {
        return new PaymentQuery(slot.invoice().invoice(), Option.none());
    }

    /** Only then is it worth asking the ERP whether the invoice is still owed: it may be settled meanwhile. */
    private static boolean isUnclaimed(ProviderView view) {
        return view instanceof ProviderView.Sent sent && sent.payable() && !sent.hasLivePayment();
    }

    private Option<ChargeOrder> resendable(PaymentSlot slot, Attempt attempt) {
        Instant arrival = now().plus(lifecycle.answerWithin());
        boolean remembered = providerOf(slot)
                .exists(provider -> provider.capabilities().keyContract().allowsResend()
                        && arrival.isBefore(
                                attempt.startedAt().plus(provider.capabilities().resendWindow())));
        return slot.status() == SlotStatus.UNKNOWN && remembered ? sentOrders.of(attempt.id()) : Option.none();
    }

    private Option<Money> outstanding(PaymentSlot slot, Option<AccountId> owner) {
        try {
            return owner.flatMap(
                            account -> source.invoice(account, slot.invoice().invoice()))
                    .map(invoice -> invoice.outstanding());
        } catch (Exception | LinkageError e) {
            portFailed(Option.none(), "invoice source: invoice", e);
            return Option.none();
        }
    }

    /** Tells the listeners; what one throws changes nothing, unless the machine itself is failing. */
    public void tell(Consumer<PaymentListener> event) {
        for (PaymentListener listener : listeners) {
            try {
                event.accept(listener);
            } catch (VirtualMachineError e) {
                throw e;
            } catch (Throwable e) {
                System.getLogger(Engine.class.getName())
                        .log(
                                System.Logger.Level.WARNING,
                                "a payment listener failed with {0}",
                                e.getClass().getName());
            }
        }
    }

    /**
     * Only the exception's type goes on: its message may hold what must not be logged. What is a bug, or the host's own trouble, would be
     * lost for a host without a listener, and can hardly be found without a place; a store out of reach is neither.
     */
    public void portFailed(Option<ProviderId> provider, String what, Throwable e) {
        if (!(e instanceof AttemptsUnavailableException)) {
            System.getLogger(Engine.class.getName())
                    .log(System.Logger.Level.WARNING, () -> what + " failed: " + StackLine.of(e));
        }
        tell(listener -> listener.portFailed(provider, what, e.getClass().getName()));
    }
}
