package io.invoicepay.reconciliation;

import com.google.common.math.IntMath;
import io.invoicepay.attempt.Evidence;
import io.invoicepay.attempt.Evidence.Verdict;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.engine.Advance;
import io.invoicepay.engine.Engine;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.provider.ProviderView.Inconclusive;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.invoicepay.spi.AttemptsUnavailableException;
import io.invoicepay.spi.PaymentProvider;
import io.invoicepay.spi.StoredSlot;
import io.invoicepay.text.CardNumbers;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What a host runs beside its pages: finding out what became of payments (STA-03), and telling an operator what only a person can
 * decide (STA-04, STA-06). Any number of nodes may do so at the same time, at any rate; none has to.
 *
 * <p>Safe for any thread. Whatever reads the store throws {@link AttemptsUnavailableException} if that cannot be read; nothing is
 * lost by that, call again.
 */
public final class Reconciliation {
    private static final Set<SlotStatus> FOR_OPERATORS = Set.of(SlotStatus.REVIEW, SlotStatus.OVERPAID);
    private static final int TRIES = 3;
    private static final int STUCK_FOR_ROUNDS = 64;

    private final Engine engine;
    private final ProviderRests rests = new ProviderRests();
    /** What the last rounds could not move, unreadable rows say: due for ever, it must not take the place of the others. */
    private final Set<InvoiceKey> stuck = ConcurrentHashMap.newKeySet();

    private final AtomicInteger rounds = new AtomicInteger();

    private Reconciliation(Engine engine) {
        this.engine = engine;
    }

    /** For {@code InvoicePayments}, which a host asks for its reconciliation. */
    @SuppressWarnings("exports") // the engine's package is not exported, so nobody outside can call this
    public static Reconciliation of(Engine engine) {
        return new Reconciliation(engine);
    }

    /**
     * Asks the providers about payments whose check is due, the longest overdue first, with one call a provider. One that has asked for
     * patience is not asked before. After a swap an invoice that is watched though nothing is known to be paid takes a call of its own to
     * each former provider; one that is silent is left alone for the round. Of what one provider holds the others are asked too, with one
     * call each: it may have been paid there beside.
     *
     * @param limit how many payments at most, from 1
     */
    public ReconciliationReport checkDue(int limit) {
        return round(Map.of(), limit);
    }

    /** The same, after bringing forward the checks of those hinted at: invoice to source. They count towards the limit. */
    ReconciliationReport round(Map<InvoiceNumber, String> hints, int limit) {
        Set<InvoiceKey> hinted = new LinkedHashSet<>();
        hints.forEach((invoice, source) -> {
            InvoiceKey key = engine.key(invoice);
            hinted.add(key);
            engine.unlessBroken(key, () -> isBroughtForward(key, source));
        });
        if (rounds.incrementAndGet() % STUCK_FOR_ROUNDS == 0) {
            stuck.clear(); // so that they have their turn, too, where there is always something else due
        }
        Set<InvoiceKey> wanted = new LinkedHashSet<>(hinted);
        if (wanted.size() < limit || limit == 1) { // a batch of one has room for one of each
            Set<InvoiceKey> last = Set.copyOf(stuck);
            List<InvoiceKey> due = new ArrayList<>(
                    engine.attempts().due(engine.merchant(), engine.now(), IntMath.saturatedAdd(limit, last.size())));
            due.sort(Comparator.comparing(last::contains)); // stable: the longest overdue stay first
            due.stream().limit(Math.max(1, limit - wanted.size())).forEach(wanted::add);
        }
        return wanted.isEmpty() ? new ReconciliationReport(0, 0, List.of(), false) : check(wanted, hinted);
    }

