package io.invoicepay.proof.simulation;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.attempt.Transition;
import io.invoicepay.inmemory.FaultyAttempts;
import io.invoicepay.inmemory.InMemoryAttempts;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.inmemory.LedgerEntry;
import io.invoicepay.inmemory.Snapshot;
import io.invoicepay.inmemory.VirtualClock;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.proof.simulation.Violation.Promise;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.spi.AttemptsUnavailableException;
import io.invoicepay.spi.StoredSlot;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * One schedule: two nodes over one store, the provider, the ERP, and time. Exactly one thing happens at a time; at every call to a port
 * the schedule's choices decide whether the caller goes on, sleeps, dies, or somebody else runs first.
 */
final class World {
    static final Currency USD = Currency.getInstance("USD");
    static final Money ZERO = Money.zero(USD);
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final MerchantId MERCHANT = new MerchantId("default");
    private static final int SETUP = -1;
    private static final int REST = -2;
    private static final int DEEPEST = 3;
    private static final int DISTURBANCES = 6;

    private final Schedule schedule;
    private final Mood mood;
    private final Trace trace;
    private final Tally tally;
    private final ExecutorService threads;
    private final VirtualClock clock = VirtualClock.at(START);
    private final Erp erp = new Erp();
    private final InMemoryAttempts rows = new InMemoryAttempts();
    private final FaultyAttempts store;
    private final InMemoryProvider bank;
    private final Oracle oracle;
    private final Actors actors;
    private final List<Node> nodes;
    private final List<Fibre> asleep = new ArrayList<>();
    private final List<Op> running = new ArrayList<>();
    private final Map<InvoiceNumber, Money> requested = new HashMap<>();
    private final Map<InvoiceNumber, Money> leastRequested = new HashMap<>();
    private final Op nobody = new Op("nobody", Option.none(), 0);
    private Chance chance;
    private Op current = nobody;
    private InvoiceNumber focus;
    private boolean calm;
    private boolean sentAgain;
    private boolean anythingUnderWay;
    private int disturbances;
    private long ids;

    World(
            Schedule schedule,
            Sabotage sabotage,
            Set<Promise> watched,
            Tally tally,
            boolean traced,
            ExecutorService threads) {
        this.schedule = schedule;
        this.tally = tally;
        this.trace = new Trace(traced);
        this.threads = threads;
        this.oracle = new Oracle(this, watched);
        this.chance = schedule.chance(SETUP);
        this.mood = Mood.of(schedule.contract(), chance);
        this.bank = InMemoryProvider.builder(clock)
                .keys(schedule.contract())
                .caps(mood.capped())
                .showingKeys(mood.showsKeys())
                .findLag(mood.lag())
                .build();
        this.store = FaultyAttempts.over(
                new WatchedRows(rows, (before, after) -> oracle.written(before, after)),
                this::faultOfWrite,
                this::faultOfRead);
        post("INV-1", "A", 125_000);
        if (mood.invoices() == 2) {
            post("INV-2", "B", 8_000);
        }
        this.focus = erp.invoices().get(0).number();
        clock.advance(Duration.ofDays(1));
        this.nodes = List.of(
                new Node("node 1", this, sabotage, Duration.ZERO), new Node("node 2", this, sabotage, mood.skew()));
        this.actors = new Actors(this);
    }

    private void post(String number, String account, long minorUnits) {
        Erp.Owed invoice =
                new Erp.Owed(new InvoiceNumber(number), new AccountId(account), Money.ofMinor(minorUnits, USD));
        erp.post(invoice);
        send(invoice, invoice.total());
    }

    /** The ERP sends, or sends again, what it wants to be paid. */
    void send(Erp.Owed invoice, Money amount) {
        bank.send(invoice.number(), amount);
        sentAgain = requested.put(invoice.number(), amount) != null || sentAgain;
        leastRequested.merge(invoice.number(), amount, (a, b) -> a.isLessThan(b) ? a : b);
    }

    /** The same request once more, which settles any contradiction between the provider's records. */
    void sendAsBefore(Erp.Owed invoice) {
        bank.send(invoice.number(), requested(invoice.number()));
    }

    /** Runs it all, and lets everything come to rest. */
    List<Violation> run() {
        note(() -> schedule.contract() + ", " + mood);
        for (int step = 0; step < mood.steps() && oracle.isContent(); step++) {
            if (schedule.happens(step)) {
                chance = schedule.chance(step);
                disturbances = DISTURBANCES;
                calm = schedule.isQuiet(step);
                int number = step;
                note(() -> "-- step " + number + ", " + clock.instant());
                if (step == 0) {
                    actors.begin();
                } else {
                    actors.act();
                }
                oracle.moneyIsRight();
            }
        }
        if (oracle.isContent()) {
            rest();
        }
        nodes.forEach(Node::crash);
        List.copyOf(asleep).forEach(this::wake);
        tally.schedule(schedule.seed());
        return oracle.violations();
    }

