package io.invoicepay.conformance;

import static io.invoicepay.conformance.TwistedAttempts.copied;
import static io.invoicepay.conformance.TwistedAttempts.filing;
import static io.invoicepay.conformance.TwistedAttempts.keeping;
import static io.invoicepay.conformance.TwistedAttempts.like;
import static io.invoicepay.conformance.TwistedAttempts.listingAttention;
import static io.invoicepay.conformance.TwistedAttempts.listingDue;
import static io.invoicepay.conformance.TwistedAttempts.reading;
import static io.invoicepay.conformance.TwistedAttempts.readingAll;
import static io.invoicepay.conformance.TwistedAttempts.telling;
import static io.invoicepay.conformance.TwistedAttempts.writing;

import io.invoicepay.attempt.Attempt;
import io.invoicepay.attempt.Cause;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.attempt.Transition;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.spi.AttemptsUnavailableException;
import io.invoicepay.spi.CasResult;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.StoredSlot;
import io.vavr.control.Option;
import java.text.Normalizer;
import java.time.temporal.ChronoUnit;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;

/** Stores that break one promise each, by the mistakes one would make. */
final class AttemptsFlaws {
    private final Map<String, Flaw> flaws = new LinkedHashMap<>();

    /**
     * A way to be wrong.
     *
     * @param caughtBy the test that has to catch it; others may too
     * @param twist makes a handle on the shelf go wrong
     */
    record Flaw(String caughtBy, BiFunction<ShelfAttempts, Shelf, PaymentAttempts> twist) {
        AttemptsHarness newHarness() {
            Shelf shelf = new Shelf();
            return new ShelfHarness(shelf, () -> twist.apply(new ShelfAttempts(shelf), shelf));
        }
    }

    /** The contract on one of these. */
    @ExtendWith(Trial.SubjectResolver.class)
    static final class OnTrial extends PaymentAttemptsContract {
        private final Flaw flaw;

        OnTrial(String name) {
            flaw = Option.of(all().get(name)).get();
        }

        @Override
        protected AttemptsHarness newHarness() {
            return flaw.newHarness();
        }
    }

    static Map<String, Flaw> all() {
        AttemptsFlaws flaws = new AttemptsFlaws();
        flaws.ofAbsentRows();
        flaws.ofWrites();
        flaws.ofLostWrites();
        flaws.ofKeys();
        flaws.ofSlots();
        flaws.ofTextsAndTimes();
        flaws.ofReadingMany();
        flaws.ofDue();
        flaws.ofAttention();
        flaws.ofHistory();
        flaws.ofAliasing();
        flaws.ofNodes();
        flaws.ofRestarts();
        flaws.ofLostConnections();
        flaws.ofAbsence();
        return flaws.flaws;
    }

    private void add(String name, String caughtBy, BiFunction<ShelfAttempts, Shelf, PaymentAttempts> twist) {
        if (flaws.put(name, new Flaw(caughtBy, twist)) != null) {
            throw new IllegalStateException("two flaws are named " + name);
        }
    }

    private void keeps(String name, String caughtBy, UnaryOperator<PaymentSlot> twist) {
        add(name, caughtBy, (store, shelf) -> keeping(store, twist));
    }

    private void ofAbsentRows() {
        add(
                "makes up a write for what was never written",
                "Untouched.readsAsUntouched",
                (store, shelf) -> reading(store, invoice -> {
                    StoredSlot stored = store.read(invoice);
                    return stored.version() > 0 ? stored : new StoredSlot(0, stored.slot(), UUID.randomUUID());
                }));
        add(
                "begins every history with an untouched slot",
                "Untouched.hasNoHistory",
                (store, shelf) -> telling(
                        store,
                        invoice -> Stream.concat(Stream.of(StoredSlot.none(invoice)), store.history(invoice).stream())
                                .toList()));
        add(
                "gives untouched slots when many are read",
                "Untouched.isLeftOut",
                (store, shelf) -> readingAll(
                        store,
                        invoices -> new HashSet<>(invoices)
                                .stream().collect(Collectors.toMap(Function.identity(), store::read))));
        add("lists whatever was read as due", "Untouched.asksForNothing", (store, shelf) -> {
            Set<InvoiceKey> read = ConcurrentHashMap.newKeySet();
            return listingDue(
                    reading(store, invoice -> {
                        read.add(invoice);
                        return store.read(invoice);
                    }),
                    (now, limit) -> List.copyOf(read));
        });
        add(
                "writes a row when it reads",
                "Untouched.staysUntouched",
                (store, shelf) -> reading(store, invoice -> {
                    store.compareAndSet(0, PaymentSlot.untouched(invoice), UUID.randomUUID());
                    return store.read(invoice);
                }));
    }