    /** @param hinted are asked about in any case: the store may not have taken the hint */
    private ReconciliationReport check(Set<InvoiceKey> wanted, Set<InvoiceKey> hinted) {
        List<ReconciliationReport.Change> changes = new ArrayList<>();
        List<StoredSlot> open = new ArrayList<>();
        Set<InvoiceKey> unmoved = new HashSet<>();
        Map<InvoiceKey, StoredSlot> found = new LinkedHashMap<>(engine.readAll(wanted, unmoved));
        for (InvoiceKey key : hinted) {
            if (!unmoved.contains(key)) {
                found.putIfAbsent(key, StoredSlot.none(key));
            }
        }
        Map<ProviderId, Inconclusive> resting = restingFormers();
        Map<ProviderId, Inconclusive> silentFormers = new HashMap<>(resting);
        for (StoredSlot stored : found.values()) {
            boolean early = hinted.contains(stored.slot().invoice());
            StoredSlot timed = guarded(stored, () -> timed(stored, early, silentFormers));
            note(stored.slot(), timed.slot(), changes);
            boolean awaited =
                    timed.slot().status() == SlotStatus.PAYABLE && stored.slot().isDue(engine.now());
            if (isWorthAsking(timed.slot(), early || awaited)) { // a silent former provider has used up its turn
                open.add(timed);
            } else if (timed.slot().isDue(engine.now())) {
                unmoved.add(timed.slot().invoice());
            }
        }
        silentFormers.keySet().removeAll(resting.keySet());
        silentFormers.forEach((former, said) -> rests.heard(former, said, engine.now()));
        Map<InvoiceKey, ProviderView> views = putOff(open);
        Map<InvoiceKey, ProviderView> answers = ask(open, views.keySet());
        views.putAll(answers);
        List<StoredSlot> held = new ArrayList<>();
        for (StoredSlot stored : open) {
            InvoiceKey invoice = stored.slot().invoice();
            ProviderView view = views.getOrDefault(invoice, ProviderView.inconclusive(Cause.UNREADABLE));
            StoredSlot after = guarded(stored, () -> confronted(stored, view));
            note(stored.slot(), after.slot(), changes);
            if (after.slot().isDue(engine.now())) {
                unmoved.add(invoice);
            }
            if (after.slot().status() != SlotStatus.PAYABLE) {
                held.add(after);
            }
        }
        askOthers(held, changes);
        stuck.removeAll(wanted);
        stuck.addAll(unmoved);
        boolean silent = !answers.isEmpty()
                && unanswered(answers) == answers.size()
                && concernsThePresent(answers.keySet(), open);
        return new ReconciliationReport(
                wanted.size(), unanswered(views), changes, silent || unmoved.containsAll(wanted));
    }

    /** Those that want to be left alone are asked nothing. */
    private Map<ProviderId, Inconclusive> restingFormers() {
        Map<ProviderId, Inconclusive> resting = new HashMap<>();
        for (PaymentProvider former : engine.providers().former()) {
            Option<Duration> left = rests.left(former.id(), engine.now());
            if (left.isDefined()) {
                resting.put(former.id(), new Inconclusive(Cause.THROTTLED, left));
            }
        }
        return resting;
    }

    private static int unanswered(Map<InvoiceKey, ProviderView> views) {
        return (int)
                views.values().stream().filter(Inconclusive.class::isInstance).count();
    }

    /** That only former providers are silent is no reason to leave the present one waiting. */
    private boolean concernsThePresent(Set<InvoiceKey> asked, List<StoredSlot> open) {
        Option<ProviderId> present = engine.providers().current().map(PaymentProvider::id);
        return present.isEmpty()
                || open.stream()
                        .map(StoredSlot::slot)
                        .anyMatch(slot ->
                                asked.contains(slot.invoice()) && askedOf(slot).equals(present));
    }

    private boolean isWorthAsking(PaymentSlot slot, boolean early) {
        return slot.status() != SlotStatus.RESERVED
                && (slot.isDue(engine.now())
                        || slot.status() == SlotStatus.UNKNOWN
                        || (early && slot.status() != SlotStatus.SENDING));
    }

    /** What time does, and what was paid in a former provider's portal; one that does not answer is left alone for this round. */
    private StoredSlot timed(StoredSlot stored, boolean early, Map<ProviderId, Inconclusive> silent) {
        StoredSlot timed = engine.afterTime(stored);
        if (!early && !timed.slot().isDue(engine.now())) {
            return timed;
        }
        return engine.atFormers(timed, Option.none(), silent)
                .getOrElse(() -> engine.attempts().read(timed.slot().invoice()));
    }

    /** A provider's portal may be open for what another one holds: the account's balance is paid there, say. */
    private void askOthers(List<StoredSlot> held, List<ReconciliationReport.Change> changes) {
        for (PaymentProvider other : engine.providers().all()) {
            List<StoredSlot> elsewhere = new ArrayList<>();
            List<PaymentQuery> queries = new ArrayList<>();
            for (StoredSlot stored : held) {
                if (!askedOf(stored.slot()).contains(other.id())) {
                    elsewhere.add(stored);
                    queries.add(Engine.unattempted(stored.slot()));
                }
            }
            if (elsewhere.isEmpty() || rests.left(other.id(), engine.now()).isDefined()) {
                continue;
            }
            Map<InvoiceNumber, ProviderView> shown = engine.find(other, queries);
            for (StoredSlot stored : elsewhere) {
                ProviderView view = shown.getOrDefault(stored.slot().invoice().invoice(), ProviderView.notSent());
                if (view instanceof Inconclusive silent) {
                    rests.heard(other.id(), silent, engine.now());
                }
                StoredSlot after = guarded(stored, () -> engine.paidBeside(stored, other.id(), view));
                note(stored.slot(), after.slot(), changes);
            }
        }
    }

