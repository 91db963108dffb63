package io.invoicepay.proof.simulation;

import static io.invoicepay.provider.KeyContract.IGNORES_KEYS;
import static io.invoicepay.provider.KeyContract.REJECTS_USED_KEYS;

import io.invoicepay.attempt.Attempt;
import io.invoicepay.attempt.Evidence;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.money.Money;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.proof.model.Bounds;
import io.invoicepay.proof.model.Flaw;
import io.invoicepay.proof.simulation.CarelessStore.Care;
import io.invoicepay.proof.simulation.Violation.Promise;
import io.invoicepay.provider.Capabilities;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.KeyContract;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.provider.ProviderView;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** The mistakes that others have made, and that the simulation has to find: it is worth only what it would notice. */
final class Mutants {
    private Mutants() {}

    /** Two keys, one crash, nothing else: small enough to be explored to the end. */
    private static final Bounds PLAIN = new Bounds(IGNORES_KEYS, false, 2, 1, 0, 0, 0);

    private static final Bounds WITH_PORTAL = new Bounds(IGNORES_KEYS, false, 2, 0, 0, 1, 0);
    private static final Bounds WITH_RESENDS = new Bounds(IGNORES_KEYS, false, 2, 0, 0, 0, 1);
    private static final Bounds WITH_COPIES = new Bounds(REJECTS_USED_KEYS, true, 2, 0, 1, 1, 0);

    static final List<Mutant> ALL = List.of(
            charges(
                    "a timeout is recorded as failed, with a new key",
                    IGNORES_KEYS,
                    new Twisted(Mutants::timeoutFails)),
            charges("'not found' releases with a new key", IGNORES_KEYS, new Twisted(Mutants::absenceMintsKey)),
            charges("'not found' releases and keeps the key", IGNORES_KEYS, new Twisted(Mutants::absenceReleases)),
            releases(
                    "a late decline is applied to the next attempt",
                    IGNORES_KEYS,
                    Twisted.misreading(Mutants::declineOfWhoever)),
            charges(
                    "the reconciler writes without compare-and-set",
                    IGNORES_KEYS,
                    CarelessStore.with(
                            Care.NO_COMPARISON,
                            next -> next.cause().actor().equals("reconciler"),
                            Flaw.RECONCILES_BLINDLY)),
            charges(
                    "reserving without compare-and-set",
                    IGNORES_KEYS,
                    CarelessStore.with(
                            Care.NO_COMPARISON, next -> next.status() == SlotStatus.RESERVED, Flaw.RESERVES_BLINDLY)),
            charges(
                    "sending without having won the arming",
                    IGNORES_KEYS,
                    CarelessStore.with(
                            Care.LOSS_IGNORED, next -> next.status() == SlotStatus.SENDING, Flaw.SENDS_UNARMED)),
            unmodelled(charges(
                    "sending after an arming of which nobody knows",
                    IGNORES_KEYS,
                    CarelessStore.with(Care.DOUBT_IGNORED, next -> next.status() == SlotStatus.SENDING, Flaw.NONE))),
            charges("a sent charge lapses and keeps the key", IGNORES_KEYS, new Twisted(Mutants::sendingLapses)),
            charges("a sent charge lapses, with a new key", IGNORES_KEYS, new Twisted(Mutants::sendingLapsesAnew)),
            releases("a pending payment is given up by age", IGNORES_KEYS, new Twisted(Mutants::pendingAges)),
            releases(
                            "a payment pending elsewhere releases an unknown attempt",
                            IGNORES_KEYS,
                            new Twisted(Mutants::elsewhereReleases))
                    .within(WITH_PORTAL),
            charges(
                    "a timeout is taken for 'not sent'",
                    IGNORES_KEYS,
                    MisunderstoodBank.hearing(
                            result -> result instanceof ChargeResult.Ambiguous
                                    ? ChargeResult.notSent(NotChargedReason.PROVIDER_UNREACHABLE)
                                    : result,
                            Flaw.SILENCE_IS_NOT_SENT)),
            charges(
                            "sent again although the keys do not allow it",
                            IGNORES_KEYS,
                            MisunderstoodBank.believing(
                                    Capabilities.builder()
                                            .keys(KeyContract.REJECTS_USED_KEYS, Duration.ofHours(24))
                                            .portalHosts("pay.example.com")
                                            .showingKeys()
                                            .build(),
                                    Flaw.RESENDS_ANYWAY))
                    .within(WITH_RESENDS),
            charges(
                            "'key used before' is taken for a decline",
                            REJECTS_USED_KEYS,
                            new Twisted((slot, evidence, now) -> errorReleases("used before", slot, evidence, now)))
                    .within(WITH_COPIES),
            releases(
                            "'more than is left to collect' is taken for a decline",
                            REJECTS_USED_KEYS,
                            new Twisted((slot, evidence, now) -> errorReleases("left to collect", slot, evidence, now)))
                    .within(WITH_COPIES),
            new Mutant(
                    "a pending second payment is an overpayment",
                    IGNORES_KEYS,
                    Promise.OVERPAYMENT_SHOWN,
                    new Twisted(Mutants::pendingOverpays),
                    Option.some(WITH_PORTAL)),
            new Mutant(
                    "paid without comparing amounts",
                    IGNORES_KEYS,
                    Promise.NO_FALSE_PAID,
                    Twisted.misreading(Mutants::amountTrusted),
                    Option.none()),
            new Mutant(
                    "an accepted charge is taken for a completed one",
                    IGNORES_KEYS,
                    Promise.NO_FALSE_PAID,
                    Twisted.misreading((slot, evidence) -> acceptedIsCompleted(evidence)),
                    Option.some(PLAIN)),
            new Mutant(
                    "an event marks the invoice as paid",
                    IGNORES_KEYS,
                    Promise.NO_FALSE_PAID,
                    new Twisted(Mutants::eventPays),
                    Option.some(PLAIN)));

