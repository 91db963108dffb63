package io.invoicepay.proof.simulation;

import io.invoicepay.attempt.Evidence.Verdict;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.checkout.PaymentDialog;
import io.invoicepay.inmemory.LedgerEntry;
import io.invoicepay.inmemory.Plan;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.BillingForm;
import io.invoicepay.payment.ContactRules;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.GuestPayment;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.PaymentOutcome;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.spi.PageRequest;
import io.invoicepay.spi.StoredSlot;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Everybody who does anything: customers, the portal's payers, the nodes' reconcilers, operators, the ERP, the provider, time. */
final class Actors {
    private static final GuestPayment CARD = GuestPayment.parse(
                    new BillingForm("ann@example.com", "1 Main Street", "", "US", "30301", "1", "4045550100"),
                    "Ann Example",
                    "token-1",
                    ContactRules.basic())
            .get();
    private static final List<String> USERS = List.of("ann", "bob", "cora");
    private static final List<Duration> LEAPS = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(3),
            Duration.ofSeconds(15),
            Duration.ofSeconds(61),
            Duration.ofMinutes(3),
            Duration.ofMinutes(20),
            Duration.ofHours(2),
            Duration.ofHours(7),
            Duration.ofHours(25),
            Duration.ofDays(4),
            Duration.ofDays(11));
    private static final List<Duration> REST =
            List.of(Duration.ofMinutes(3), Duration.ofHours(2), Duration.ofHours(30), Duration.ofHours(30));
    private static final Duration LAST_ARRIVAL = Duration.ofDays(4);
    private static final int ALL = 100;

    private final World world;
    private final List<Dialog> dialogs = new ArrayList<>();
    private final Set<Erp.Owed> contradicted = new LinkedHashSet<>();
    private Option<List<List<StoredSlot>>> backup = Option.none();

    /** A dialog in somebody's browser; it may stay open for days. */
    private record Dialog(Erp.Owed invoice, String token) {}

    private enum Act {
        PAY(24),
        OPEN(4),
        LOOK(6),
        LIST(2),
        OPEN_PORTAL(4),
        PAY_IN_PORTAL(7),
        CHECK_DUE(20),
        EVENT(6),
        DECIDE(9),
        BOOK(7),
        CREDIT(2),
        CANCEL(1),
        SEND_AGAIN(2),
        REFUND(4),
        DISPUTE(1),
        WAIT(14),
        SETTLE(6),
        WRITE_ARRIVES(3),
        RESTART(2),
        WAKE(8),
        READ_RECORDS(2),
        CONTRADICT(1),
        SET_CLOCK(3),
        BACK_UP(2),
        RESTORE(2);

        private static final Act[] ALL = values();
        private static final int[] WEIGHTS =
                Arrays.stream(ALL).mapToInt(act -> act.weight).toArray();

        private final int weight;

        Act(int weight) {
            this.weight = weight;
        }

        static Act drawn(Chance chance) {
            return ALL[chance.weighted(WEIGHTS)];
        }
    }

    Actors(World world) {
        this.world = world;
    }

    private Chance chance() {
        return world.chance();
    }

    /** Mostly it begins with a payment: what nobody has touched cannot go wrong. */
    void begin() {
        if (chance().percent(60)) {
            pay(chance().pick(world.nodes()), chance().pick(world.erp().invoices()));
        } else {
            act();
        }
    }

    /** Somebody does something. */
    void act() {
        Erp.Owed invoice = chance().pick(world.erp().invoices());
        Node node = chance().pick(world.nodes());
        Act act = chance().oneIn(3)
                ? chance().pick(fitting(world.slot(invoice.number()).status()))
                : Act.drawn(chance());
        switch (act) {
            case PAY -> pay(node, invoice);
            case OPEN -> open(node, invoice);
            case LOOK -> look(node, invoice);
            case LIST -> list(node, invoice);
            case OPEN_PORTAL -> openPortal(node, invoice);
            case PAY_IN_PORTAL -> payInPortal(invoice);
            case CHECK_DUE -> checkDue(node);
            case EVENT -> event(node, invoice);
            case DECIDE -> decide(node, invoice);
            case BOOK -> outside("the ERP books payments", () -> book(invoice));
            case CREDIT ->
                outside("the ERP credits a part", () -> world.erp().credit(invoice, Money.ofMinor(500, World.USD)));
            case CANCEL -> outside("the ERP cancels", () -> cancel(invoice));
            case SEND_AGAIN -> outside("the ERP sends the invoice again", () -> sendAgain(invoice));
            case REFUND -> outside("a refund", () -> refund(invoice));
            case DISPUTE -> outside("a dispute", () -> dispute(invoice));
            case WAIT -> leap(chance().pick(LEAPS));
            case SETTLE -> outside("the provider ends payments", () -> settle(invoice));
            case WRITE_ARRIVES ->
                outside("late writes arrive", () -> world.store().arrive());
            case RESTART -> restart(node);
            case WAKE -> wake();
            case READ_RECORDS -> readRecords(node, invoice);
            case CONTRADICT -> outside("the provider's records contradict each other", () -> contradict(invoice));
            case SET_CLOCK -> setClock(node);
            case BACK_UP -> backup = Option.some(world.rows().snapshot());
            case RESTORE -> restore();
        }
    }

    /** What leads on from where an invoice stands: without a little purpose, few schedules would get far. */
    private static List<Act> fitting(SlotStatus status) {
        return switch (status) {
            case PAYABLE -> List.of(Act.PAY, Act.PAY, Act.LOOK, Act.BOOK, Act.SEND_AGAIN);
            case RESERVED, SENDING -> List.of(Act.PAY, Act.WAIT, Act.WAKE, Act.CHECK_DUE, Act.PAY_IN_PORTAL);
            case UNKNOWN, PENDING, EXTERNAL_PENDING ->
                List.of(Act.CHECK_DUE, Act.CHECK_DUE, Act.SETTLE, Act.WAIT, Act.PAY_IN_PORTAL);
            case PAID -> List.of(Act.CHECK_DUE, Act.PAY_IN_PORTAL, Act.REFUND, Act.BOOK, Act.PAY);
            case OVERPAID -> List.of(Act.CHECK_DUE, Act.CHECK_DUE, Act.DECIDE, Act.REFUND, Act.PAY_IN_PORTAL);
            case REVIEW -> List.of(Act.CHECK_DUE, Act.CHECK_DUE, Act.DECIDE, Act.DECIDE, Act.SETTLE);
        };
    }

    // ---- customers

    private void pay(Node node, Erp.Owed invoice) {
        List<Dialog> open =
                dialogs.stream().filter(d -> d.invoice().equals(invoice)).toList();
        if (open.isEmpty() || chance().percent(60)) {
            onNode(
                    "opens the dialog and presses Pay Now",
                    node,
                    invoice,
                    (op, customer) -> node.payments()
                            .open(customer, invoice.number())
                            .forEach(dialog -> {
                                keep(invoice, dialog);
                                press(op, node, customer, new Dialog(invoice, dialog.token()));
                            }));
            return;
        }
        Dialog dialog = chance().pick(open);
        onNode("presses Pay Now", node, invoice, (op, customer) -> press(op, node, customer, dialog));
        if (chance().oneIn(4)) {
            Node other = chance().pick(world.nodes());
            onNode("presses Pay Now as well", other, invoice, (op, customer) -> press(op, other, customer, dialog));
        }
    }

    private void press(Op op, Node node, Customer customer, Dialog dialog) {
        PaymentOutcome outcome = node.payments().payNow(customer, dialog.token(), CARD);
        world.note(() -> op.name() + " is told " + outcome);
        world.oracle().told(op, dialog.invoice().number(), outcome);
    }

    private void keep(Erp.Owed invoice, PaymentDialog dialog) {
        dialogs.add(new Dialog(invoice, dialog.token()));
        if (dialogs.size() > 4) {
            dialogs.remove(0);
        }
    }

    private void open(Node node, Erp.Owed invoice) {
        onNode(
                "opens the dialog",
                node,
                invoice,
                (op, customer) ->
                        node.payments().open(customer, invoice.number()).forEach(dialog -> keep(invoice, dialog)));
    }

    private void look(Node node, Erp.Owed invoice) {
        onNode(
                "looks at the invoice",
                node,
                invoice,
                (op, customer) -> node.payments()
                        .invoice(customer, invoice.number())
                        .forEach(detail ->
                                world.note(() -> op.name() + " sees " + detail.pay() + " " + detail.refusals())));
    }

    private void list(Node node, Erp.Owed invoice) {
        onNode(
                "lists invoices",
                node,
                invoice,
                (op, customer) -> node.payments().invoices(customer, PageRequest.first(10)));
    }

    private void openPortal(Node node, Erp.Owed invoice) {
        onNode(
                "opens the portal",
                node,
                invoice,
                (op, customer) -> node.payments().portal(customer, invoice.number()));
    }

    private void readRecords(Node node, Erp.Owed invoice) {
        onNode("reads the history", node, invoice, (op, customer) -> {
            node.payments().history(customer, invoice.number());
            node.payments().explain(customer, invoice.number());
            node.payments().reconciliation().attention(ALL);
        });
    }

    /** Now and then somebody of another account tries. */
    private Customer customer(Erp.Owed invoice) {
        AccountId account = chance().oneIn(25) ? new AccountId("INTRUDER") : invoice.account();
        return new Customer(account, chance().pick(USERS));
    }

    private interface Work {
        void on(Op op, Customer customer);
    }

    private void onNode(String what, Node node, Erp.Owed invoice, Work work) {
        Customer customer = customer(invoice);
        String who = customer.user() + (customer.account().equals(invoice.account()) ? "" : " of another account");
        begin(who + " " + what + " of " + invoice.number() + " on " + node, node, op -> work.on(op, customer));
    }

    private interface NodeWork {
        void run(Op op);
    }

    private void begin(String name, Node node, NodeWork work) {
        Op op = new Op(name, Option.some(node), world.current().depth() + 1);
        boolean maySleep = world.mood().sleep() > 0 && !world.isCalm() && chance().oneIn(3);
        if (maySleep) {
            world.begin(op, () -> work.run(op));
        } else {
            world.perform(op, () -> work.run(op));
        }
    }

    private void outside(String name, Runnable work) {
        world.perform(new Op(name, Option.none(), world.current().depth() + 1), work);
    }

    private void payInPortal(Erp.Owed invoice) {
        outside("somebody pays " + invoice.number() + " in the portal", () -> {
            Money left = world.collectible(invoice.number());
            boolean again = !world.mood().capped() && chance().oneIn(3);
            Money amount = again ? invoice.total() : left;
            boolean pays = amount.isPositive()
                    && (again
                            || chance().oneIn(2)
                            || world.ledger(invoice.number()).isEmpty());
            if (pays) {
                Duration after = world.mood().instant() || chance().oneIn(2) ? Duration.ZERO : chance().pick(LEAPS);
                boolean fails = chance().percent(30);
                Plan plan = fails ? Plan.failAfter(after, DeclineReason.DECLINED) : Plan.settleAfter(after);
                boolean closed = world.erp().isCancelled(invoice);
                if (!closed) {
                    PaymentId id = world.bank().payInPortal(invoice.number(), amount, plan);
                    world.note(() -> id + " of " + amount + (fails ? " fails" : " completes") + " after " + after);
                }
            }
        });
    }

    // ---- who works on a node without a customer

    private void checkDue(Node node) {
        if (chance().percent(60)) {
            leapToNextCheck(node);
        }
        begin(
                "the reconciler of " + node,
                node,
                op -> node.payments().reconciliation().checkDue(ALL));
    }

    private void leapToNextCheck(Node node) {
        Instant now = node.now();
        Option<Instant> next = Option.none();
        for (Erp.Owed invoice : world.erp().invoices()) {
            for (Instant at : world.slot(invoice.number()).nextCheck()) {
                next = next.filter(n -> n.isBefore(at)).orElse(Option.some(at));
            }
        }
        for (Instant at : next.filter(at -> at.isAfter(now) && at.isBefore(now.plus(Duration.ofDays(2))))) {
            leap(Duration.between(now, at));
        }
    }

    private void event(Node node, Erp.Owed invoice) {
        InvoiceNumber about = chance().oneIn(10) ? new InvoiceNumber("FORGED-1") : invoice.number();
        int copies = 1 + chance().upTo(3);
        begin(copies + " events about " + about + " on " + node, node, op -> {
            for (int copy = 0; copy < copies; copy++) {
                node.payments().reconciliation().hint(about, "event");
            }
        });
    }

    /** An honest operator: looks at the provider's own books and decides what they say, nothing else. */
    private void decide(Node node, Erp.Owed invoice) {
        PaymentSlot slot = world.slot(invoice.number());
        List<LedgerEntry> ledger = world.ledger(invoice.number());
        List<PaymentId> kept = ledger.stream()
                .filter(entry -> entry.tookMoney() && Oracle.isAlive(entry))
                .map(LedgerEntry::payment)
                .toList();
        for (Verdict verdict : verdict(slot, ledger, kept, invoice)) {
            List<PaymentId> named = verdict == Verdict.NOT_PAID ? List.of() : kept;
            begin("an operator decides " + verdict + " " + named + " on " + node, node, op -> {
                boolean done =
                        node.payments().reconciliation().decide(slot, verdict, named, "olga", "the provider's books");
                world.note(() -> op.name() + ": " + (done ? "recorded" : "not recorded"));
            });
        }
    }

    private Option<Verdict> verdict(
            PaymentSlot slot, List<LedgerEntry> ledger, List<PaymentId> kept, Erp.Owed invoice) {
        boolean mayStillMove = ledger.stream().anyMatch(entry -> Oracle.isAlive(entry) && !entry.tookMoney())
                || !world.underWay(invoice.number()).isEmpty()
                || world.running().stream().anyMatch(Op::isAboutToSend);
        boolean waits = slot.status() == SlotStatus.REVIEW
                || slot.status() == SlotStatus.OVERPAID
                || slot.attention().isDefined();
        if (!waits || mayStillMove) {
            return Option.none();
        }
        if (kept.isEmpty()) {
            return Option.some(Verdict.NOT_PAID);
        }
        if (!world.collectible(invoice.number()).isZero()) {
            return Option.none(); // a part was paid: the ERP has to settle that first
        }
        return Option.some(kept.size() == 1 ? Verdict.PAID : Verdict.OVERPAID);
    }

    private void restart(Node node) {
        outside(node + " is restarted", () -> world.crash(node, "between two calls"));
    }

    private void wake() {
        List<Fibre> sleepers = world.sleepers();
        if (!sleepers.isEmpty()) {
            world.wake(chance().pick(sleepers));
        }
    }

    private void setClock(Node node) {
        if (!world.isCalm()) {
            world.struck(Fault.CLOCK_SET_BACK);
            outside("the clock of " + node + " is set back an hour", () -> node.setClock(Duration.ofHours(-1)));
        }
    }

    private void restore() {
        if (world.mood().dedupes() && backup.isDefined() && !world.isCalm()) {
            outside("the store comes back from a backup", () -> {
                world.struck(Fault.BACKUP_RESTORED);
                world.store().arrive();
                world.rows().restore(backup.get());
                world.oracle().storeLostWrites();
                world.nodes().forEach(node -> world.crash(node, "with the store"));
            });
        }
    }

    // ---- ERP, provider, time

    private void book(Erp.Owed invoice) {
        world.erp().postPayments(invoice, world.ledger(invoice.number()));
    }

    private void cancel(Erp.Owed invoice) {
        world.erp().cancel(invoice);
        world.bank().close(invoice.number());
    }

    private void sendAgain(Erp.Owed invoice) {
        Money outstanding = world.erp().outstanding(invoice);
        if (outstanding.isPositive() && world.ledger(invoice.number()).stream().noneMatch(LedgerEntry::mayTakeMoney)) {
            world.send(invoice, outstanding);
        }
    }

    private void refund(Erp.Owed invoice) {
        List<LedgerEntry> kept = world.ledger(invoice.number()).stream()
                .filter(entry -> entry.tookMoney() && Oracle.isAlive(entry))
                .toList();
        if (!kept.isEmpty()) {
            LedgerEntry entry = chance().pick(kept);
            Money left = entry.charged().minus(entry.refunded());
            Money part = chance().oneIn(3) ? Money.ofMinor(1, left.currency()) : left;
            world.bank().refund(entry.payment(), part);
            world.note(() -> entry.payment() + " gives back " + part);
        }
    }

    private void dispute(Erp.Owed invoice) {
        List<LedgerEntry> completed = world.ledger(invoice.number()).stream()
                .filter(LedgerEntry::tookMoney)
                .toList();
        if (!completed.isEmpty()) {
            PaymentId id = chance().pick(completed).payment();
            world.bank().fail(id, DeclineReason.SUSPECTED_FRAUD);
            world.oracle().takenBack(id);
            world.note(() -> id + " has failed after all");
        }
    }

    private void settle(Erp.Owed invoice) {
        for (LedgerEntry entry : world.ledger(invoice.number())) {
            if (entry.status() == Status.PENDING || entry.status() == Status.UNRECOGNISED) {
                switch (chance().upTo(4)) {
                    case 0 -> world.bank().fail(entry.payment(), DeclineReason.DECLINED);
                    case 1 -> world.bank().cancel(entry.payment());
                    default -> world.bank().settle(entry.payment());
                }
            }
        }
    }

    private void contradict(Erp.Owed invoice) {
        if (!world.isCalm()) {
            world.lookAt(invoice.number());
            world.struck(Fault.RECORDS_CONTRADICT);
            world.bank().contradict(invoice.number());
            contradicted.add(invoice);
        }
    }

    private void leap(Duration length) {
        outside(length + " pass", () -> world.clock().advance(length));
    }

    // ---- the end

    /** No more faults: payments end, everybody due is asked, events arrive, customers look. */
    void comeToRest() {
        world.store().arrive();
        for (Duration length : REST) {
            round(length);
        }
        for (Erp.Owed invoice : contradicted) {
            outside("the ERP puts the records of " + invoice.number() + " in order", () -> world.sendAsBefore(invoice));
        }
        // A store from a backup may wait for nothing, and then learns of a late charge from whoever looks next.
        round(LAST_ARRIVAL);
        for (Erp.Owed invoice : world.erp().invoices()) {
            look(world.nodes().get(0), invoice);
            tellOfUnwatched(invoice);
        }
        for (Duration length : REST) {
            round(length);
        }
    }

    private void round(Duration length) {
        world.erp().invoices().forEach(this::settle);
        leap(length);
        world.erp().invoices().forEach(this::settle);
        Node node = chance().pick(world.nodes());
        outside(
                "the reconciler of " + node,
                () -> node.payments().reconciliation().checkDue(ALL));
    }

    /** What is not asked about any more is learnt of by the provider's event alone. */
    private void tellOfUnwatched(Erp.Owed invoice) {
        PaymentSlot slot = world.slot(invoice.number());
        if (slot.nextCheck().isEmpty()) {
            Node node = chance().pick(world.nodes());
            outside(
                    "an event about " + invoice.number(),
                    () -> node.payments().reconciliation().hint(invoice.number(), "event"));
        }
    }
}