    private void ofWrites() {
        add(
                "checks no version",
                "CompareAndSet.losesWithAnOldVersion",
                (store, shelf) -> writing(store, (version, next, writeId) -> {
                    synchronized (shelf) {
                        return store.compareAndSet(store.read(next.invoice()).version(), next, writeId);
                    }
                }));
        add(
                "checks no version of a first write",
                "CompareAndSet.losesAsFirstWrite",
                (store, shelf) -> writing(
                        store,
                        (version, next, writeId) -> store.compareAndSet(
                                version == 0 ? store.read(next.invoice()).version() : version, next, writeId)));
        add(
                "lets a version win that is ahead",
                "CompareAndSet.losesWithAFutureVersion",
                (store, shelf) -> writing(
                        store,
                        (version, next, writeId) -> store.compareAndSet(
                                Math.min(version, store.read(next.invoice()).version()), next, writeId)));
        add(
                "writes a first row for any version",
                "CompareAndSet.losesWithoutARow",
                (store, shelf) -> writing(
                        store,
                        (version, next, writeId) -> store.compareAndSet(
                                store.history(next.invoice()).isEmpty() ? 0 : version, next, writeId)));
        add(
                "counts versions in twos",
                "CompareAndSet.raisesTheVersion",
                (store, shelf) -> reading(store, invoice -> {
                    StoredSlot stored = store.read(invoice);
                    return new StoredSlot(2 * stored.version(), stored.slot(), stored.writeId());
                }));
        add(
                "counts versions from two",
                "CompareAndSet.writesTheFirst",
                (store, shelf) -> reading(store, invoice -> {
                    StoredSlot stored = store.read(invoice);
                    return new StoredSlot(stored.version() + 1, stored.slot(), stored.writeId());
                }));
        add(
                "forgets write ids",
                "CompareAndSet.givesBackTheWriteId",
                (store, shelf) -> reading(store, invoice -> {
                    StoredSlot stored = store.read(invoice);
                    return new StoredSlot(stored.version(), stored.slot(), StoredSlot.NO_WRITE);
                }));
        add(
                "gives back the id of the first write for ever",
                "CompareAndSet.givesBackTheWriteId",
                (store, shelf) -> reading(store, invoice -> {
                    StoredSlot stored = store.read(invoice);
                    return stored.version() == 0
                            ? stored
                            : new StoredSlot(
                                    stored.version(),
                                    stored.slot(),
                                    store.history(invoice).get(0).writeId());
                }));
        add(
                "does not write what it has already",
                "CompareAndSet.writesEqualSlotsAgain",
                (store, shelf) -> writing(
                        store,
                        (version, next, writeId) ->
                                store.read(next.invoice()).slot().equals(next)
                                        ? CasResult.WON
                                        : store.compareAndSet(version, next, writeId)));
        add("lets no loser win any more", "CompareAndSet.loserCanGoOn", (store, shelf) -> {
            Set<InvoiceKey> lost = ConcurrentHashMap.newKeySet();
            return writing(store, (version, next, writeId) -> {
                CasResult result =
                        lost.contains(next.invoice()) ? CasResult.LOST : store.compareAndSet(version, next, writeId);
                if (result == CasResult.LOST) {
                    lost.add(next.invoice());
                }
                return result;
            });
        });
        add(
                "gives the slot of one write and the id of another",
                "Races.readsAreWhole",
                (store, shelf) -> reading(store, invoice -> {
                    List<StoredSlot> history = store.history(invoice);
                    return history.size() < 2
                            ? store.read(invoice)
                            : new StoredSlot(
                                    history.size(),
                                    history.get(history.size() - 1).slot(),
                                    history.get(history.size() - 2).writeId());
                }));
        add(
                "reads what was there before the last write",
                "Races.readsAreNeverStale",
                (store, shelf) -> reading(store, invoice -> {
                    List<StoredSlot> history = store.history(invoice);
                    return history.size() < 2 ? store.read(invoice) : history.get(history.size() - 2);
                }));
        add("keeps for every thread a store of its own", "Races.everyVersionOnce", (store, shelf) -> {
            Map<Thread, ShelfAttempts> stores = new ConcurrentHashMap<>();
            Function<Thread, ShelfAttempts> own = thread -> new ShelfAttempts(new Shelf());
            return writing(
                    reading(
                            store,
                            invoice -> stores.computeIfAbsent(Thread.currentThread(), own)
                                    .read(invoice)),
                    (version, next, writeId) ->
                            stores.computeIfAbsent(Thread.currentThread(), own).compareAndSet(version, next, writeId));
        });
    }

