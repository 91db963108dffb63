package io.invoicepay.proof.simulation;

import io.invoicepay.attempt.Attempt;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.attempt.Transition;
import io.invoicepay.inmemory.LedgerEntry;
import io.invoicepay.inmemory.LedgerEntry.Channel;
import io.invoicepay.inmemory.Snapshot;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.IdempotencyKeys;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.PaymentOutcome;
import io.invoicepay.proof.model.ListedMoves;
import io.invoicepay.proof.simulation.Violation.Promise;
import io.invoicepay.spi.StoredSlot;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Judges by the provider's ledger and the ERP's books alone; what the slots say is what is judged. */
final class Oracle {
    private final World world;
    private final Set<Promise> watched;
    private final List<Violation> violations = new ArrayList<>();
    private final Set<PaymentId> takenBack = new HashSet<>();
    private final Set<IdempotencyKey> toldNotCharged = new LinkedHashSet<>();
    private boolean storeLostWrites;

    /** @param watched the promises it listens to */
    Oracle(World world, Set<Promise> watched) {
        this.world = world;
        this.watched = watched;
    }

    List<Violation> violations() {
        return violations;
    }

    boolean isContent() {
        return violations.isEmpty();
    }

    void broken(Promise promise, String detail) {
        if (!watched.contains(promise)) {
            return;
        }
        violations.add(new Violation(promise, detail));
        world.tally().broken(promise);
        world.note(() -> "*** " + promise + ": " + detail);
    }

    /** From a backup: what the slots say may be behind the ledger until somebody looks. */
    void storeLostWrites() {
        storeLostWrites = true;
    }

    /** A dispute took back a payment that was completed. */
    void takenBack(PaymentId payment) {
        takenBack.add(payment);
    }

    private boolean wasCompleted(LedgerEntry entry) {
        return entry.tookMoney() || takenBack.contains(entry.payment());
    }

    /** It took money and has not given all of it back, or it still may take it. */
    static boolean isAlive(LedgerEntry entry) {
        return entry.mayTakeMoney() && !(entry.tookMoney() && entry.refunded().equals(entry.charged()));
    }

    private static boolean isEffective(LedgerEntry entry) {
        return entry.tookMoney() && isAlive(entry);
    }

    /** At any moment, by our keys, at most one charge of an invoice that is not dead or given back. */
    void moneyIsRight() {
        for (Erp.Owed invoice : world.erp().invoices()) {
            int ours = 0;
            for (LedgerEntry entry : world.ledger(invoice.number())) {
                ours += entry.channel() == Channel.GUEST && isAlive(entry) ? 1 : 0;
            }
            if (ours > 1) {
                broken(Promise.NO_DOUBLE_CHARGE, invoice.number() + ": " + world.ledger(invoice.number()));
            }
        }
    }

    /** Something was written. */
    void written(StoredSlot from, StoredSlot to) {
        PaymentSlot before = from.slot();
        PaymentSlot after = to.slot();
        Transition transition = after.cause().transition();
        world.tally().moved(transition);
        if (!ListedMoves.has(before, after)) {
            broken(Promise.ONLY_LISTED_MOVES, transition + " from " + World.text(before) + " to " + World.text(after));
        }
        if (transition == Transition.ARMED || transition == Transition.RESENT) {
            world.current().aboutToSend(true);
        }
        judgeOwner(after);
        switch (after.status()) {
            case PAYABLE -> judgeRelease(after);
            case PAID -> judgePaid(before, after);
            case OVERPAID -> judgeOverpaid(before, after);
            case RESERVED, SENDING, UNKNOWN, PENDING, EXTERNAL_PENDING, REVIEW -> {
                if (after.nextCheck().isEmpty()) {
                    broken(Promise.NOTHING_STUCK, World.text(after) + " without a next check");
                }
            }
        }
    }

    private void judgeOwner(PaymentSlot slot) {
        boolean foreign = world.erp().invoices().stream()
                .filter(invoice -> invoice.number().equals(slot.invoice().invoice()))
                .anyMatch(invoice -> slot.account().exists(account -> !account.equals(invoice.account())));
        if (foreign) {
            broken(Promise.OWN_ACCOUNT_ONLY, World.text(slot) + " belongs to " + slot.account());
        }
    }

