package io.invoicepay.attempt;

import io.invoicepay.money.Money;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.provider.ProviderView;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * A provider's view sorted by what it means for one slot: which payments are ours, which are others'. An invoice that the provider
 * does not know has no payments; that proves nothing.
 */
final class Findings {
    private final PaymentSlot slot;
    private final Option<ProviderView.Sent> sent;
    private final List<ProviderPayment> all;
    private final List<ProviderPayment> own = new ArrayList<>();
    private final boolean keyIsShown;

    /** @param key the slot's present key; minted only if there is a payment to compare it with, since most invoices have none */
    Findings(PaymentSlot slot, Option<ProviderView> view, Supplier<IdempotencyKey> key) {
        this.slot = slot;
        sent = view.isDefined() && view.get() instanceof ProviderView.Sent known ? Option.some(known) : Option.none();
        all = sent.isDefined() ? sent.get().payments() : List.of();
        boolean shown = false;
        if (!all.isEmpty()) {
            IdempotencyKey present = key.get();
            shown = shows(present);
            for (ProviderPayment payment : all) {
                if (payment.isOf(present) || (payment.key().isEmpty() && isOfAttempt(payment.id()))) {
                    own.add(payment);
                }
            }
        }
        keyIsShown = shown;
    }

    /** While an attempt is open, the slot's references are those of our own charge. */
    private boolean isOfAttempt(PaymentId payment) {
        SlotStatus status = slot.status();
        boolean open = status == SlotStatus.UNKNOWN || status == SlotStatus.PENDING || status == SlotStatus.REVIEW;
        return open && slot.attempt().isDefined() && slot.payments().contains(payment);
    }

    /** No payment is shown at all, of nobody. */
    boolean isEmpty() {
        return all.isEmpty();
    }

    /** The references of our own charge: made under the slot's present key, or known by reference to be our attempt's. */
    List<PaymentId> ours() {
        return ids(own::contains);
    }

    /** Ours, alive or completed, but for another amount or currency than the one frozen. */
    boolean oursDiffers() {
        for (ProviderPayment payment : own) {
            if (slot.attempt().isDefined()
                    && !payment.isDead()
                    && !payment.applied().equals(slot.attempt().get().amount())) {
                return true;
            }
        }
        return false;
    }

    Option<ProviderPayment> oursCompleted() {
        return first(own, p -> p.status() == Status.COMPLETED);
    }

    Option<ProviderPayment> oursLive() {
        return first(own, ProviderPayment::isLive);
    }

    /** No attempt of ours is open, or it is shown as ended one way or the other. */
    boolean oursIsResolved() {
        return slot.attempt().isEmpty() || (keyIsShown && oursLive().isEmpty());
    }

    /** Our own payments, if all that is shown of them has ended without taking money; else none. */
    List<ProviderPayment> oursDead() {
        return first(own, p -> !p.isDead()).isEmpty() ? own : List.of();
    }

    List<PaymentId> live() {
        return ids(ProviderPayment::isLive);
    }

    List<PaymentId> effective() {
        return ids(ProviderPayment::isEffective);
    }

    /** Somebody's payments have settled the whole of it. */
    boolean isCovered() {
        return sent.isDefined() && sent.get().isCovered();
    }

    /**
     * More was taken than was asked for, by payments of more than one reference: a view may name one twice. Where the slot is paid by all
     * of them already, they covered it, or a person has decided so.
     */
    boolean isOverpaid() {
        List<PaymentId> taken = effective();
        boolean settled = slot.status() == SlotStatus.PAID && slot.payments().containsAll(taken);
        return sent.isDefined() && sent.get().isOverpaid() && taken.size() > 1 && !settled;
    }

    /**
     * What is shown has settled the whole, with something that the slot does not rest on, while something that it does rest on is not
     * shown: a transfer that a person was told of, say. Together that is too much, whatever it comes to.
     */
    boolean isPaidBeside() {
        return isCovered() && !slot.payments().containsAll(effective()) && missesKnown();
    }

    /** Something that the slot rests on is not shown at present. */
    boolean missesKnown() {
        return any(slot.payments(), this::isMissing);
    }

    private boolean isMissing(PaymentId id) {
        return !id.isDeduced() && !any(p -> p.id().equals(id));
    }