    private void ofLostWrites() {
        add(
                "writes, and says that it has lost",
                "CompareAndSet.losingLeavesTheSlot",
                (store, shelf) -> writing(store, (version, next, writeId) -> {
                    CasResult result = store.compareAndSet(version, next, writeId);
                    if (result == CasResult.LOST) {
                        store.compareAndSet(store.read(next.invoice()).version(), next, writeId);
                    }
                    return result;
                }));
        add("writes the history of losers", "CompareAndSet.losingLeavesTheHistory", (store, shelf) -> {
            List<StoredSlot> lost = new ArrayList<>();
            return telling(
                    writing(store, (version, next, writeId) -> {
                        CasResult result = store.compareAndSet(version, next, writeId);
                        if (result == CasResult.LOST) {
                            lost.add(new StoredSlot(version + 1, next, writeId));
                        }
                        return result;
                    }),
                    invoice -> Stream.concat(store.history(invoice).stream(), lost.stream())
                            .toList());
        });
        add("lists what losers would have made due", "CompareAndSet.losingLeavesTheLists", (store, shelf) -> {
            Set<InvoiceKey> due = new LinkedHashSet<>();
            return listingDue(
                    writing(store, (version, next, writeId) -> {
                        if (next.nextCheck().isDefined()) {
                            due.add(next.invoice());
                        }
                        return store.compareAndSet(version, next, writeId);
                    }),
                    (now, limit) -> List.copyOf(due));
        });
    }

    private void ofKeys() {
        InvoiceKey one = SampleSlots.key("one");
        add(
                "keeps one row for all invoices",
                "CompareAndSet.leavesOthersAlone",
                (store, shelf) -> filing(store, key -> one));
        add(
                "tells invoices apart by their number alone",
                "CompareAndSet.keepsMerchantsApart",
                (store, shelf) -> filing(store, key -> new InvoiceKey(SampleSlots.MERCHANT, key.invoice())));
        add(
                "runs merchant and number together",
                "CompareAndSet.keepsMerchantAndNumberApart",
                (store, shelf) -> filing(
                        store,
                        key -> numbered(
                                joined(key.merchant().value(), key.invoice().value()))));
        add(
                "puts a stroke between merchant and number",
                "CompareAndSet.keepsMerchantAndNumberApart",
                (store, shelf) -> filing(store, key -> numbered(key.toString())));
        add(
                "takes no notice of case",
                "CompareAndSet.comparesNumbersExactly",
                (store, shelf) -> filing(
                        store,
                        key -> new InvoiceKey(
                                key.merchant(),
                                new InvoiceNumber(key.invoice().value().toLowerCase(Locale.ROOT)))));
        add(
                "takes no notice of how accents are written",
                "CompareAndSet.comparesNumbersExactly",
                (store, shelf) -> filing(
                        store,
                        key -> new InvoiceKey(
                                key.merchant(),
                                new InvoiceNumber(
                                        Normalizer.normalize(key.invoice().value(), Normalizer.Form.NFC)))));
    }

    private static String joined(String merchant, String number) {
        return merchant + number;
    }

    private static InvoiceKey numbered(String text) {
        return SampleSlots.key(text.length() > 50 ? text.substring(0, 50).strip() : text);
    }