    private static Mutant charges(String name, KeyContract contract, Sabotage sabotage) {
        return new Mutant(name, contract, Promise.NO_DOUBLE_CHARGE, sabotage, Option.some(PLAIN));
    }

    /** It takes what the model leaves out. */
    private static Mutant unmodelled(Mutant mutant) {
        return new Mutant(mutant.name(), mutant.contract(), mutant.promise(), mutant.sabotage(), Option.none());
    }

    /** The second charge itself would need a rare chain of further events: the way to it is open already. */
    private static Mutant releases(String name, KeyContract contract, Sabotage sabotage) {
        return new Mutant(name, contract, Promise.NOT_RELEASED_ALIVE, sabotage, Option.some(PLAIN));
    }

    private static Option<PaymentSlot> timeoutFails(PaymentSlot slot, Evidence evidence, Instant now) {
        boolean timeout = slot.status() == SlotStatus.SENDING
                && evidence instanceof Evidence.Answered answered
                && answered.result() instanceof ChargeResult.Ambiguous;
        return Option.when(timeout, () -> Twisted.payable(slot, slot.sequence() + 1, now));
    }

    private static Option<PaymentSlot> absenceMintsKey(PaymentSlot slot, Evidence evidence, Instant now) {
        return Option.when(nothingFound(slot, evidence), () -> Twisted.payable(slot, slot.sequence() + 1, now));
    }

    private static Option<PaymentSlot> absenceReleases(PaymentSlot slot, Evidence evidence, Instant now) {
        return Option.when(nothingFound(slot, evidence), () -> Twisted.payable(slot, slot.sequence(), now));
    }

    private static boolean nothingFound(PaymentSlot slot, Evidence evidence) {
        return slot.status() == SlotStatus.UNKNOWN
                && evidence instanceof Evidence.Looked looked
                && looked.view() instanceof ProviderView.Sent sent
                && sent.payments().isEmpty();
    }

    private static Evidence declineOfWhoever(PaymentSlot slot, Evidence evidence) {
        return evidence instanceof Evidence.Answered answered
                        && answered.result() instanceof ChargeResult.Confirmed confirmed
                        && confirmed.payment().isDead()
                        && slot.attempt().isDefined()
                ? new Evidence.Answered(
                        slot.attempt().get().id(),
                        ChargeResult.confirmed(with(
                                confirmed.payment(),
                                confirmed.payment().status(),
                                confirmed.payment().applied(),
                                slot.attempt().map(Attempt::key))))
                : evidence;
    }

    private static Option<PaymentSlot> sendingLapses(PaymentSlot slot, Evidence evidence, Instant now) {
        return Option.when(deadlinePassed(slot, evidence, now), () -> Twisted.payable(slot, slot.sequence(), now));
    }

    private static Option<PaymentSlot> sendingLapsesAnew(PaymentSlot slot, Evidence evidence, Instant now) {
        return Option.when(deadlinePassed(slot, evidence, now), () -> Twisted.payable(slot, slot.sequence() + 1, now));
    }

    private static boolean deadlinePassed(PaymentSlot slot, Evidence evidence, Instant now) {
        return slot.status() == SlotStatus.SENDING && slot.isDue(now) && evidence instanceof Evidence.TimePassed;
    }