    private void judgeRelease(PaymentSlot slot) {
        if (storeLostWrites) {
            return;
        }
        InvoiceNumber number = slot.invoice().invoice();
        for (LedgerEntry entry : world.ledger(number)) {
            if (entry.channel() == Channel.GUEST && isAlive(entry)) {
                broken(Promise.NOT_RELEASED_ALIVE, World.text(slot) + " while " + entry);
            }
        }
        for (Snapshot.Charge charge : world.underWay(number)) {
            broken(
                    Promise.NOT_RELEASED_ALIVE,
                    World.text(slot) + " while " + World.text(charge.key()) + " is under way");
        }
    }

    private void judgePaid(PaymentSlot before, PaymentSlot after) {
        if (before.status() == SlotStatus.PAID || after.cause().transition() == Transition.OPERATOR_DECIDED) {
            return;
        }
        List<LedgerEntry> entries = named(after);
        boolean exact = entries.size() == 1
                && before.attempt().map(Attempt::amount).contains(entries.get(0).charged());
        if (entries.size() != after.payments().size()
                || !entries.stream().allMatch(this::wasCompleted)
                || !(exact || charged(entries).compareTo(world.leastRequested(after)) >= 0)) {
            broken(Promise.NO_FALSE_PAID, World.text(after) + " but the ledger has " + entries);
        }
    }

    private void judgeOverpaid(PaymentSlot before, PaymentSlot after) {
        if (before.payments().equals(after.payments()) || after.cause().transition() == Transition.OPERATOR_DECIDED) {
            return;
        }
        List<LedgerEntry> entries = named(after);
        if (entries.size() != after.payments().size()
                || !entries.stream().allMatch(this::wasCompleted)
                || !charged(entries).isMoreThan(world.leastRequested(after))) {
            broken(Promise.OVERPAYMENT_SHOWN, World.text(after) + " but the ledger has " + entries);
        }
    }

    private List<LedgerEntry> named(PaymentSlot slot) {
        return world.ledger(slot.invoice().invoice()).stream()
                .filter(entry -> slot.payments().contains(entry.payment()))
                .toList();
    }

    private static Money charged(List<LedgerEntry> entries) {
        return entries.stream().map(LedgerEntry::charged).reduce(World.ZERO, Money::plus);
    }

    private static Money kept(List<LedgerEntry> entries) {
        return entries.stream()
                .filter(LedgerEntry::tookMoney)
                .map(entry -> entry.charged().minus(entry.refunded()))
                .reduce(World.ZERO, Money::plus);
    }

    /** What a customer was told right now. */
    void told(Op op, InvoiceNumber invoice, PaymentOutcome outcome) {
        outcome.fold(new PaymentOutcome.Cases<Boolean>() {
            @Override
            public Boolean pending(PaymentOutcome.Pending told) {
                boolean theirs = world.ledger(invoice).stream()
                        .anyMatch(entry -> entry.payment().equals(told.payment())
                                && entry.key().exists(key -> op.delivered().contains(key)));
                if (!theirs) {
                    broken(Promise.CUSTOMER_TOLD_RIGHT, op.name() + " was told " + told + ": not that charge");
                }
                return theirs;
            }

            @Override
            public Boolean declined(PaymentOutcome.Declined told) {
                return Oracle.this.notCharged(op, invoice, told);
            }

            @Override
            public Boolean notCharged(PaymentOutcome.NotCharged told) {
                return Oracle.this.notCharged(op, invoice, told);
            }

            @Override
            public Boolean unknown(PaymentOutcome.OutcomeUnknown told) {
                return true;
            }

            @Override
            public Boolean refused(PaymentOutcome.Refused told) {
                return Oracle.this.notCharged(op, invoice, told);
            }
        });
    }

    private boolean notCharged(Op op, InvoiceNumber invoice, PaymentOutcome told) {
        toldNotCharged.addAll(op.delivered());
        for (LedgerEntry entry : world.ledger(invoice)) {
            if (isAlive(entry) && entry.key().exists(key -> op.delivered().contains(key))) {
                broken(Promise.CUSTOMER_TOLD_RIGHT, op.name() + " was told " + told + " while " + entry);
                return false;
            }
        }
        return true;
    }

    /** After everything has come to rest. */
    void conclude() {
        moneyIsRight();
        for (Erp.Owed invoice : world.erp().invoices()) {
            PaymentSlot slot = world.slot(invoice.number());
            List<LedgerEntry> ledger = world.ledger(invoice.number());
            judgeRest(slot);
            judgeLoss(invoice, slot, ledger);
            judgeOverpayment(slot, ledger);
            judgeRestOfPaid(slot);
            judgeCap(slot, ledger);
            judgeHistory(slot);
            for (LedgerEntry entry : ledger) {
                if (isAlive(entry) && entry.key().exists(toldNotCharged::contains)) {
                    broken(Promise.CUSTOMER_TOLD_RIGHT, "somebody was told that nothing was charged, and " + entry);
                }
            }
        }
    }

