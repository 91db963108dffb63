package io.invoicepay.attempt;

import com.google.common.base.Suppliers;
import io.invoicepay.money.Money;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.provider.ProviderView;
import io.vavr.control.Option;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * A provider's view sorted by what it means for one slot: which payments are ours, which are others'. An invoice that the provider
 * does not know has no payments; that proves nothing.
 */
final class Findings {
    private final PaymentSlot slot;
    private final Option<ProviderView.Sent> sent;
    /** Minted when the first payment is compared with it: most invoices have none. */
    private final Supplier<IdempotencyKey> key;

    Findings(PaymentSlot slot, Option<ProviderView.Sent> sent, Supplier<IdempotencyKey> key) {
        this.slot = slot;
        this.sent = sent;
        this.key = Suppliers.memoize(key::get);
    }

    /** No payment is shown at all, of nobody. */
    boolean isEmpty() {
        return sent.forAll(s -> s.payments().isEmpty());
    }

    private Stream<ProviderPayment> all() {
        return sent.map(ProviderView.Sent::payments).getOrElse(List.of()).stream();
    }

    /** Made under the slot's present key, or known by its reference to be our attempt's. */
    private boolean isOurs(ProviderPayment payment) {
        return payment.isOf(key.get())
                || (slot.attempt().isDefined()
                        && ownReference(payment)
                        && payment.key().isEmpty());
    }

    /** While an attempt is open, the slot's references are those of our own charge. */
    private boolean ownReference(ProviderPayment payment) {
        return switch (slot.status()) {
            case UNKNOWN, PENDING, REVIEW -> slot.payments().contains(payment.id());
            default -> false;
        };
    }

    private Stream<ProviderPayment> own() {
        return all().filter(this::isOurs);
    }

    /** The references of our own charge. */
    List<PaymentId> ours() {
        return ids(this::isOurs);
    }

    /** Ours, alive or completed, but for another amount or currency than the one frozen. */
    boolean oursDiffers() {
        return slot.attempt()
                .exists(attempt ->
                        own().anyMatch(p -> !p.isDead() && !p.applied().equals(attempt.amount())));
    }

    Option<ProviderPayment> oursCompleted() {
        return first(own(), p -> p.status() == Status.COMPLETED);
    }

    Option<ProviderPayment> oursLive() {
        return first(own(), ProviderPayment::isLive);
    }

    /** No attempt of ours is open, or it is shown as ended one way or the other. */
    boolean oursIsResolved() {
        return slot.attempt().isEmpty() || (shows(key.get()) && own().noneMatch(ProviderPayment::isLive));
    }

    List<PaymentId> live() {
        return ids(ProviderPayment::isLive);
    }

    List<PaymentId> effective() {
        return ids(ProviderPayment::isEffective);
    }

    /** Somebody's payments have settled the whole of it. */
    boolean isCovered() {
        return sent.exists(ProviderView.Sent::isCovered);
    }

    boolean isOverpaid() {
        return sent.exists(ProviderView.Sent::isOverpaid);
    }

    /** Payments that the slot rests on, as they are shown now. */
    List<ProviderPayment> known() {
        return all().filter(p -> slot.payments().contains(p.id())).toList();
    }

    /** Our own payments, if all that is shown of them has ended without taking money; else none. */
    List<ProviderPayment> oursDead() {
        return own().allMatch(ProviderPayment::isDead) ? own().toList() : List.of();
    }

    /** The provider still asks for exactly this, and nobody else has paid or is paying. */
    boolean stillAsksFor(Money amount) {
        return sent.exists(s -> s.payable() && s.collectible().equals(amount))
                && all().noneMatch(p -> p.isLive() || p.isEffective());
    }

    /** Every payment the slot rests on is shown, and none of them is alive. */
    boolean knownPaymentsEnded() {
        return slot.payments().stream().allMatch(id -> all().anyMatch(p -> p.id().equals(id) && !p.isLive()));
    }

    /** Every payment the slot rests on is shown, completed, and given back to the last minor unit. */
    boolean knownPaymentsRefunded() {
        return slot.payments().stream()
                .allMatch(id -> all().anyMatch(p -> p.id().equals(id)
                        && p.status() == Status.COMPLETED
                        && p.kept().isZero()));
    }

    /** A payment the slot rests on is shown as failed after all, or partly or wholly given back. */
    boolean knownPaymentsReversed() {
        return all().anyMatch(p ->
                slot.payments().contains(p.id()) && (p.isDead() || p.refunded().isPositive()));
    }

    /** Whether any payment at all, dead ones too, was made under a key: it was executed then, and must not be used again. */
    boolean shows(IdempotencyKey wanted) {
        return all().anyMatch(p -> p.isOf(wanted));
    }

    /** Whether a key was executed, nothing can come of it any more, and nothing was kept of it. */
    boolean showsEnded(IdempotencyKey wanted) {
        return shows(wanted) && all().noneMatch(p -> p.isOf(wanted) && (p.isLive() || p.isEffective()));
    }

    /** What was taken under a key and not given back. */
    List<PaymentId> keptUnder(IdempotencyKey wanted) {
        return ids(p -> p.isOf(wanted) && p.isEffective());
    }

    private List<PaymentId> ids(Predicate<ProviderPayment> kind) {
        return isEmpty()
                ? List.of()
                : all().filter(kind)
                        .map(ProviderPayment::id)
                        .distinct()
                        .sorted(Comparator.comparing(PaymentId::value))
                        .toList();
    }

    private static Option<ProviderPayment> first(Stream<ProviderPayment> payments, Predicate<ProviderPayment> kind) {
        return Option.ofOptional(payments.filter(kind).findFirst());
    }
}
