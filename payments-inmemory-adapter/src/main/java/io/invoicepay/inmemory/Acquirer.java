package io.invoicepay.inmemory;

import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.PaymentMethod;
import io.invoicepay.provider.Capabilities;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.ProviderPayment.Status;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;

/**
 * The provider's inside, where money moves: takes charges that have arrived, makes payments of them, and ends the payments when their
 * time has come. What it refuses leads to an error without a payment, as Aptean's does; only a payment that failed is a decline.
 */
final class Acquirer {
    private final Terms terms;
    private final RequestBook book;
    private final KeyMemory keys;
    private final Timeline timeline;

    Acquirer(Terms terms, RequestBook book, KeyMemory keys, Timeline timeline) {
        this.terms = terms;
        this.book = book;
        this.keys = keys;
        this.timeline = timeline;
    }

    /** Everything whose time has come happens, in order and at its own time. */
    void catchUp(Instant now) {
        for (Option<Snapshot.Due> next = timeline.next(now); next.isDefined(); next = timeline.next(now)) {
            happen(next.get());
        }
    }

    private void happen(Snapshot.Due due) {
        if (due instanceof Snapshot.Settling settling) {
            end(settling.payment(), Status.COMPLETED, Option.none(), settling.at());
        } else if (due instanceof Snapshot.Failing failing) {
            end(failing.payment(), Status.FAILED, Option.some(failing.reason()), failing.at());
        } else if (due instanceof Snapshot.Arriving arriving) {
            take(arriving.charge(), arriving.ending(), false, arriving.at()); // nobody waits for the answer
        }
    }

    /** A payment that somebody has ended before stays as it is. */
    private void end(PaymentId id, Status status, Option<DeclineReason> reason, Instant at) {
        Snapshot.Payment payment = book.payment(id);
        if (payment.isLive()) {
            book.write(payment.become(status, reason, at));
        }
    }

    /** A charge has arrived: the answer that leaves. */
    ChargeResult take(Snapshot.Charge charge, Plan.Ending ending, boolean namedInError, Instant at) {
        Option<Snapshot.UsedKey> before =
                keys.recall(charge.key(), id -> book.payment(id).isDead());
        if (before.isDefined()) {
            return again(charge, before.get());
        }
        Option<String> fault = fault(charge, at);
        if (fault.isDefined()) {
            return ChargeResult.ambiguous(fault.get());
        }
        Money charged = ending.charged().getOrElse(charge.amount());
        PaymentId id = pay(charge.invoice(), LedgerEntry.Channel.GUEST, Option.some(charge.key()), charged, ending, at);
        Snapshot.UsedKey use = new Snapshot.UsedKey(charge, id, namedInError);
        keys.remember(use);
        return answer(use);
    }

    private ChargeResult again(Snapshot.Charge charge, Snapshot.UsedKey before) {
        if (!keys.replays()) {
            return ChargeResult.ambiguous("the key was used before");
        }
        return before.charge().equals(charge)
                ? answer(before)
                : ChargeResult.ambiguous("the key was used before, for another charge");
    }

    private ChargeResult answer(Snapshot.UsedKey use) {
        return use.namedInError()
                ? new ChargeResult.Ambiguous(Option.some(use.payment()), "an error that names a payment")
                : ChargeResult.confirmed(RequestBook.shown(
                        book.firstOf(use.payment()), terms.capabilities().showsKeys()));
    }

    private Option<String> fault(Snapshot.Charge charge, Instant at) {
        Option<Snapshot.Request> request = book.request(charge.invoice())
                .filter(current -> current.reference().equals(charge.request()));
        if (request.isEmpty()) {
            return Option.some("there is no such request for payment");
        }
        if (!terms.capabilities().offers(PaymentMethod.GUEST_CHECKOUT)) {
            return Option.some("cards are not taken");
        }
        return fault(request.get(), charge.amount(), at);
    }

    /** Why the provider would not take an amount for a request; nothing if it would. */
    Option<String> fault(Snapshot.Request request, Money amount, Instant at) {
        Capabilities capabilities = terms.capabilities();
        if (!request.open()) {
            return Option.some("the request for payment is closed");
        }
        if (!request.requested().currency().equals(amount.currency()) || !capabilities.accepts(amount.currency())) {
            return Option.some("payments are not taken in " + amount.currency());
        }
        if (!amount.isPositive() || capabilities.isBelowMinimum(amount) || capabilities.isAboveMaximum(amount)) {
            return Option.some("payments of " + amount + " are not taken");
        }
        Money collectible = book.collectible(request, at);
        return Option.when(
                terms.capped() && amount.isMoreThan(collectible),
                () -> amount + " is more than the " + collectible + " left to collect");
    }

    /** Makes a payment, and plans its end. */
    PaymentId pay(
            InvoiceNumber invoice,
            LedgerEntry.Channel channel,
            Option<IdempotencyKey> key,
            Money charged,
            Plan.Ending ending,
            Instant at) {
        PaymentId id = book.newPaymentId();
        Duration after = ending.after().getOrElse(terms.settlesAfter());
        Status first = after.isZero() ? ending.status() : Status.PENDING;
        Option<DeclineReason> decline = ending.decline().filter(reason -> after.isZero());
        book.write(new Snapshot.Payment(
                id, invoice, channel, key, at, first, charged, Money.zero(charged.currency()), decline));
        if (!after.isZero()) {
            timeline.add(due(id, ending, at.plus(after)));
        }
        return id;
    }

    private static Snapshot.Due due(PaymentId id, Plan.Ending ending, Instant at) {
        return ending.status() == Status.COMPLETED
                ? new Snapshot.Settling(at, id)
                : new Snapshot.Failing(at, id, ending.decline().getOrElse(DeclineReason.DECLINED));
    }
}