    private void judgeRest(PaymentSlot slot) {
        boolean atRest = switch (slot.status()) {
            case PAYABLE, PAID, OVERPAID -> true;
            case REVIEW -> slot.attention().isDefined() && slot.nextCheck().isDefined();
            case RESERVED, SENDING, UNKNOWN, PENDING, EXTERNAL_PENDING -> false;
        };
        if (!atRest) {
            broken(Promise.NOTHING_STUCK, World.text(slot) + " although everything has come to rest");
        }
    }

    private void judgeLoss(Erp.Owed invoice, PaymentSlot slot, List<LedgerEntry> ledger) {
        List<LedgerEntry> kept = ledger.stream().filter(Oracle::isEffective).toList();
        if (slot.status() != SlotStatus.PAYABLE || kept.isEmpty()) {
            return;
        }
        boolean ours = kept.stream().anyMatch(entry -> entry.channel() == Channel.GUEST);
        boolean settledInTheErp = !world.erp().outstanding(invoice).isPositive();
        boolean covered = world.collectible(invoice.number()).isZero();
        // A store that has lost writes learns of our own charge again only while something is owed, and only by its
        // key.
        boolean forgotten =
                storeLostWrites && (settledInTheErp || !world.mood().showsKeys() || isPartUnderPastKeys(slot, kept));
        if ((ours && !forgotten) || (covered && !settledInTheErp)) {
            broken(Promise.NO_LOST_PAYMENT, World.text(slot) + " while the provider has kept " + kept);
        }
    }

    /**
     * A part that was taken under keys which the slot has left behind, by a decision or by a refund: nobody is asked about it again.
     * The provider asks for the rest alone, so that nothing can be paid before the ERP has booked the part, and then the rest alone.
     */
    private boolean isPartUnderPastKeys(PaymentSlot slot, List<LedgerEntry> kept) {
        Set<IdempotencyKey> past = new HashSet<>();
        IdempotencyKeys keys = new IdempotencyKeys(Node.secret());
        for (int sequence = 0; sequence < slot.sequence(); sequence++) {
            past.add(keys.keyFor(slot.invoice(), sequence));
        }
        InvoiceNumber number = slot.invoice().invoice();
        return kept.stream()
                        .allMatch(entry -> entry.key().isEmpty() || entry.key().exists(past::contains))
                && world.collectible(number).equals(world.requested(number).minus(kept(kept)));
    }

    private void judgeOverpayment(PaymentSlot slot, List<LedgerEntry> ledger) {
        List<LedgerEntry> kept = ledger.stream().filter(Oracle::isEffective).toList();
        boolean overpaid = kept.size() >= 2
                && kept(kept).isMoreThan(world.requested(slot.invoice().invoice()));
        boolean shown = switch (slot.status()) {
            case OVERPAID ->
                slot.payments()
                        .containsAll(kept.stream().map(LedgerEntry::payment).toList());
            case REVIEW -> true;
            default -> false;
        };
        if (overpaid && !shown && !world.wasDecided(slot)) {
            broken(Promise.OVERPAYMENT_SHOWN, World.text(slot) + " hides one of " + kept);
        }
    }

    /** What was paid is still there, or somebody is asked. */
    private void judgeRestOfPaid(PaymentSlot slot) {
        boolean kept = named(slot).stream()
                .allMatch(entry -> entry.tookMoney() && entry.refunded().isZero());
        if (slot.status() == SlotStatus.PAID && !kept && slot.attention().isEmpty() && !world.wasDecided(slot)) {
            broken(Promise.NO_FALSE_PAID, World.text(slot) + " and nobody is asked, but the ledger has " + named(slot));
        }
    }

    /** Payments that end the moment they are made cannot pass the cap together. */
    private void judgeCap(PaymentSlot slot, List<LedgerEntry> ledger) {
        boolean bounded = world.mood().capped() && world.mood().instant() && !world.wasSentAgain();
        if (bounded && kept(ledger).isMoreThan(world.requested(slot.invoice().invoice()))) {
            broken(Promise.CAP_HOLDS, "more than was asked for: " + ledger);
        }
    }

    private void judgeHistory(PaymentSlot slot) {
        long expected = 1;
        for (StoredSlot stored : world.history(slot.invoice())) {
            if (stored.version() != expected++) {
                broken(Promise.HISTORY_COMPLETE, "version " + stored.version() + " in the place of " + (expected - 1));
            }
        }
    }
}