    private void ofSlots() {
        keeps(
                "forgets the account",
                "RoundTrip.everyStatus",
                slot -> like(slot).account(Option.none()).build());
        keeps(
                "forgets how often it was checked",
                "RoundTrip.everyStatus",
                slot -> like(slot).checks(0).build());
        add(
                "keeps what should have been cleared",
                "RoundTrip.forgetsWhatWasCleared",
                (store, shelf) -> writing(store, (version, next, writeId) -> {
                    Option<AccountId> before = store.read(next.invoice()).slot().account();
                    return store.compareAndSet(
                            version,
                            like(next).account(next.account().orElse(before)).build(),
                            writeId);
                }));
        keeps(
                "knows only some transitions",
                "RoundTrip.everyTransition",
                slot -> caused(
                        slot,
                        new Cause(
                                slot.cause().transition() == Transition.REOPENED
                                        ? Transition.CHECKED
                                        : slot.cause().transition(),
                                slot.cause().at(),
                                slot.cause().actor(),
                                slot.cause().evidence())));
        keeps(
                "drops attention",
                "RoundTrip.everyAttention",
                slot -> slot.status() == SlotStatus.REVIEW
                        ? payableLike(slot)
                        : like(slot).attention(Option.none()).build());
        keeps(
                "keeps amounts in floating point",
                "RoundTrip.everyAmount",
                slot -> attempting(
                        slot,
                        attempt -> amounting(attempt, (long)
                                (double) (float) attempt.amount().minorUnits())));
        keeps(
                "keeps amounts in 32 bits",
                "RoundTrip.everyAmount",
                slot -> attempting(
                        slot,
                        attempt -> amounting(attempt, Math.min(attempt.amount().minorUnits(), Integer.MAX_VALUE))));
        keeps(
                "keeps counts in 16 bits",
                "RoundTrip.keepsLargeCounts",
                slot -> like(slot)
                        .checks(Math.min(slot.checks(), Short.MAX_VALUE))
                        .build());
        keeps(
                "sorts payments",
                "RoundTrip.keepsManyPayments",
                slot -> like(slot)
                        .payments(slot.payments().stream()
                                .sorted(Comparator.comparing(PaymentId::value))
                                .toList())
                        .build());
    }

    private void ofTextsAndTimes() {
        keeps("keeps times to the millisecond", "RoundTrip.everyTime", slot -> timed(slot, ChronoUnit.MILLIS));
        keeps("keeps times to the second", "RoundTrip.mayCutFinerTimes", slot -> timed(slot, ChronoUnit.SECONDS));
        keeps(
                "keeps one time for all",
                "RoundTrip.keepsItsTimesApart",
                slot -> like(slot).since(slot.cause().at()).build());
        keeps(
                "keeps texts of a hundred UTF-16 units",
                "RoundTrip.everyLength",
                slot -> attempting(
                        slot,
                        attempt -> new Attempt(
                                attempt.id(),
                                attempt.user().length() > 100 ? attempt.user().substring(0, 100) : attempt.user(),
                                attempt.amount(),
                                attempt.key(),
                                attempt.startedAt())));
        keeps(
                "doubles quotes",
                "RoundTrip.everyText",
                slot -> caused(
                        slot,
                        new Cause(
                                slot.cause().transition(),
                                slot.cause().at(),
                                slot.cause().actor(),
                                slot.cause().evidence().replace("'", "''"))));
        keeps(
                "keeps a blank for an empty text",
                "RoundTrip.keepsEmptyTexts",
                slot -> caused(
                        slot,
                        new Cause(
                                slot.cause().transition(),
                                slot.cause().at(),
                                slot.cause().actor().isEmpty()
                                        ? "-"
                                        : slot.cause().actor(),
                                slot.cause().evidence())));
        keeps(
                "runs payments together with commas",
                "RoundTrip.everyText",
                slot -> like(slot)
                        .payments(slot.payments().stream()
                                .flatMap(id -> Stream.of(id.value().split(",")))
                                .map(PaymentId::new)
                                .toList())
                        .build());
    }