    private static Option<PaymentSlot> pendingAges(PaymentSlot slot, Evidence evidence, Instant now) {
        boolean old = slot.status() == SlotStatus.PENDING
                && evidence instanceof Evidence.Looked
                && now.isAfter(slot.since().plus(Duration.ofHours(24)));
        return Option.when(old, () -> Twisted.payable(slot, slot.sequence() + 1, now));
    }

    private static Option<PaymentSlot> elsewhereReleases(PaymentSlot slot, Evidence evidence, Instant now) {
        if (slot.status() != SlotStatus.UNKNOWN
                || !(evidence instanceof Evidence.Looked looked && looked.view() instanceof ProviderView.Sent sent)) {
            return Option.none();
        }
        List<PaymentId> live = sent.payments().stream()
                .filter(payment -> payment.isLive() && payment.key().isEmpty())
                .map(ProviderPayment::id)
                .toList();
        boolean oursShown =
                sent.payments().stream().anyMatch(payment -> payment.key().isDefined());
        return Option.when(!live.isEmpty() && !oursShown, () -> Twisted.elsewhere(slot, live, now));
    }

    private static Option<PaymentSlot> errorReleases(String error, PaymentSlot slot, Evidence evidence, Instant now) {
        boolean taken = (slot.status() == SlotStatus.SENDING || slot.status() == SlotStatus.UNKNOWN)
                && evidence instanceof Evidence.Answered answered
                && slot.attempt().exists(attempt -> attempt.id().equals(answered.attempt()))
                && answered.result() instanceof ChargeResult.Ambiguous ambiguous
                && ambiguous.detail().contains(error);
        return Option.when(taken, () -> Twisted.payable(slot, slot.sequence() + 1, now));
    }

    private static Option<PaymentSlot> pendingOverpays(PaymentSlot slot, Evidence evidence, Instant now) {
        if (slot.status() != SlotStatus.PAID
                || !(evidence instanceof Evidence.Looked looked && looked.view() instanceof ProviderView.Sent sent)) {
            return Option.none();
        }
        List<PaymentId> payments = new ArrayList<>(slot.payments());
        sent.payments().stream()
                .filter(payment -> payment.isLive() && !payments.contains(payment.id()))
                .forEach(payment -> payments.add(payment.id()));
        return Option.when(payments.size() > slot.payments().size(), () -> Twisted.overpaid(slot, payments, now));
    }

    private static Evidence amountTrusted(PaymentSlot slot, Evidence evidence) {
        return seeing(
                evidence,
                payment -> slot.attempt()
                        .filter(attempt -> payment.key().contains(attempt.key()))
                        .map(attempt -> with(payment, payment.status(), attempt.amount(), payment.key()))
                        .getOrElse(payment));
    }

    private static Evidence acceptedIsCompleted(Evidence evidence) {
        return evidence instanceof Evidence.Answered
                ? seeing(
                        evidence,
                        payment -> payment.isLive()
                                ? with(payment, Status.COMPLETED, payment.applied(), payment.key())
                                : payment)
                : evidence;
    }

    private static Evidence seeing(Evidence evidence, UnaryOperator<ProviderPayment> eye) {
        if (evidence instanceof Evidence.Answered answered
                && answered.result() instanceof ChargeResult.Confirmed confirmed) {
            return new Evidence.Answered(answered.attempt(), ChargeResult.confirmed(eye.apply(confirmed.payment())));
        }
        if (evidence instanceof Evidence.Looked looked && looked.view() instanceof ProviderView.Sent sent) {
            ProviderView seen = new ProviderView.Sent(
                    sent.request(),
                    sent.payable(),
                    sent.requested(),
                    sent.collectible(),
                    sent.discount(),
                    sent.payments().stream().map(eye).toList());
            return new Evidence.Looked(
                    seen, looked.outstanding(), looked.canResend(), looked.account(), looked.provider());
        }
        return evidence;
    }

    private static ProviderPayment with(
            ProviderPayment payment, Status status, Money applied, Option<IdempotencyKey> key) {
        return new ProviderPayment(payment.id(), status, applied, payment.refunded(), key, payment.decline());
    }

    private static Option<PaymentSlot> eventPays(PaymentSlot slot, Evidence evidence, Instant now) {
        boolean pays = slot.status() == SlotStatus.PENDING && evidence instanceof Evidence.Hinted;
        return Option.when(pays, () -> Twisted.paid(slot, slot.payments(), now));
    }
}