    /** What breaks on its view must not be asked about for ever, first of all and with no word to a person: its patience goes on. */
    private StoredSlot confronted(StoredSlot stored, ProviderView view) {
        try {
            return engine.confront(stored, view, Option.none());
        } catch (Exception | LinkageError e) {
            failed(stored, e);
            return engine.confront(stored, ProviderView.inconclusive(Cause.UNREADABLE), Option.none());
        }
    }

    /** Invoices of providers that have asked to be left alone: that wish is the answer, once more. */
    private Map<InvoiceKey, ProviderView> putOff(List<StoredSlot> open) {
        Map<InvoiceKey, ProviderView> views = new HashMap<>();
        for (StoredSlot stored : open) {
            Option<Duration> left = askedOf(stored.slot()).flatMap(provider -> rests.left(provider, engine.now()));
            if (left.isDefined()) {
                views.put(stored.slot().invoice(), new Inconclusive(Cause.THROTTLED, left));
            }
        }
        return views;
    }

    private Map<InvoiceKey, ProviderView> ask(List<StoredSlot> open, Set<InvoiceKey> putOff) {
        List<PaymentSlot> asked = new ArrayList<>();
        for (StoredSlot stored : open) {
            if (!putOff.contains(stored.slot().invoice())) {
                asked.add(stored.slot());
            }
        }
        Map<InvoiceKey, ProviderView> answers = engine.look(asked);
        Instant now = engine.now();
        for (PaymentSlot slot : asked) {
            for (ProviderId provider : askedOf(slot)) {
                if (answers.get(slot.invoice()) instanceof Inconclusive silent) {
                    rests.heard(provider, silent, now);
                }
            }
        }
        return answers;
    }

    private Option<ProviderId> askedOf(PaymentSlot slot) {
        return engine.providerOf(slot).map(PaymentProvider::id);
    }

    /** One invoice on which something fails must not keep the others from being cleared up. */
    private StoredSlot guarded(StoredSlot stored, Supplier<StoredSlot> step) {
        try {
            return step.get();
        } catch (Exception | LinkageError e) {
            failed(stored, e);
            return stored;
        }
    }

    private void failed(StoredSlot stored, Throwable e) {
        engine.portFailed(
                stored.slot().provider(), "reconciliation of " + stored.slot().invoice(), e);
    }

    /** Whether the provider that hints are about has asked to be left alone: they wait until then. */
    boolean isResting() {
        return engine.providers()
                .current()
                .exists(provider -> rests.left(provider.id(), engine.now()).isDefined());
    }

    /** By the host's clock. */
    Instant now() {
        return engine.now();
    }

    /** From the host's source of ids, so that tests decide; one that fails must not end the runner. */
    long chance() {
        try {
            return engine.newId().getLeastSignificantBits();
        } catch (Exception | LinkageError e) {
            failed(e);
            return 0;
        }
    }

    /** A round that could not be finished. */
    void failed(Throwable e) {
        engine.portFailed(Option.none(), "reconciliation", e);
    }

    private static void note(PaymentSlot before, PaymentSlot after, List<ReconciliationReport.Change> changes) {
        if (before.status() != after.status() || !before.attention().equals(after.attention())) {
            changes.add(new ReconciliationReport.Change(before, after));
        }
    }

    /**
     * Brings the next check of an invoice forward to now; that is all a signed event may do (STA-03). Many hints in a row cost one check.
     * An invoice without a payment is looked at for about an hour, in case one was made in the portal, and while a former provider is silent
     * nothing is charged for it: the payment may be there. A hint that meets a charge about to leave, or on its way, moves nothing.
     *
     * @param source who says so, for the history: {@code event}, {@code portal opened}
     * @throws AttemptsUnavailableException if the store cannot be read, or does not confirm it: an event's receiver answers so that it is
     *     delivered again
     */
    public void hint(InvoiceNumber invoice, String source) {
        Objects.requireNonNull(source, "source");
        InvoiceKey key = engine.key(invoice);
        if (!isBroughtForward(key, source)) {
            throw new AttemptsUnavailableException("the store does not confirm an early check of invoice " + key);
        }
    }

    private boolean isBroughtForward(InvoiceKey key, String source) {
        if (engine.providers().all().isEmpty()) {
            return true; // there is nobody to ask
        }
        Evidence hint = new Evidence.Hinted(engine.now(), Option.none(), Option.none(), source);
        Advance advance = insisting(engine.attempts().read(key), hint, slot -> true);
        return advance.moved() || advance.ending() == Advance.Ending.UNMOVED;
    }

    /** Again where somebody else's write was there first, a check that knows less, as long as that has left it the same matter. */
    private Advance insisting(StoredSlot from, Evidence evidence, Predicate<PaymentSlot> same) {
        Advance advance = new Advance(Advance.Ending.OVERTAKEN, from);
        for (int tries = 0;
                tries < TRIES
                        && advance.ending() == Advance.Ending.OVERTAKEN
                        && same.test(advance.stored().slot());
                tries++) {
            advance = engine.advance(advance.stored(), evidence);
        }
        return advance;
    }