    private void rest() {
        chance = schedule.chance(REST);
        calm = true;
        note(() -> "-- faults stop, " + clock.instant());
        for (Fibre fibre : List.copyOf(asleep)) {
            wake(fibre);
        }
        actors.comeToRest();
        oracle.conclude();
    }

    List<String> trace() {
        return trace.lines();
    }

    // ---- what there is

    Schedule schedule() {
        return schedule;
    }

    Mood mood() {
        return mood;
    }

    Tally tally() {
        return tally;
    }

    Oracle oracle() {
        return oracle;
    }

    Chance chance() {
        return chance;
    }

    VirtualClock clock() {
        return clock;
    }

    Erp erp() {
        return erp;
    }

    InMemoryProvider bank() {
        return bank;
    }

    FaultyAttempts store() {
        return store;
    }

    InMemoryAttempts rows() {
        return rows;
    }

    List<Node> nodes() {
        return nodes;
    }

    List<Op> running() {
        return running;
    }

    Op current() {
        return current;
    }

    boolean isCalm() {
        return calm;
    }

    UUID newId() {
        return Node.id(schedule.seed(), ++ids);
    }

    List<LedgerEntry> ledger(InvoiceNumber invoice) {
        return bank.ledger(invoice);
    }

    Money collectible(InvoiceNumber invoice) {
        return bank.collectible(invoice).get();
    }

    Money requested(InvoiceNumber invoice) {
        return requested.getOrDefault(invoice, ZERO);
    }

    Money leastRequested(PaymentSlot slot) {
        return leastRequested.getOrDefault(slot.invoice().invoice(), ZERO);
    }

    boolean wasSentAgain() {
        return sentAgain;
    }

    PaymentSlot slot(InvoiceNumber invoice) {
        return rows.read(key(invoice)).slot();
    }

    static InvoiceKey key(InvoiceNumber invoice) {
        return new InvoiceKey(MERCHANT, invoice);
    }

    List<StoredSlot> history(InvoiceKey invoice) {
        return rows.history(invoice);
    }

    /** Whether what the slot is now is an operator's word. */
    boolean wasDecided(PaymentSlot slot) {
        Transition last = Transition.CHECKED;
        for (StoredSlot stored : rows.history(slot.invoice())) {
            Transition transition = stored.slot().cause().transition();
            boolean moves = !transition.number().equals("-") && transition != Transition.CHECK_BROUGHT_FORWARD;
            last = moves ? transition : last;
        }
        return last == Transition.OPERATOR_DECIDED;
    }

    /** Charges that the network still holds, and that would lead to a payment. */
    List<Snapshot.Charge> underWay(InvoiceNumber invoice) {
        List<Snapshot.Charge> charges = new ArrayList<>();
        if (anythingUnderWay) {
            List<LedgerEntry> ledger = ledger(invoice);
            for (Snapshot.Due due : bank.snapshot().due()) {
                if (due instanceof Snapshot.Arriving arriving
                        && arriving.charge().invoice().equals(invoice)
                        && ledger.stream()
                                .noneMatch(entry ->
                                        entry.key().contains(arriving.charge().key()))) {
                    charges.add(arriving.charge());
                }
            }
        }
        return charges;
    }

    // ---- who runs

    /** Does something, now and to its end, or to the death of its node. */
    void perform(Op op, Runnable work) {
        Op before = current;
        current = op;
        running.add(op);
        note(op::name);
        try {
            work.run();
        } catch (Crash e) {
            note(() -> op.name() + " has died with its node");
        } catch (AttemptsUnavailableException | SourcePort.Unreadable e) {
            note(() -> op.name() + " could not read: " + e.getMessage());
        } catch (RuntimeException e) {
            oracle.broken(Promise.NOTHING_THROWN, op.name() + " ended with " + e);
        } finally {
            running.remove(op);
            current = before;
        }
    }

    /** Begins something that may sleep on the way while others go on. */
    void begin(Op op, Runnable work) {
        Fibre fibre = new Fibre(() -> perform(op, work), threads);
        op.runsOn(fibre);
        wake(fibre);
    }

    /** Lets a sleeper go on, until it sleeps again or ends. */
    void wake(Fibre fibre) {
        Op before = current;
        fibre.resume();
        current = before;
        asleep.remove(fibre);
        if (!fibre.hasEnded()) {
            asleep.add(fibre);
        }
    }

    /** Those who sleep and do not wait for somebody whom they have woken. */
    List<Fibre> sleepers() {
        return asleep.stream().filter(Fibre::isAsleep).toList();
    }

