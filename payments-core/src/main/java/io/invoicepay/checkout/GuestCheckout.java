package io.invoicepay.checkout;

import io.invoicepay.attempt.Attempt;
import io.invoicepay.attempt.Evidence;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.engine.Advance;
import io.invoicepay.engine.Engine;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.money.Money;
import io.invoicepay.payment.AttemptId;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.GuestPayment;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.PaymentMethod;
import io.invoicepay.payment.PaymentOutcome;
import io.invoicepay.payment.Refusal;
import io.invoicepay.payment.Refusals;
import io.invoicepay.payment.StandardRefusal;
import io.invoicepay.provider.ChargeOrder;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.spi.AttemptsUnavailableException;
import io.invoicepay.spi.PaymentProvider;
import io.invoicepay.spi.StoredSlot;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Pay Now, step by step: reserve the invoice, take a last look at everything, arm, send once, write down what came of it. Until the
 * arming has been won nothing leaves; from then on only the provider's own word makes the invoice payable again.
 */
final class GuestCheckout {
    /** A second round is needed where the store had lost a write and the key turned out to be used. */
    private static final int ROUNDS = 3;

    private static final int WRITES = 4;

    private final Engine engine;
    private final Facts facts;

    GuestCheckout(Engine engine, Facts facts) {
        this.engine = engine;
        this.facts = facts;
    }

    PaymentOutcome pay(Customer customer, DialogClaim claim, PaymentProvider provider, GuestPayment payer) {
        try {
            for (int round = 0; round < ROUNDS; round++) {
                Option<PaymentOutcome> outcome = tryOnce(customer, claim, provider, payer);
                if (outcome.isDefined()) {
                    return outcome.get();
                }
            }
            return refused(List.of(StandardRefusal.PAYMENT_PENDING), Option.none());
        } catch (AttemptsUnavailableException e) {
            engine.portFailed(Option.none(), "store: read", e);
            return new PaymentOutcome.NotCharged(NotChargedReason.STORE_UNAVAILABLE);
        }
    }

    /** @return nothing if it has to be begun again */
    private Option<PaymentOutcome> tryOnce(
            Customer customer, DialogClaim claim, PaymentProvider provider, GuestPayment payer) {
        InvoiceKey key = engine.key(claim.invoice());
        Option<StoredSlot> read =
                engine.unlessBroken(key, () -> engine.attempts().read(key));
        if (read.isEmpty()) {
            return Option.some(new PaymentOutcome.NotCharged(NotChargedReason.STORE_UNAVAILABLE));
        }
        Either<NotChargedReason, StoredSlot> looked =
                engine.atFormers(engine.afterTime(read.get()), Option.some(claim.account()));
        if (looked.isLeft()) {
            return Option.some(new PaymentOutcome.NotCharged(looked.getLeft()));
        }
        StoredSlot found = looked.get();
        AttemptId id = new AttemptId(engine.newId());
        Advance reserved = engine.advance(
                found, new Evidence.PayPressed(id, customer.user(), claim.amount(), claim.account(), provider.id()));
        if (reserved.moved()) {
            try {
                return lastLook(customer, claim, provider, payer, reserved.stored());
            } finally {
                watchOn(found.slot(), claim);
            }
        }
        return Option.some(
                reserved.ending() == Advance.Ending.UNDECIDED
                        ? new PaymentOutcome.NotCharged(NotChargedReason.STORE_UNAVAILABLE)
                        : refusedAsHeld(customer, claim, reserved.stored().slot()));
    }

    /** A portal that was opened before is open still if nothing came of this: a payment there is awaited on. */
    private void watchOn(PaymentSlot before, DialogClaim claim) {
        if (before.nextCheck().isEmpty()) {
            return;
        }
        try {
            StoredSlot now = engine.afterTime(engine.attempts().read(before.invoice()));
            if (now.slot().status() == SlotStatus.PAYABLE) {
                Instant due = before.nextCheck().get();
                Evidence hint = new Evidence.Hinted(
                        due, Option.some(claim.account()), before.provider(), "portal opened before");
                engine.advance(now, hint);
            }
        } catch (Exception | LinkageError e) {
            engine.portFailed(Option.none(), "store: read", e);
        }
    }