    /**
     * What waits for a person, at most {@code limit}, the oldest first: each with its {@linkplain PaymentSlot#attention reason}, since
     * when, on what evidence, and with the provider's references; both, where two payments were taken (STA-06).
     *
     * @throws IllegalArgumentException if the limit is negative
     */
    public List<PaymentSlot> attention(int limit) {
        if (limit < 0) {
            throw new IllegalArgumentException("limit " + limit + " is negative");
        }
        List<InvoiceKey> keys = engine.attempts().attention(engine.merchant(), FOR_OPERATORS, limit);
        Map<InvoiceKey, StoredSlot> found = engine.readAll(keys, new HashSet<>());
        List<PaymentSlot> waiting = new ArrayList<>();
        for (InvoiceKey key : keys) {
            StoredSlot stored = found.get(key);
            if (stored != null && stored.slot().attention().isDefined()) {
                waiting.add(stored.slot());
            }
        }
        return List.copyOf(waiting);
    }

    /**
     * What {@link #decide} would take now of a payment that waits, given that the operator names the payments it rests on; empty where
     * nothing waits.
     */
    public List<Verdict> verdicts(PaymentSlot slot) {
        List<PaymentId> named = List.of(new PaymentId("one"), new PaymentId("other"));
        List<Verdict> fitting = new ArrayList<>();
        for (Verdict verdict : Verdict.values()) {
            Evidence decided = new Evidence.Decided(verdict, named, "", "");
            if (engine.lifecycle().decide(slot, decided, engine.now()).isDefined()) {
                fitting.add(verdict);
            }
        }
        return List.copyOf(fitting);
    }

    /**
     * Records what a person has decided about a payment that waits for it ({@link #verdicts}). After money was given back in
     * part, {@code PAID} says that it may stay so; it is then looked at again only when something hints at news.
     *
     * @param seen what the person was shown, from {@link #attention}: what was decided of one payment is not applied to the next
     * @param payments the provider's references that the decision rests on; empty: those on record. Where two were taken, and the second
     *     is settled elsewhere, name both or none: one that is not named would be told again. With {@code NOT_PAID} they are kept in the
     *     history, with the reason; money that the provider keeps all the same may be told again once an event has come
     * @param operator the person's name, kept in the history
     * @param reason on what grounds, kept in the history
     * @return whether the decision was recorded; not, if it does not fit what is on record now, or the store did not confirm it
     * @throws IllegalArgumentException if there is a {@linkplain #faultOf fault} in what was typed, or what was seen is another merchant's
     */
    public boolean decide(PaymentSlot seen, Verdict verdict, List<PaymentId> payments, String operator, String reason) {
        for (String fault : faultOf(payments, operator, reason)) {
            throw new IllegalArgumentException(fault);
        }
        if (!seen.invoice().merchant().equals(engine.merchant())) {
            throw new IllegalArgumentException("seen: invoice " + seen.invoice() + " is another merchant's");
        }
        Evidence decided = new Evidence.Decided(verdict, payments, operator, reason);
        return insisting(engine.attempts().read(seen.invoice()), decided, slot -> isSameMatter(seen, slot))
                .moved();
    }

    /**
     * What is wrong with what an operator has typed, in words for a page: a name or a reason is missing, or something looks like a card
     * number, which could never be taken out of the history again (STA-05).
     *
     * @return nothing if {@link #decide} takes it
     */
    public static Option<String> faultOf(List<PaymentId> payments, String operator, String reason) {
        if (operator.isBlank() || reason.isBlank()) {
            return Option.some("a decision needs an operator's name and a reason");
        }
        return Option.when(CardNumbers.isInToken(operator), "operator")
                .orElse(() -> Option.when(CardNumbers.isInToken(reason), "reason"))
                .orElse(() -> Option.when(
                        payments.stream().anyMatch(payment -> CardNumbers.isInToken(payment.value())), "payment"))
                .map(what -> "the " + what + " holds what looks like a card number: leave it out");
    }

    /** The same of whatever is on record now, for a person who looks and decides in one go. */
    public boolean decide(
            InvoiceNumber invoice, Verdict verdict, List<PaymentId> payments, String operator, String reason) {
        PaymentSlot now = engine.attempts().read(engine.key(invoice)).slot();
        return decide(now, verdict, payments, operator, reason);
    }

    /** Checked meanwhile, and nothing else. */
    private static boolean isSameMatter(PaymentSlot before, PaymentSlot now) {
        return now.status() == before.status()
                && now.since().equals(before.since())
                && now.sequence() == before.sequence()
                && now.payments().equals(before.payments())
                && now.attention().equals(before.attention());
    }
}
