package io.invoicepay.attempt;

import static io.invoicepay.attempt.SlotStatus.EXTERNAL_PENDING;
import static io.invoicepay.attempt.SlotStatus.OVERPAID;
import static io.invoicepay.attempt.SlotStatus.PAID;
import static io.invoicepay.attempt.SlotStatus.PAYABLE;
import static io.invoicepay.attempt.SlotStatus.PENDING;
import static io.invoicepay.attempt.SlotStatus.RESERVED;
import static io.invoicepay.attempt.SlotStatus.REVIEW;
import static io.invoicepay.attempt.SlotStatus.SENDING;
import static io.invoicepay.attempt.SlotStatus.UNKNOWN;

import io.invoicepay.attempt.Evidence.Verdict;
import io.invoicepay.money.Money;
import io.invoicepay.payment.AttemptId;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.IdempotencyKeys;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderView;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The protocol by which an invoice is paid at most once and no accepted payment is lost. {@link #decide} is a pure function of the
 * slot, the evidence and the time, so that production, simulation and model check run the same code. Two rules carry it: only the
 * winner of the {@linkplain Transition#ARMED arming} compare-and-set ever sends, and a new key is used only once the provider itself
 * has shown the old one dead. Neither time, nor absence, nor an error is such a proof.
 *
 * <p>Immutable and safe for any thread.
 */
public class Lifecycle {
    private static final String RECONCILER = "reconciler";
    private static final int KEYS_AHEAD = 8;
    /** No provider's answers lag so far behind. */
    private static final Duration STALE = Duration.ofHours(1);

    private final IdempotencyKeys keys;
    private final Patience patience;

    public Lifecycle(IdempotencyKeys keys, Patience patience) {
        this.keys = keys;
        this.patience = patience;
    }

    /** How long the answer to a charge is waited for; a repetition that begins later could meet a provider that has forgotten its key. */
    public Duration answerWithin() {
        return patience.answer();
    }

    /** The key of the slot's present sequence. */
    public IdempotencyKey keyOf(PaymentSlot slot) {
        return slot.attempt().isDefined() ? slot.attempt().get().key() : keys.keyFor(slot.invoice(), slot.sequence());
    }

    /** Whether the provider shows that the slot's present key has been executed before, by a write this store has lost. */
    public boolean keyIsUsed(PaymentSlot slot, ProviderView view) {
        boolean any = view instanceof ProviderView.Sent sent && !sent.payments().isEmpty();
        return any && findings(slot, Option.some(view)).shows(keyOf(slot));
    }

    /**
     * What the evidence makes of the slot.
     *
     * @return the slot to write; nothing if the evidence moves nothing, or is not listed for this status
     */
    public Option<PaymentSlot> decide(PaymentSlot slot, Evidence evidence, Instant now) {
        if (evidence instanceof Evidence.PayPressed pressed) {
            return reserve(slot, pressed, now);
        } else if (evidence instanceof Evidence.GivenUp given) {
            return giveUp(slot, given, now);
        } else if (evidence instanceof Evidence.ReadyToSend ready) {
            return arm(slot, ready.attempt(), now);
        } else if (evidence instanceof Evidence.Answered answered) {
            return answered(slot, answered, now);
        } else if (evidence instanceof Evidence.Looked looked) {
            return looked(slot, looked, now);
        } else if (evidence instanceof Evidence.PaidBeside beside) {
            return paidBeside(slot, beside, now);
        } else if (evidence instanceof Evidence.TimePassed) {
            return timePassed(slot, now);
        } else if (evidence instanceof Evidence.Hinted hinted) {
            return hinted(slot, hinted, now);
        }
        return decided(slot, (Evidence.Decided) evidence, now);
    }

    private Option<PaymentSlot> reserve(PaymentSlot slot, Evidence.PayPressed pressed, Instant now) {
        if (slot.status() != PAYABLE) {
            return Option.none();
        }
        Attempt attempt = new Attempt(pressed.attempt(), pressed.user(), pressed.amount(), keyOf(slot), now);
        return Option.some(slot.toBuilder()
                .become(
                        RESERVED,
                        new Cause(
                                Transition.RESERVED,
                                now,
                                "customer " + attempt.user(),
                                attempt.amount().toString()))
                .account(Option.some(pressed.account()))
                .provider(Option.some(pressed.provider()))
                .attempt(Option.some(attempt))
                .nextCheck(Option.some(now.plus(patience.reservation())))
                .build());
    }

    private Option<PaymentSlot> giveUp(PaymentSlot slot, Evidence.GivenUp given, Instant now) {
        if (slot.status() != RESERVED || !isOf(slot, given.attempt())) {
            return Option.none();
        }
        Findings findings = findings(slot, given.view());
        boolean seen = findings.isCovered() || !findings.live().isEmpty();
        Cause cause =
                new Cause(seen ? Transition.WITHDRAWN : Transition.RELEASED, now, customerOf(slot), given.reason());
        return Option.some(payable(slot, unusedFrom(slot.sequence(), slot, findings), cause));
    }

    private Option<PaymentSlot> arm(PaymentSlot slot, AttemptId attempt, Instant now) {
        if (slot.status() != RESERVED || !isOf(slot, attempt) || slot.isDue(now)) {
            return Option.none();
        }
        return Option.some(slot.toBuilder()
                .become(SENDING, new Cause(Transition.ARMED, now, customerOf(slot), "amount and balance agree"))
                .nextCheck(Option.some(now.plus(patience.answer())))
                .build());
    }

    private Option<PaymentSlot> answered(PaymentSlot slot, Evidence.Answered answered, Instant now) {
        boolean open = slot.status() == SENDING || slot.status() == UNKNOWN;
        if (!open || !isOf(slot, answered.attempt())) {
            return Option.none(); // the answer to an attempt that has already been cleared up, or to an earlier one
        }
        if (answered.result() instanceof ChargeResult.Confirmed confirmed) {
            String actor = slot.status() == SENDING ? customerOf(slot) : RECONCILER;
            return Option.some(confirmed(slot, confirmed.payment(), actor, now));
        }
        if (slot.status() == UNKNOWN) {
            return Option.none(); // what became of a repetition says nothing of the first request
        }
        if (answered.result() instanceof ChargeResult.NotSent notSent) {
            Cause cause = new Cause(
                    Transition.NOT_SENT, now, customerOf(slot), notSent.reason().name());
            return Option.some(payable(slot, slot.sequence(), cause));
        }
        ChargeResult.Ambiguous ambiguous = (ChargeResult.Ambiguous) answered.result();
        return Option.some(unknown(
                slot,
                new Cause(Transition.LEFT_AMBIGUOUS, now, customerOf(slot), ambiguous.detail()),
                ambiguous.payment()));
    }

    private PaymentSlot confirmed(PaymentSlot slot, ProviderPayment payment, String actor, Instant now) {
        boolean keyDiffers = payment.key().exists(key -> !key.equals(keyOf(slot)));
        boolean amountDiffers =
                slot.attempt().exists(attempt -> !attempt.amount().equals(payment.applied()));
        if (keyDiffers) {
            return review(slot, Attention.RECORDS_CONFLICT, List.of(payment.id()), actor, now);
        }
        if (amountDiffers && !payment.isDead()) {
            return review(slot, Attention.AMOUNT_MISMATCH, List.of(payment.id()), actor, now);
        }
        String shown = shown(payment);
        if (payment.status() == ProviderPayment.Status.COMPLETED) {
            return paidByUs(slot, payment, new Cause(Transition.COMPLETED, now, actor, shown));
        }
        return payment.isDead()
                ? payable(slot, next(slot), new Cause(Transition.KEY_DEAD, now, actor, shown))
                : pending(slot, payment.id(), new Cause(Transition.ACCEPTED, now, actor, shown));
    }

    private Option<PaymentSlot> looked(PaymentSlot known, Evidence.Looked looked, Instant now) {
        if (known.status() == RESERVED) {
            return Option.none();
        }
        Option<PaymentSlot> next = shown(looked, asked(known, looked), now);
        return known.status() == PAYABLE ? next.map(found -> stillWatched(known, found)) : next;
    }

    /** Where a provider's portal was opened last, a payment is awaited for an hour; that another one shows none does not end it. */
    private static PaymentSlot stillWatched(PaymentSlot known, PaymentSlot next) {
        return next.status() == PAYABLE && isWatched(known)
                ? next.toBuilder().provider(known.provider()).build()
                : next;
    }

    private Option<PaymentSlot> shown(Evidence.Looked looked, PaymentSlot slot, Instant now) {
        if (looked.view() instanceof ProviderView.Inconclusive inconclusive) {
            String evidence = inconclusive.cause().name();
            return slot.status() == PAID
                    ? Option.some(stillPaid(slot, looked.outstanding(), evidence, inconclusive.retryAfter(), now))
                    : again(slot, evidence, inconclusive.retryAfter(), now);
        }
        if (looked.view() instanceof ProviderView.Contradictory contradictory) {
            return contradicted(slot, contradictory, looked.outstanding(), now);
        }
        Findings findings = findings(slot, Option.some(looked.view()));
        if (slot.status() == OVERPAID) {
            return lookedWhileOverpaid(slot, findings, now);
        }
        if (findings.isOverpaid()) { // first of all: a second payment must not stay hidden behind a wrong amount
            return Option.some(overpaid(
                    slot,
                    findings.effective(),
                    cause(Transition.SECOND_PAYMENT, now, "completed: " + findings.effective())));
        }
        if (slot.status() != PAID && findings.oursDiffers()) {
            return Option.some(
                    needsAPerson(slot)
                            ? later(slot, "our charge still differs", Option.none(), now)
                            : review(slot, Attention.AMOUNT_MISMATCH, findings.ours(), now));
        }
        if (slot.status() == PAYABLE) {
            return lookedWhilePayable(slot, findings, looked.account().isDefined(), now);
        }
        if (slot.status() == EXTERNAL_PENDING) {
            return Option.some(lookedWhileElsewhere(slot, findings, now));
        }
        return slot.status() == PAID
                ? Option.some(lookedWhilePaid(slot, findings, looked.outstanding(), now))
                : lookedWhileOpen(slot, findings, looked.canResend(), now);
    }

    /** Which record counts cannot be told. But money that was taken, or may be, under any of them must not stay hidden behind that. */
    private Option<PaymentSlot> contradicted(
            PaymentSlot slot, ProviderView.Contradictory records, Option<Money> outstanding, Instant now) {
        List<PaymentId> taken = records.effective();
        boolean paid = slot.status() == PAID || slot.status() == OVERPAID;
        if (paid && taken.size() > 1 && !slot.payments().containsAll(taken)) {
            return Option.some(further(slot, taken, now));
        }
        if (slot.status() == PAID) {
            return Option.some(stillPaid(slot, outstanding, records.detail(), Option.none(), now));
        }
        List<PaymentId> ours = // others' are not
                slot.attempt().isEmpty() ? records.held() : records.heldUnder(keyOf(slot));
        boolean held = slot.status() == PAYABLE && !records.held().isEmpty();
        return held || slot.status().waitsForTheProvider()
                ? Option.some(review(slot, Attention.RECORDS_CONFLICT, together(slot, ours), now))
                : again(slot, records.detail(), Option.none(), now);
    }

    /**
     * Beside what is paid it is one payment too many. Beside what is in flight it may become that, and beside what a person has to look at
     * it is a part of that matter: none of it is let go for another provider's sake.
     */
    private Option<PaymentSlot> paidBeside(PaymentSlot slot, Evidence.PaidBeside beside, Instant now) {
        boolean paid = slot.status() == PAID || slot.status() == OVERPAID;
        boolean waiting = slot.status().waitsForTheProvider() || slot.status() == REVIEW;
        if (slot.payments().containsAll(beside.payments()) || !(paid || waiting)) {
            return Option.none();
        }
        PaymentSlot next = paid
                ? further(slot, beside.payments(), now)
                : review(slot, Attention.RECORDS_CONFLICT, together(slot, beside.payments()), now);
        String evidence = "completed at " + beside.provider() + ": " + beside.payments();
        return Option.some(next.toBuilder()
                .because(cause(next.cause().transition(), now, evidence))
                .build());
    }

    /**
     * A payment found at a provider is cleared up with that provider, and against the balance of the account it was found for; where an
     * event led to it, that is known only once a customer asks.
     */
    private static PaymentSlot asked(PaymentSlot slot, Evidence.Looked looked) {
        if (slot.status() != PAYABLE) {
            return looked.account().isEmpty() || slot.account().equals(looked.account())
                    ? slot
                    : slot.toBuilder().account(looked.account()).build();
        }
        return slot.toBuilder()
                .account(looked.account().orElse(slot.account()))
                .provider(looked.provider().orElse(slot.provider()))
                .build();
    }

    /** A further payment must not stay hidden behind the second; those refunded meanwhile stay on record with it. */
    private Option<PaymentSlot> lookedWhileOverpaid(PaymentSlot slot, Findings findings, Instant now) {
        if (!slot.payments().containsAll(findings.effective())) {
            return Option.some(further(slot, findings.effective(), now));
        }
        return Option.some(
                olderThan(patience.watch(), slot, now)
                        ? unwatched(slot, "overpaid", now)
                        : later(slot, "overpaid", Option.none(), now));
    }

    /** SENDING, UNKNOWN, PENDING and REVIEW: our own charge may have been taken. */
    private Option<PaymentSlot> lookedWhileOpen(PaymentSlot slot, Findings findings, boolean canResend, Instant now) {
        if (needsAPerson(slot) && findings.missesKnown()) {
            return Option.some(later(withTaken(slot, findings), "not all of it is shown", Option.none(), now));
        }
        if (slot.attempt().isDefined() && findings.oursCompleted().isDefined()) {
            ProviderPayment completed = findings.oursCompleted().get();
            return Option.some(paidByUs(slot, completed, cause(settling(slot), now, shown(completed))));
        }
        if (findings.isCovered()) {
            return Option.some(
                    paid(slot, findings.effective(), cause(settling(slot), now, "completed: " + findings.effective())));
        }
        if (needsAPerson(slot)) {
            return Option.some(later(withLive(slot, findings), "in review", Option.none(), now));
        }
        if (findings.oursLive().isDefined()) {
            ProviderPayment live = findings.oursLive().get();
            return Option.some(
                    slot.status() == SENDING || slot.status() == UNKNOWN
                            ? pending(slot, live.id(), cause(Transition.ACCEPTED, now, shown(live)))
                            : waiting(withLive(slot, findings), shown(live), Option.none(), now));
        }
        if (slot.attempt().isDefined() && !findings.oursDead().isEmpty()) {
            int sequence = unusedFrom(next(slot), slot, findings);
            Cause cause = cause(Transition.KEY_DEAD, now, shown(findings.oursDead()));
            return Option.some(
                    findings.live().isEmpty()
                            ? payable(slot, sequence, cause)
                            : elsewhere(slot, sequence, findings.live(), cause));
        }
        return slot.status() == SENDING
                ? Option.none() // its deadline decides when it becomes unknown
                : Option.some(nothingFound(slot, findings, canResend, now));
    }

    /**
     * What a person has been told of, at another provider perhaps, is not let go because this answer shows the invoice as paid without it:
     * together it may be too much.
     */
    private static PaymentSlot withTaken(PaymentSlot slot, Findings findings) {
        PaymentSlot live = withLive(slot, findings);
        return live.toBuilder().payments(together(live, findings.effective())).build();
    }

    /** That our own charge is alive by now is part of what a person decides on: a decision on less is not taken. */
    private static PaymentSlot withLive(PaymentSlot slot, Findings findings) {
        Option<PaymentId> live = findings.oursLive().map(ProviderPayment::id);
        return slot.status() != REVIEW || live.forAll(slot.payments()::contains)
                ? slot
                : slot.toBuilder()
                        .payments(Stream.concat(slot.payments().stream(), live.toJavaStream())
                                .toList())
                        .build();
    }

    private PaymentSlot nothingFound(PaymentSlot slot, Findings findings, boolean canResend, Instant now) {
        boolean asksForIt = slot.attempt().exists(attempt -> findings.stillAsksFor(attempt.amount()));
        // each time the card may be tried again: what so many answers have not told, the next will not tell either
        boolean triedEnough = slot.checks() >= Schedule.CHECKS_IN_AN_HOUR;
        if (slot.status() != UNKNOWN
                || !canResend
                || !asksForIt
                || triedEnough
                || olderThan(patience.unknown(), slot, now)) {
            return waiting(slot, "the provider does not show our charge", Option.none(), now);
        }
        Instant deadline = now.plus(patience.answer());
        Instant regular = Schedule.next(slot.invoice(), slot.checks(), now, Option.none());
        return slot.toBuilder()
                .because(cause(Transition.RESENT, now, "the provider does not show our charge"))
                .checks(slot.checks() + 1)
                .nextCheck(Option.some(regular.isAfter(deadline) ? regular : deadline))
                .build();
    }

    /** @param owed whether a customer asks, which is only of what the ERP shows as owed */
    private Option<PaymentSlot> lookedWhilePayable(PaymentSlot slot, Findings findings, boolean owed, Instant now) {
        int sequence = unusedFrom(slot.sequence(), slot, findings);
        if (findings.isCovered()) {
            return Option.some(paid(
                    slot,
                    findings.effective(),
                    cause(Transition.FOUND_ELSEWHERE, now, "completed: " + findings.effective())));
        }
        if (!findings.live().isEmpty()) {
            Cause cause = cause(Transition.FOUND_ELSEWHERE, now, "pending: " + findings.live());
            return Option.some(elsewhere(slot, sequence, findings.live(), cause));
        }
        Option<PaymentSlot> forgotten = keptFrom(sequence, slot, findings, now);
        if (forgotten.isDefined()) {
            return forgotten;
        }
        boolean letBe = slot.cause().transition() == Transition.OPERATOR_DECIDED;
        if (owed && !letBe && findings.keptAndNotToBePaid()) {
            return Option.some(review(slot, Attention.AMOUNT_MISMATCH, findings.effective(), now));
        }
        if (sequence != slot.sequence()) {
            Cause cause = cause(Transition.KEY_DEAD, now, "the key was used before, and the charge failed");
            return Option.some(payable(slot, sequence, cause));
        }
        return again(slot, "no payment is shown", Option.none(), now);
    }

    /**
     * Asks again later; a provider that never answers must not keep an operator from hearing of it. A payable invoice is watched only
     * for an hour after something asked for it; whoever looks at its page meanwhile does not shorten that.
     */
    private Option<PaymentSlot> again(PaymentSlot slot, String evidence, Option<Duration> retryAfter, Instant now) {
        boolean payable = slot.status() == PAYABLE;
        if (slot.status().hasDeadline() || (payable && !slot.isDue(now))) {
            return Option.none();
        }
        if (slot.status().waitsForTheProvider()) {
            return Option.some(waiting(slot, evidence, retryAfter, now));
        }
        return Option.some(
                payable && slot.checks() >= Schedule.CHECKS_IN_AN_HOUR
                        ? unwatched(slot, evidence, now)
                        : later(slot, evidence, retryAfter, now));
    }

    private PaymentSlot unwatched(PaymentSlot slot, String evidence, Instant now) {
        return slot.toBuilder()
                .because(cause(Transition.CHECKED, now, evidence))
                .checks(0)
                .nextCheck(Option.none())
                .build();
    }

    private PaymentSlot lookedWhileElsewhere(PaymentSlot slot, Findings findings, Instant now) {
        if (findings.isCovered()) {
            return paid(
                    slot,
                    findings.effective(),
                    cause(Transition.ELSEWHERE_ENDED, now, "completed: " + findings.effective()));
        }
        if (!findings.live().isEmpty()) {
            PaymentSlot live =
                    slot.toBuilder().payments(findings.liveOrUnseen()).build();
            return waiting(live, "pending: " + findings.live(), Option.none(), now);
        }
        if (findings.keptAndNotToBePaid()) {
            return review(slot, Attention.AMOUNT_MISMATCH, findings.effective(), now);
        }
        return findings.knownPaymentsShown(olderThan(STALE, slot, now))
                ? payable(
                        slot,
                        unusedFrom(slot.sequence(), slot, findings),
                        cause(Transition.ELSEWHERE_ENDED, now, shown(findings.known())))
                : waiting(slot, "the payment is not shown at present", Option.none(), now);
    }

    private PaymentSlot lookedWhilePaid(PaymentSlot slot, Findings findings, Option<Money> outstanding, Instant now) {
        if (findings.isPaidBeside()) {
            return further(slot, findings.effective(), now);
        }
        boolean owed = outstanding.exists(Money::isPositive);
        if (owed
                && findings.knownPaymentsRefunded()
                && findings.oursIsResolved()
                && findings.live().isEmpty()
                && findings.effective().isEmpty()) { // nor has another payment been kept, whatever its amount
            Cause cause = cause(Transition.REOPENED, now, "refunded in full, and the ERP shows " + outstanding.get());
            return payable(slot, unusedFrom(next(slot), slot, findings), cause);
        }
        if (!slot.attention().contains(Attention.REVERSED) && findings.knownPaymentsReversed()) {
            return raised(slot, Attention.REVERSED, now);
        }
        return stillPaid(slot, outstanding, "paid", Option.none(), now);
    }

    /** What the ERP and the time make of a paid invoice, whatever its provider shows, or does not. */
    private PaymentSlot stillPaid(
            PaymentSlot slot, Option<Money> outstanding, String evidence, Option<Duration> retryAfter, Instant now) {
        boolean owed = outstanding.exists(Money::isPositive);
        boolean told = slot.attention().contains(Attention.PAID_BUT_OPEN);
        if (told && outstanding.isDefined() && !owed) {
            PaymentSlot posted = slot.toBuilder().attention(Option.none()).build();
            return later(posted, "paid, and the ERP shows it", retryAfter, now);
        }
        if (slot.attention().isEmpty() && owed && olderThan(patience.posting(), slot, now)) {
            return raised(slot, Attention.PAID_BUT_OPEN, now);
        }
        boolean watched = owed || told || !olderThan(patience.watch(), slot, now);
        return watched ? later(slot, evidence, retryAfter, now) : unwatched(slot, evidence, now);
    }

    private Option<PaymentSlot> timePassed(PaymentSlot slot, Instant now) {
        if (!slot.status().hasDeadline() || !slot.isDue(now)) {
            return Option.none();
        }
        return Option.some(
                slot.status() == RESERVED
                        ? payable(slot, slot.sequence(), cause(Transition.RELEASED, now, "the reservation lapsed"))
                        : unknown(
                                slot, cause(Transition.DEADLINE_PASSED, now, "no answer was recorded"), Option.none()));
    }

    private Option<PaymentSlot> hinted(PaymentSlot slot, Evidence.Hinted hinted, Instant now) {
        Instant at = slot.nextCheck().filter(due -> due.isBefore(hinted.at())).getOrElse(hinted.at());
        boolean soonEnough = slot.nextCheck().contains(at);
        boolean known =
                hinted.account().isEmpty() || slot.account().equals(hinted.account()); // it may have got another number
        Option<ProviderId> awaitedAt = awaitedAt(slot, hinted);
        boolean same = soonEnough && known && slot.provider().equals(awaitedAt);
        if (same || slot.status().hasDeadline()) {
            return Option.none();
        }
        return Option.some(slot.toBuilder()
                .because(new Cause(Transition.CHECK_BROUGHT_FORWARD, now, hinted.source(), ""))
                .account(hinted.account().orElse(slot.account()))
                .provider(awaitedAt)
                .nextCheck(Option.some(at))
                .checks(slot.status() == PAYABLE ? 0 : slot.checks())
                .build());
    }

    /** Where a payment is awaited; nothing if that may be at any provider, as an event tells that does not say whose it is. */
    private static Option<ProviderId> awaitedAt(PaymentSlot slot, Evidence.Hinted hinted) {
        if (slot.status() != PAYABLE) {
            return slot.provider().orElse(hinted.provider());
        }
        return hinted.provider().isDefined() && isWatched(slot) ? slot.provider() : hinted.provider();
    }

    /** A portal was opened for what is payable, or an event came, of late. */
    private static boolean isWatched(PaymentSlot payable) {
        return payable.nextCheck().isDefined();
    }

    private Option<PaymentSlot> decided(PaymentSlot slot, Evidence.Decided decided, Instant now) {
        Cause cause = new Cause(Transition.OPERATOR_DECIDED, now, "operator " + decided.operator(), decided.reason());
        List<PaymentId> payments = decided.payments().isEmpty() ? slot.payments() : decided.payments();
        boolean waits = slot.status() == REVIEW
                || (slot.status() == EXTERNAL_PENDING && slot.attention().isDefined());
        boolean reversed = slot.status() == PAID && slot.attention().contains(Attention.REVERSED);
        boolean stillOwed = slot.status() == PAID && slot.attention().contains(Attention.PAID_BUT_OPEN);
        Verdict verdict = decided.verdict();
        if (verdict == Verdict.PAID && reversed) {
            return Option.some(paidAllTheSame(slot, payments, cause));
        }
        if (verdict == Verdict.PAID && (waits || slot.status() == OVERPAID) && !payments.isEmpty()) {
            return Option.some(paid(resolved(slot), payments, cause));
        }
        if (verdict == Verdict.NOT_PAID && (waits || reversed || stillOwed)) {
            return Option.some(payable(slot, next(slot), onGroundsOf(decided, cause)));
        }
        if (verdict == Verdict.OVERPAID && waits && payments.size() >= 2) {
            return Option.some(overpaid(slot, payments, cause));
        }
        return Option.none();
    }

    /** What is payable rests on no payment: the references that the person named stay in the history with the reason. */
    private static Cause onGroundsOf(Evidence.Decided decided, Cause cause) {
        return decided.payments().isEmpty()
                ? cause
                : new Cause(
                        cause.transition(), cause.at(), cause.actor(), decided.payments() + ": " + cause.evidence());
    }

    /** A person has seen what was given back and lets it be. The next check would raise it again, so that only news leads to one. */
    private static PaymentSlot paidAllTheSame(PaymentSlot slot, List<PaymentId> payments, Cause cause) {
        return slot.toBuilder()
                .because(cause)
                .payments(payments)
                .attention(Option.none())
                .checks(0)
                .nextCheck(Option.none())
                .build();
    }

    private PaymentSlot payable(PaymentSlot slot, int sequence, Cause cause) {
        return slot.toBuilder()
                .become(PAYABLE, cause)
                .sequence(sequence)
                .attempt(Option.none())
                .payments(List.of())
                .nextCheck(Option.none())
                .build();
    }

    private PaymentSlot unknown(PaymentSlot slot, Cause cause, Option<PaymentId> payment) {
        List<PaymentId> payments = payment.isDefined() ? List.of(payment.get()) : slot.payments();
        return scheduled(slot.toBuilder().become(UNKNOWN, cause).payments(payments), cause.at());
    }

    private PaymentSlot pending(PaymentSlot slot, PaymentId payment, Cause cause) {
        return scheduled(slot.toBuilder().become(PENDING, cause).payments(List.of(payment)), cause.at());
    }

    private PaymentSlot elsewhere(PaymentSlot slot, int sequence, List<PaymentId> live, Cause cause) {
        return scheduled(
                slot.toBuilder()
                        .become(EXTERNAL_PENDING, cause)
                        .sequence(sequence)
                        .attempt(Option.none())
                        .payments(live),
                cause.at());
    }

    private PaymentSlot paidByUs(PaymentSlot slot, ProviderPayment completed, Cause cause) {
        return paid(resolved(slot), List.of(completed.id()), cause);
    }

    /** From PAID on, an attempt is kept only while it is not known how it ended: a second payment could still come of it. */
    private static PaymentSlot.Builder resolved(PaymentSlot slot) {
        return slot.toBuilder().attempt(Option.none());
    }

    private PaymentSlot paid(PaymentSlot slot, List<PaymentId> payments, Cause cause) {
        return paid(slot.toBuilder(), payments, cause);
    }

    private PaymentSlot paid(PaymentSlot.Builder slot, List<PaymentId> payments, Cause cause) {
        return scheduled(slot.become(PAID, cause).payments(payments), cause.at());
    }

    /** More was taken than the slot knows of; what it knew stays on record with it. */
    private PaymentSlot further(PaymentSlot slot, List<PaymentId> taken, Instant now) {
        return overpaid(slot, together(slot, taken), cause(Transition.SECOND_PAYMENT, now, "completed: " + taken));
    }

    /** What the slot rests on and what else is shown, each once. */
    private static List<PaymentId> together(PaymentSlot slot, List<PaymentId> shown) {
        Set<PaymentId> all = new LinkedHashSet<>(slot.payments());
        all.addAll(shown);
        return List.copyOf(all);
    }

    private PaymentSlot overpaid(PaymentSlot slot, List<PaymentId> payments, Cause cause) {
        return scheduled(
                slot.toBuilder().become(OVERPAID, cause).payments(payments).attention(Option.some(Attention.OVERPAID)),
                cause.at());
    }

    private PaymentSlot review(PaymentSlot slot, Attention attention, List<PaymentId> payments, Instant now) {
        return review(slot, attention, payments, RECONCILER, now);
    }

    private PaymentSlot review(
            PaymentSlot slot, Attention attention, List<PaymentId> payments, String actor, Instant now) {
        return scheduled(
                slot.toBuilder()
                        .become(REVIEW, new Cause(Transition.SENT_TO_REVIEW, now, actor, attention.defaultText()))
                        .payments(payments)
                        .attention(Option.some(attention)),
                now);
    }

    private static PaymentSlot scheduled(PaymentSlot.Builder entered, Instant now) {
        return entered.nextCheck(Option.some(Schedule.next(entered.invoice(), 0, now, Option.none())))
                .build();
    }

    /** Waits on, or asks for a person once that has taken too long. A payment made elsewhere is never taken out of its own hands. */
    private PaymentSlot waiting(PaymentSlot slot, String evidence, Option<Duration> retryAfter, Instant now) {
        if (slot.attention().isEmpty() && olderThan(patienceFor(slot.status()), slot, now)) {
            Attention attention = slot.status() == UNKNOWN ? Attention.UNKNOWN_TOO_LONG : Attention.PENDING_TOO_LONG;
            return slot.status() == EXTERNAL_PENDING
                    ? raised(slot, attention, now)
                    : review(slot, attention, slot.payments(), now);
        }
        return later(slot, evidence, retryAfter, now);
    }

    private PaymentSlot raised(PaymentSlot slot, Attention attention, Instant now) {
        return later(slot, attention.defaultText(), Option.none(), now).toBuilder()
                .because(cause(Transition.ATTENTION_RAISED, now, attention.defaultText()))
                .attention(Option.some(attention))
                .build();
    }

    private PaymentSlot later(PaymentSlot slot, String evidence, Option<Duration> retryAfter, Instant now) {
        return slot.toBuilder()
                .because(cause(Transition.CHECKED, now, evidence))
                .checks(slot.checks() + 1)
                .nextCheck(Option.some(
                        notAfterLimit(slot, Schedule.next(slot.invoice(), slot.checks() + 1, now, retryAfter), now)))
                .build();
    }

    /** The check by which patience ends is not put off to the next regular one. */
    private Instant notAfterLimit(PaymentSlot slot, Instant regular, Instant now) {
        Instant limit = slot.since().plus(patienceFor(slot.status()));
        return limit.isAfter(now) && limit.isBefore(regular) ? limit : regular;
    }

    private Duration patienceFor(SlotStatus status) {
        if (status == UNKNOWN) {
            return patience.unknown();
        }
        return status == PAID ? patience.posting() : patience.pending();
    }

    private Findings findings(PaymentSlot slot, Option<ProviderView> view) {
        return new Findings(slot, view, () -> keyOf(slot));
    }

    /**
     * Skips keys that the provider shows as used up: a store that lost its last writes finds the way back by itself. A key under which a
     * payment is alive, or has taken money, stays the slot's key: another one beside it would be a second charge.
     */
    private int unusedFrom(int sequence, PaymentSlot slot, Findings findings) {
        int unused = sequence;
        while (!findings.isEmpty() && findings.showsEnded(keys.keyFor(slot.invoice(), unused))) {
            unused++;
        }
        return unused;
    }

    /**
     * What was taken under the key, or one of the next, of another amount: a store that came back from a backup has forgotten how far it
     * was. It is neither paid nor dead. The key becomes the slot's, so that what a person decides is decided for the keys before it too.
     */
    private Option<PaymentSlot> keptFrom(int sequence, PaymentSlot slot, Findings findings, Instant now) {
        for (int used = sequence; !findings.isEmpty() && used < sequence + KEYS_AHEAD; used++) {
            List<PaymentId> kept = findings.keptUnder(keys.keyFor(slot.invoice(), used));
            if (!kept.isEmpty()) {
                PaymentSlot caughtUp = slot.toBuilder().sequence(used).build();
                return Option.some(review(caughtUp, Attention.AMOUNT_MISMATCH, kept, now));
            }
        }
        return Option.none();
    }

    private static int next(PaymentSlot slot) {
        return Math.addExact(slot.sequence(), 1);
    }

    private static boolean isOf(PaymentSlot slot, AttemptId attempt) {
        return slot.attempt().isDefined() && slot.attempt().get().id().equals(attempt);
    }

    /** In review for another reason than age: evidence of less than a completed payment does not end it. */
    private static boolean needsAPerson(PaymentSlot slot) {
        return slot.status() == REVIEW && !slot.attention().exists(Attention::isByAge);
    }

    private static boolean olderThan(Duration limit, PaymentSlot slot, Instant now) {
        return !now.isBefore(slot.since().plus(limit));
    }

    private static Transition settling(PaymentSlot slot) {
        if (slot.status() == PENDING) {
            return Transition.SETTLED;
        }
        return slot.status() == REVIEW ? Transition.REVIEW_SETTLED : Transition.COMPLETED;
    }

    private static Cause cause(Transition transition, Instant now, String evidence) {
        return new Cause(transition, now, RECONCILER, evidence);
    }

    /** Of a slot that is reserved or being charged: whoever pressed Pay Now has made it so. */
    private static String customerOf(PaymentSlot slot) {
        return slot.cause().actor();
    }

    private static String shown(List<ProviderPayment> payments) {
        List<String> lines = new ArrayList<>();
        for (ProviderPayment payment : payments) {
            lines.add(shown(payment));
        }
        return String.join(", ", lines);
    }

    /** With the reason of a failure, which must be readable afterwards (STA-02). */
    private static String shown(ProviderPayment payment) {
        String shown =
                "payment " + payment.id().value() + " is " + payment.status().name();
        return payment.decline().isDefined() ? shown + ": " + payment.decline().get() : shown;
    }
}