    private void ofReadingMany() {
        add(
                "reads everything when many are read",
                "ReadAll.givesWhatWasAsked",
                (store, shelf) -> readingAll(store, invoices -> byInvoice(shelf.current())));
        add(
                "reads everything when nothing is asked for",
                "ReadAll.givesNothingForNothing",
                (store, shelf) -> readingAll(
                        store, invoices -> invoices.isEmpty() ? byInvoice(shelf.current()) : store.readAll(invoices)));
        add(
                "trips over an invoice asked for twice",
                "ReadAll.givesTwinsOnce",
                (store, shelf) -> readingAll(
                        store,
                        invoices -> invoices.stream()
                                .map(store::read)
                                .filter(stored -> stored.version() > 0)
                                .collect(
                                        Collectors.toMap(stored -> stored.slot().invoice(), Function.identity()))));
        add(
                "reads a thousand at most",
                "ReadAll.takesMany",
                (store, shelf) -> readingAll(
                        store,
                        invoices -> store.readAll(invoices.stream().limit(1_000).toList())));
    }

    private void ofDue() {
        add(
                "lists what is due a moment too late",
                "Due.holdsWhatIsDue",
                (store, shelf) -> listingDue(
                        store, (now, limit) -> store.due(SampleSlots.MERCHANT, now.minusNanos(1_000), limit)));
        add(
                "lists what is due in the order of writing",
                "Due.longestOverdueFirst",
                (store, shelf) -> listingDue(
                        store,
                        (now, limit) -> shelf.current().stream()
                                .map(StoredSlot::slot)
                                .filter(slot -> slot.isDue(now))
                                .map(PaymentSlot::invoice)
                                .limit(limit)
                                .toList()));
        add(
                "lists all that is due, whatever the limit",
                "Due.keepsToTheLimit",
                (store, shelf) ->
                        listingDue(store, (now, limit) -> store.due(SampleSlots.MERCHANT, now, Integer.MAX_VALUE)));
        add(
                "lists what is due of every merchant",
                "Due.holdsOneMerchant",
                (store, shelf) -> listingDue(
                        store,
                        (now, limit) -> shelf.current().stream()
                                .map(StoredSlot::slot)
                                .filter(slot -> slot.isDue(now))
                                .sorted(Comparator.comparing(
                                        slot -> slot.nextCheck().get()))
                                .map(PaymentSlot::invoice)
                                .limit(limit)
                                .toList()));
        add(
                "never lists payable invoices as due",
                "Due.holdsEveryStatus",
                (store, shelf) -> listingDue(
                        store,
                        (now, limit) -> store.due(SampleSlots.MERCHANT, now, limit).stream()
                                .filter(invoice -> store.read(invoice).slot().status() != SlotStatus.PAYABLE)
                                .toList()));
        add(
                "lists what was due once",
                "Due.followsTheLastWrite",
                (store, shelf) -> listingDue(
                        store,
                        (now, limit) -> shelf.current().stream()
                                .map(stored -> stored.slot().invoice())
                                .filter(invoice -> store.history(invoice).stream()
                                        .anyMatch(stored -> stored.slot().isDue(now)))
                                .toList()));
        add(
                "makes room for as many as asked for",
                "Due.takesAnyTime",
                (store, shelf) -> listingDue(store, (now, limit) -> {
                    Math.addExact(limit, 1);
                    return store.due(SampleSlots.MERCHANT, now, limit);
                }));
    }