    /** The provider still asks for exactly this, and nobody else has paid or is paying. */
    boolean stillAsksFor(Money amount) {
        return sent.isDefined()
                && sent.get().payable()
                && sent.get().collectible().equals(amount)
                && live().isEmpty()
                && effective().isEmpty();
    }

    /**
     * Money was kept that does not cover the whole, in another currency, say, or given back in part before it was on record, and the
     * provider takes no more for it: only a person can tell what that settles.
     */
    boolean keptAndNotToBePaid() {
        return sent.isDefined()
                && !sent.get().payable()
                && !effective().isEmpty()
                && (!sent.get().collectible().isPositive()
                        || any(p -> p.isEffective() && p.refunded().isPositive()));
    }

    /** What is alive, and what the slot rests on and is not shown at present: that it is missing ends none of it. */
    List<PaymentId> liveOrUnseen() {
        Set<PaymentId> open = new LinkedHashSet<>(live());
        for (PaymentId id : slot.payments()) {
            if (isMissing(id)) {
                open.add(id);
            }
        }
        return List.copyOf(open);
    }

    /** Payments that the slot rests on, as they are shown now. */
    List<ProviderPayment> known() {
        List<ProviderPayment> known = new ArrayList<>();
        for (ProviderPayment payment : all) {
            if (slot.payments().contains(payment.id())) {
                known.add(payment);
            }
        }
        return known;
    }

    /**
     * Every payment the slot rests on is shown: where nothing is alive, all of them have ended.
     *
     * @param butDeduced leaves out those that were only deduced from the state of a request: they have ended where it can be paid again,
     *     unless that answer is older than the one before
     */
    boolean knownPaymentsShown(boolean butDeduced) {
        boolean again = butDeduced && sent.isDefined() && sent.get().payable();
        for (PaymentId id : slot.payments()) {
            if (!(again && id.isDeduced()) && !any(p -> p.id().equals(id))) {
                return false;
            }
        }
        return true;
    }

    /** Every payment the slot rests on is shown, completed, and given back to the last minor unit. */
    boolean knownPaymentsRefunded() {
        return knownPaymentsShown(false)
                && first(
                                known(),
                                p -> p.status() != Status.COMPLETED || !p.kept().isZero())
                        .isEmpty();
    }

    /** A payment the slot rests on is shown as failed after all, or partly or wholly given back. */
    boolean knownPaymentsReversed() {
        return first(known(), p -> p.isDead() || p.refunded().isPositive()).isDefined();
    }

    /** Whether any payment at all, dead ones too, was made under a key: it was executed then, and must not be used again. */
    boolean shows(IdempotencyKey wanted) {
        return any(p -> p.isOf(wanted));
    }

    /** Whether a key was executed, nothing can come of it any more, and nothing was kept of it. */
    boolean showsEnded(IdempotencyKey wanted) {
        return shows(wanted) && !any(p -> p.isOf(wanted) && (p.isLive() || p.isEffective()));
    }

    /** What was taken under a key and not given back. */
    List<PaymentId> keptUnder(IdempotencyKey wanted) {
        return ids(p -> p.isOf(wanted) && p.isEffective());
    }

    private List<PaymentId> ids(Predicate<ProviderPayment> kind) {
        if (all.isEmpty()) { // as with most invoices
            return List.of();
        }
        Map<String, PaymentId> sorted = new TreeMap<>();
        for (ProviderPayment payment : all) {
            if (kind.test(payment)) {
                sorted.put(payment.id().value(), payment.id());
            }
        }
        return List.copyOf(sorted.values());
    }

    private boolean any(Predicate<ProviderPayment> kind) {
        return first(all, kind).isDefined();
    }

    private static boolean any(List<PaymentId> ids, Predicate<PaymentId> kind) {
        for (PaymentId id : ids) {
            if (kind.test(id)) {
                return true;
            }
        }
        return false;
    }

    private static Option<ProviderPayment> first(List<ProviderPayment> payments, Predicate<ProviderPayment> kind) {
        for (ProviderPayment payment : payments) {
            if (kind.test(payment)) {
                return Option.some(payment);
            }
        }
        return Option.none();
    }
}