    /** At a call to a port: everything may happen before the caller goes on. */
    void between(Node node, String where) {
        Op me = current;
        me.mustLive();
        if (calm) {
            return;
        }
        if (strikes(mood.crash())) {
            crash(node, where);
        } else if (me.fibre().isDefined() && strikes(mood.sleep())) {
            note(() -> me.name() + " sleeps " + where);
            me.fibre().get().sleep();
            current = me;
            note(() -> me.name() + " wakes");
        } else if (me.depth() < DEEPEST && disturbances > 0 && strikes(mood.nest())) {
            note(() -> "meanwhile, " + where + ":");
            meanwhile(1);
        }
        me.mustLive();
    }

    /** Others go on while somebody waits. */
    void meanwhile(int acts) {
        Op me = current;
        for (int act = 0; act < acts && me.depth() < DEEPEST && disturbances > 0; act++) {
            disturbances--;
            actors.act();
            current = me;
        }
    }

    void crash(Node node, String where) {
        note(() -> node + " is killed " + where);
        struck(Fault.CRASH);
        node.crash();
    }

    // ---- what goes wrong

    /** Never in quiet steps, nor after the faults have stopped. */
    boolean strikes(int ofThousand) {
        return !calm && ofThousand > 0 && chance.upTo(1000) < ofThousand;
    }

    /** The seldom an invoice stands like that, the oftener something goes wrong: every cell of the coverage must be struck often. */
    boolean strikesHere(int ofThousand) {
        if (calm || ofThousand == 0) {
            return false;
        }
        int rarity = switch (slot(focus).status()) {
            case OVERPAID -> 6;
            case EXTERNAL_PENDING, REVIEW -> 2;
            default -> 1;
        };
        return strikes(Math.min(900, ofThousand * rarity));
    }

    /** Which invoice the next fault is counted for. */
    void lookAt(InvoiceNumber invoice) {
        focus = invoice;
    }

    void struck(Fault fault) {
        SlotStatus status = slot(focus).status();
        tally.struck(fault, status);
        note(() -> "!! " + fault + " while " + status);
    }

    /** A charge is handed to the provider. */
    void sending(IdempotencyKey key, Deal deal) {
        current.aboutToSend(false);
        if (deal.mayArrive()) {
            current.delivered(key);
        }
        anythingUnderWay |=
                deal.fault().contains(Fault.CHARGE_DELAYED) || deal.fault().contains(Fault.CHARGE_DUPLICATED);
        deal.fault().forEach(this::struck);
        bank.next(deal.plan());
    }

    private FaultyAttempts.Fault faultOfWrite() {
        if (!strikesHere(mood.storeFault())) {
            return FaultyAttempts.Fault.NONE;
        }
        return switch (chance.upTo(5)) {
            case 0 -> counted(Fault.WRITE_UNKNOWN_WRITTEN, FaultyAttempts.Fault.UNKNOWN_WRITTEN);
            case 1 -> counted(Fault.WRITE_UNKNOWN_NOT_WRITTEN, FaultyAttempts.Fault.UNKNOWN_NOT_WRITTEN);
            case 2 -> counted(Fault.WRITE_UNKNOWN_UNDER_WAY, FaultyAttempts.Fault.UNKNOWN_UNDER_WAY);
            case 3 -> counted(Fault.WRITE_LOST, FaultyAttempts.Fault.LOST);
            default -> counted(Fault.WRITE_UNAVAILABLE, FaultyAttempts.Fault.UNAVAILABLE);
        };
    }

    private FaultyAttempts.Fault faultOfRead() {
        return strikes(mood.storeFault())
                ? counted(Fault.READ_UNAVAILABLE, FaultyAttempts.Fault.UNAVAILABLE)
                : FaultyAttempts.Fault.NONE;
    }

    private FaultyAttempts.Fault counted(Fault fault, FaultyAttempts.Fault ofStore) {
        struck(fault);
        return ofStore;
    }

    // ---- words for the trace

    void note(Supplier<String> line) {
        trace.note(current.depth(), line);
    }

    static String text(PaymentSlot slot) {
        return slot.invoice().invoice() + " " + slot.status() + "(" + slot.sequence() + ") "
                + slot.cause().transition() + slot.attention().map(a -> " " + a).getOrElse("")
                + (slot.payments().isEmpty() ? "" : " " + slot.payments());
    }

    static String text(IdempotencyKey key) {
        return key.value().substring(0, 6);
    }

    static String text(Map<InvoiceNumber, ProviderView> views) {
        return views.entrySet().stream()
                .map(entry -> entry.getKey() + " "
                        + (entry.getValue() instanceof ProviderView.Sent sent
                                ? "left " + sent.collectible() + " "
                                        + sent.payments().stream()
                                                .map(World::text)
                                                .toList()
                                : entry.getValue().toString()))
                .collect(Collectors.joining("; "));
    }

    private static String text(ProviderPayment payment) {
        return payment.id() + " " + payment.status() + " " + payment.applied()
                + payment.key().map(key -> " " + text(key)).getOrElse("")
                + (payment.refunded().isPositive() ? " refunded " + payment.refunded() : "");
    }
}