    private void ofAttention() {
        add(
                "lists one status at most",
                "AttentionList.holdsTheStatuses",
                (store, shelf) -> listingAttention(
                        store,
                        (statuses, limit) -> store.attention(
                                SampleSlots.MERCHANT,
                                statuses.contains(SlotStatus.PENDING) ? Set.of() : statuses,
                                limit)));
        add(
                "lists no slot for its attention alone",
                "AttentionList.holdsTheFlagged",
                (store, shelf) -> listingAttention(
                        store,
                        (statuses, limit) -> store.attention(SampleSlots.MERCHANT, statuses, limit).stream()
                                .filter(invoice -> statuses.contains(
                                        store.read(invoice).slot().status()))
                                .toList()));
        add(
                "lists twice what qualifies twice",
                "AttentionList.holdsTwinsOnce",
                (store, shelf) -> listingAttention(
                        store,
                        (statuses, limit) -> Stream.concat(
                                        store.attention(SampleSlots.MERCHANT, Set.of(), limit).stream(),
                                        shelf.current().stream()
                                                .filter(stored -> statuses.contains(
                                                        stored.slot().status()))
                                                .map(stored -> stored.slot().invoice()))
                                .limit(limit)
                                .toList()));
        add(
                "lists what needs attention of every merchant",
                "AttentionList.holdsOneMerchant",
                (store, shelf) -> listingAttention(
                        store,
                        (statuses, limit) -> shelf.current().stream()
                                .map(StoredSlot::slot)
                                .filter(slot -> slot.attention().isDefined() || statuses.contains(slot.status()))
                                .sorted(Comparator.comparing(PaymentSlot::since))
                                .map(PaymentSlot::invoice)
                                .limit(limit)
                                .toList()));
        add(
                "lists what needs attention in the order of writing",
                "AttentionList.isInOrder",
                (store, shelf) -> listingAttention(
                        store,
                        (statuses, limit) -> shelf.current().stream()
                                .map(stored -> stored.slot().invoice())
                                .filter(store.attention(SampleSlots.MERCHANT, statuses, Integer.MAX_VALUE)::contains)
                                .limit(limit)
                                .toList()));
        add(
                "lists all that needs attention, whatever the limit",
                "AttentionList.isInOrder",
                (store, shelf) -> listingAttention(
                        store,
                        (statuses, limit) -> store.attention(SampleSlots.MERCHANT, statuses, Integer.MAX_VALUE)));
        add(
                "lists what needed attention once",
                "AttentionList.followsTheLastWrite",
                (store, shelf) -> listingAttention(
                        store,
                        (statuses, limit) -> shelf.current().stream()
                                .map(stored -> stored.slot().invoice())
                                .filter(invoice -> store.history(invoice).stream()
                                        .map(StoredSlot::slot)
                                        .anyMatch(slot ->
                                                slot.attention().isDefined() || statuses.contains(slot.status())))
                                .toList()));
    }

    private void ofHistory() {
        add(
                "tells the history backwards",
                "History.holdsAllThatWon",
                (store, shelf) -> telling(
                        store,
                        invoice -> store.history(invoice).stream()
                                .sorted(Comparator.comparing(StoredSlot::version)
                                        .reversed())
                                .toList()));
        add(
                "tells every past slot as it is now",
                "History.holdsAllThatWon",
                (store, shelf) -> telling(
                        store,
                        invoice -> store.history(invoice).stream()
                                .map(stored -> new StoredSlot(
                                        stored.version(), store.read(invoice).slot(), stored.writeId()))
                                .toList()));
        add(
                "keeps a hundred slots of history",
                "History.hasNoGap",
                (store, shelf) -> telling(store, invoice -> {
                    List<StoredSlot> history = store.history(invoice);
                    return history.subList(Math.max(0, history.size() - 100), history.size());
                }));
        add(
                "tells what was before, not what is",
                "History.endsWithTheCurrentSlot",
                (store, shelf) -> telling(store, invoice -> {
                    List<StoredSlot> history = store.history(invoice);
                    return history.subList(0, Math.max(0, history.size() - 1));
                }));
        add(
                "tells the history of all invoices",
                "History.holdsNothingElse",
                (store, shelf) -> telling(
                        store,
                        invoice -> shelf.current().stream()
                                .flatMap(stored -> store.history(stored.slot().invoice()).stream())
                                .toList()));
    }

    private void ofAliasing() {
        add("hands out its own history", "Aliasing.cannotBeChanged", (store, shelf) -> {
            Map<InvoiceKey, List<StoredSlot>> own = new HashMap<>();
            return telling(
                    writing(store, (version, next, writeId) -> {
                        CasResult result = store.compareAndSet(version, next, writeId);
                        if (result == CasResult.WON) {
                            own.computeIfAbsent(next.invoice(), invoice -> new ArrayList<>())
                                    .add(new StoredSlot(version + 1, next, writeId));
                        }
                        return result;
                    }),
                    invoice -> own.getOrDefault(invoice, List.of()));
        });
        add(
                "hands out lists that go on changing",
                "Aliasing.isASnapshot",
                (store, shelf) -> telling(store, invoice -> new Watching<>(() -> store.history(invoice))));
        add(
                "goes on reading what it was asked for",
                "Aliasing.keepsNothingThatWasHandedIn",
                (store, shelf) -> listingAttention(
                        store,
                        (statuses, limit) ->
                                new Watching<>(() -> store.attention(SampleSlots.MERCHANT, statuses, limit))));
    }