    /** Somebody else holds the invoice: all the reasons that hold are told (GST-09). */
    private PaymentOutcome refusedAsHeld(Customer customer, DialogClaim claim, PaymentSlot slot) {
        Either<PaymentOutcome, Invoice> read = invoice(claim);
        if (read.isLeft()) {
            return read.getLeft();
        }
        Invoice invoice = read.get();
        // Free by now, it was held a moment ago: the customer should look before paying again.
        List<StandardRefusal> further =
                Held.of(slot, engine.now()) == Held.FREE ? List.of(StandardRefusal.PAYMENT_PENDING) : List.of();
        return ruled(() ->
                        facts.candidate(customer, invoice, slot, Option.none()).refusals(further))
                .fold(broken -> broken, refusals -> refused(refusals, Option.some(invoice.outstanding())));
    }

    private Option<PaymentOutcome> lastLook(
            Customer customer, DialogClaim claim, PaymentProvider provider, GuestPayment payer, StoredSlot reserved) {
        Attempt attempt = reserved.slot().attempt().get();
        Either<PaymentOutcome, Invoice> read = invoice(claim);
        if (read.isLeft()) {
            giveUp(reserved, attempt, Option.none(), "the invoice could not be read");
            return Option.some(read.getLeft());
        }
        Invoice invoice = read.get();
        ProviderView view = engine.look(reserved.slot());
        Either<PaymentOutcome, List<Refusal>> ruled =
                ruled(() -> refusals(customer, attempt.amount(), invoice, view, provider));
        if (ruled.isLeft()) {
            giveUp(reserved, attempt, Option.some(view), "a rule could not be asked");
            return Option.some(ruled.getLeft());
        }
        List<Refusal> refusals = ruled.get();
        if (!refusals.isEmpty()) {
            giveUp(reserved, attempt, Option.some(view), refusals.get(0).name());
            return Option.some(refused(refusals, Option.some(invoice.outstanding())));
        }
        if (engine.lifecycle().keyIsUsed(reserved.slot(), view)) {
            giveUp(reserved, attempt, Option.some(view), "the key was used before");
            return Option.none();
        }
        Advance armed = engine.advance(reserved, new Evidence.ReadyToSend(attempt.id()));
        if (armed.moved()) {
            Instant lapse = reserved.slot().nextCheck().get();
            return Option.some(send(provider, order(claim, attempt, view, payer), armed.stored(), lapse));
        }
        if (armed.ending() == Advance.Ending.UNDECIDED) {
            disarm(reserved, attempt, view);
            return Option.some(new PaymentOutcome.NotCharged(NotChargedReason.STORE_UNAVAILABLE));
        }
        // The reservation has lapsed over slow answers, and nothing was sent: to begin again would be as slow.
        return Option.some(new PaymentOutcome.NotCharged(NotChargedReason.PROVIDER_UNREACHABLE));
    }

    /** Nobody else sends for this attempt, and this thread will not: even if the arming arrives after all, nothing has left. */
    private void disarm(StoredSlot reserved, Attempt attempt, ProviderView view) {
        Advance freed = engine.advance(
                reserved, new Evidence.GivenUp(attempt.id(), Option.some(view), "the store did not confirm"));
        if (freed.ending() == Advance.Ending.OVERTAKEN) {
            engine.advance(
                    freed.stored(),
                    new Evidence.Answered(attempt.id(), ChargeResult.notSent(NotChargedReason.STORE_UNAVAILABLE)));
        }
    }

    private List<Refusal> refusals(
            Customer customer, Money amount, Invoice invoice, ProviderView view, PaymentProvider provider) {
        List<StandardRefusal> further = new ArrayList<>();
        if (!provider.capabilities().offers(PaymentMethod.GUEST_CHECKOUT)) {
            further.add(StandardRefusal.METHOD_NOT_OFFERED);
        }
        if (!invoice.outstanding().equals(amount)) {
            further.add(StandardRefusal.BALANCE_CHANGED);
        }
        return facts.candidate(customer, invoice, Held.FREE, Option.some(view)).refusals(further);
    }

    /** A rule of the host's that throws must not keep the invoice reserved. */
    private Either<PaymentOutcome, List<Refusal>> ruled(Supplier<List<Refusal>> rules) {
        try {
            return Either.right(rules.get());
        } catch (Exception | LinkageError e) {
            engine.portFailed(Option.none(), "rules", e);
            return Either.left(new PaymentOutcome.NotCharged(NotChargedReason.INVOICES_UNAVAILABLE));
        }
    }