    /** What this handle has written it has in memory, and whole; what others have written lost its letters on the way to the disk. */
    private static PaymentAttempts mangledOnTheDisk(ShelfAttempts store, Shelf shelf) {
        Set<InvoiceKey> fromTheDisk = byInvoice(shelf.current()).keySet();
        return reading(store, invoice -> {
            StoredSlot stored = store.read(invoice);
            PaymentSlot slot = stored.slot();
            Cause cause = new Cause(
                    slot.cause().transition(),
                    slot.cause().at(),
                    slot.cause().actor().replaceAll("[^\\x00-\\x7f]", "?"),
                    slot.cause().evidence());
            return fromTheDisk.contains(invoice)
                    ? new StoredSlot(
                            stored.version(), copied(invoice, cause, slot).build(), stored.writeId())
                    : stored;
        });
    }

    private void ofNodes() {
        add("reads from memory what another node has changed", "OtherNode.readsWhatWasWon", (store, shelf) -> {
            Map<InvoiceKey, StoredSlot> cache = new ConcurrentHashMap<>();
            return writing(
                    reading(store, invoice -> cache.computeIfAbsent(invoice, store::read)),
                    (version, next, writeId) -> {
                        cache.remove(next.invoice());
                        CasResult result = store.compareAndSet(version, next, writeId);
                        cache.remove(next.invoice());
                        return result;
                    });
        });
        add("keeps for others what it has mangled", "OtherNode.readsEveryKind", AttemptsFlaws::mangledOnTheDisk);
        add("compares with its own memory alone", "OtherNode.losesAgainstThisOne", (store, shelf) -> {
            Map<InvoiceKey, Long> versions = new ConcurrentHashMap<>();
            return writing(store, (version, next, writeId) -> {
                boolean ours = versions.getOrDefault(next.invoice(), version) == version;
                if (ours) {
                    versions.put(next.invoice(), version + 1);
                    store.compareAndSet(store.read(next.invoice()).version(), next, writeId);
                }
                return ours ? CasResult.WON : CasResult.LOST;
            });
        });
        add("gives every node rows of its own", "Races.twoNodesRace", (store, shelf) -> {
            Shelf own = new Shelf();
            return new TwistedAttempts(new ShelfAttempts(own));
        });
    }

    private void ofRestarts() {
        add("forgets everything when it is opened", "Restart.slotsSurvive", (store, shelf) -> {
            shelf.clear();
            return store;
        });
        add(
                "writes letters in one alphabet and reads them in another",
                "Restart.everyKindSurvives",
                AttemptsFlaws::mangledOnTheDisk);
        add("forgets the history when it is opened", "Restart.historySurvives", (store, shelf) -> {
            Map<InvoiceKey, Integer> forgotten = shelf.current().stream()
                    .collect(Collectors.toMap(stored -> stored.slot().invoice(), stored -> (int) stored.version() - 1));
            return telling(
                    store,
                    invoice -> store.history(invoice).stream()
                            .skip(forgotten.getOrDefault(invoice, 0))
                            .toList());
        });
        add("forgets what is due when it is opened", "Restart.listsSurvive", (store, shelf) -> {
            Set<InvoiceKey> forgotten = byInvoice(shelf.current()).keySet();
            return listingDue(
                    store,
                    (now, limit) -> store.due(SampleSlots.MERCHANT, now, limit).stream()
                            .filter(invoice -> !forgotten.contains(invoice))
                            .toList());
        });
        add("counts versions anew when it is opened", "Restart.versionsSurvive", (store, shelf) -> {
            Map<InvoiceKey, Long> before = shelf.current().stream()
                    .collect(Collectors.toMap(stored -> stored.slot().invoice(), StoredSlot::version));
            return writing(
                    store,
                    (version, next, writeId) ->
                            store.compareAndSet(version + before.getOrDefault(next.invoice(), 0L), next, writeId));
        });
    }