    private Either<PaymentOutcome, Invoice> invoice(DialogClaim claim) {
        try {
            return facts.own(claim.account(), claim.invoice())
                    .toEither(() -> refused(List.of(StandardRefusal.UNKNOWN_INVOICE), Option.none()));
        } catch (Exception | LinkageError e) {
            engine.portFailed(Option.none(), "invoice source: invoice", e);
            return Either.left(new PaymentOutcome.NotCharged(NotChargedReason.INVOICES_UNAVAILABLE));
        }
    }

    /** Frees the invoice at once; if that write fails, the reservation lapses by itself. What was seen is put on record (T13). */
    private void giveUp(StoredSlot reserved, Attempt attempt, Option<ProviderView> view, String reason) {
        Advance freed = engine.advance(reserved, new Evidence.GivenUp(attempt.id(), view, reason));
        if (freed.moved() && view.isDefined()) {
            engine.confront(freed.stored(), view.get(), Option.none());
        }
    }

    private static ChargeOrder order(DialogClaim claim, Attempt attempt, ProviderView view, GuestPayment payer) {
        ProviderView.Sent sent = (ProviderView.Sent) view;
        Set<PaymentId> known = sent.payments().isEmpty() // as with nearly all
                ? Set.of()
                : sent.payments().stream().map(ProviderPayment::id).collect(Collectors.toUnmodifiableSet());
        return new ChargeOrder(
                attempt.id(),
                attempt.key(),
                claim.account(),
                claim.invoice(),
                sent.request(),
                attempt.amount(),
                payer,
                known);
    }

    /** @param lapse when the reservation lapses: a look that is as old, because the arming took so long, is not to be charged on */
    private PaymentOutcome send(PaymentProvider provider, ChargeOrder order, StoredSlot armed, Instant lapse) {
        boolean lapsed = !engine.now().isBefore(lapse);
        if (lapsed) {
            engine.portFailed(
                    Option.none(), "store or listener: too slow for a charge to follow", new IllegalStateException());
        }
        ChargeResult result =
                lapsed ? ChargeResult.notSent(NotChargedReason.STORE_UNAVAILABLE) : engine.charge(provider, order);
        Advance written = engine.advance(armed, new Evidence.Answered(order.attempt(), result));
        if (written.ending() == Advance.Ending.UNDECIDED && result instanceof ChargeResult.NotSent) {
            // The provider will show what became of anything else; of this only this thread knows.
            written = engine.advance(written.stored(), new Evidence.Answered(order.attempt(), result));
        }
        for (int write = 1; write < WRITES && written.ending() == Advance.Ending.OVERTAKEN; write++) {
            written = engine.advance(written.stored(), new Evidence.Answered(order.attempt(), result));
        }
        return outcome(order, result, written);
    }

    /** What the customer is told agrees with what the invoice shows from now on; in doubt, that it is being found out. */
    private static PaymentOutcome outcome(ChargeOrder order, ChargeResult result, Advance written) {
        boolean inReview = written.moved() && written.stored().slot().status() == SlotStatus.REVIEW;
        boolean recorded = written.ending() != Advance.Ending.UNDECIDED;
        if (result instanceof ChargeResult.Confirmed confirmed && !inReview) {
            ProviderPayment payment = confirmed.payment();
            if (!payment.isDead() && payment.applied().equals(order.amount())) {
                return new PaymentOutcome.Pending(order.attempt(), payment.id(), order.amount());
            }
            if (payment.isDead() && recorded) {
                DeclineReason reason = payment.decline().getOrElse(DeclineReason.DECLINED);
                return new PaymentOutcome.Declined(order.attempt(), reason, order.amount());
            }
        }
        boolean freed = written.stored().slot().status() == SlotStatus.PAYABLE;
        if (result instanceof ChargeResult.NotSent notSent && recorded && freed) {
            return new PaymentOutcome.NotCharged(notSent.reason());
        }
        return new PaymentOutcome.OutcomeUnknown(order.attempt(), order.amount());
    }

    private static PaymentOutcome refused(List<? extends Refusal> refusals, Option<Money> outstanding) {
        return new PaymentOutcome.Refused(new Refusals(List.copyOf(refusals)), outstanding);
    }
}