    private void ofLostConnections() {
        add(
                "says that it has lost what it cannot know",
                "LostConnection.isRecognised",
                (store, shelf) -> unsure(store, (version, next, writeId) -> CasResult.LOST));
        add(
                "says that it has won what it cannot know",
                "LostConnection.isNotWritten",
                (store, shelf) -> unsure(store, (version, next, writeId) -> CasResult.WON));
        add(
                "writes again on its own when it cannot know",
                "LostConnection.isRecognisedAsTheFirst",
                (store, shelf) -> unsure(store, store::compareAndSet));
        add(
                "writes later what it cannot know",
                "LostConnection.canBeMadeAgain",
                (store, shelf) -> unsure(store, (version, next, writeId) -> {
                    if (store.read(next.invoice()).version() == version) {
                        store.compareAndSet(version, next, writeId);
                    }
                    return CasResult.UNKNOWN;
                }));
        add(
                "says that a loser has won when it cannot know",
                "LostConnection.losesAllTheSame",
                (store, shelf) -> unsure(
                        store,
                        (version, next, writeId) -> store.read(next.invoice())
                                                .writeId()
                                                .equals(writeId)
                                        || version == store.read(next.invoice()).version()
                                ? CasResult.UNKNOWN
                                : CasResult.WON));
    }

    private void ofAbsence() {
        add(
                "takes an absent store for an empty one",
                "Unavailable.readersAreTold",
                (store, shelf) -> reading(store, invoice -> {
                    try {
                        return store.read(invoice);
                    } catch (AttemptsUnavailableException e) {
                        return StoredSlot.none(invoice);
                    }
                }));
        add(
                "throws at whoever writes",
                "Unavailable.writersAreTold",
                (store, shelf) -> unsure(store, (version, next, writeId) -> {
                    throw new AttemptsUnavailableException("the shelf is closed");
                }));
        add(
                "forgets everything while it is away",
                "Unavailable.comesBack",
                (store, shelf) -> reading(store, invoice -> {
                    if (shelf.isClosed()) {
                        shelf.clear();
                    }
                    return store.read(invoice);
                }));
    }

    // Words for the flaws

    /** A list that is read anew each time. */
    private static final class Watching<T> extends AbstractList<T> {
        private final Supplier<List<T>> source;

        Watching(Supplier<List<T>> source) {
            this.source = source;
        }

        @Override
        public T get(int index) {
            return source.get().get(index);
        }

        @Override
        public int size() {
            return source.get().size();
        }
    }

    private static PaymentAttempts unsure(ShelfAttempts store, TwistedAttempts.Write instead) {
        return writing(store, (version, next, writeId) -> {
            CasResult result = store.compareAndSet(version, next, writeId);
            return result == CasResult.UNKNOWN ? instead.write(version, next, writeId) : result;
        });
    }

    private static Map<InvoiceKey, StoredSlot> byInvoice(Collection<StoredSlot> slots) {
        return slots.stream().collect(Collectors.toMap(stored -> stored.slot().invoice(), Function.identity()));
    }

    private static PaymentSlot payableLike(PaymentSlot slot) {
        return SampleSlots.payable(slot.invoice(), slot.sequence());
    }

    private static PaymentSlot caused(PaymentSlot slot, Cause cause) {
        return copied(slot.invoice(), cause, slot).build();
    }

    private static PaymentSlot attempting(PaymentSlot slot, UnaryOperator<Attempt> twist) {
        return like(slot).attempt(slot.attempt().map(twist)).build();
    }

    private static Attempt amounting(Attempt attempt, long minorUnits) {
        return new Attempt(
                attempt.id(),
                attempt.user(),
                Money.ofMinor(minorUnits, attempt.amount().currency()),
                attempt.key(),
                attempt.startedAt());
    }

    private static PaymentSlot timed(PaymentSlot slot, ChronoUnit unit) {
        return like(slot).since(slot.since().truncatedTo(unit)).build();
    }
}
