package io.invoicepay.proof.model;

import io.invoicepay.attempt.Attempt;
import io.invoicepay.attempt.Cause;
import io.invoicepay.attempt.Evidence;
import io.invoicepay.attempt.Lifecycle;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.attempt.Transition;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.AttemptId;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.IdempotencyKeys;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderView;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiPredicate;

/**
 * The production protocol, spoken in numbers. Every slot it ever writes gets a number, and each question is put to it once.
 *
 * <p><b>Time.</b> What a slot says of time is put into one form: entered at a fixed moment, due a minute later, not yet checked. In
 * return a question that time can bear upon is asked at every kind of moment there is, before the slot is due, when it is due, and after
 * all patience has ended, and for a payable slot also when its hour of watching is over; whatever can be decided may happen. So the model
 * does everything that the protocol could do under any clocks whatsoever, clocks that jump or disagree included, and is finite. The
 * price is that it also does what no clock would lead to; it cannot miss anything by that.
 *
 * <p><b>Names.</b> An attempt bears the name of its thread: a thread has one attempt at a time, and whatever slot names an older one of
 * it was replaced when the newer was reserved. Causes are left out of the form, since nothing is decided by them.
 */
final class Decisions {
    private static final Instant ENTERED = Instant.parse("2026-03-02T09:00:00Z");
    private static final Instant DUE = ENTERED.plusSeconds(60);
    private static final List<Instant> BEFORE_DUE = List.of(ENTERED.plusSeconds(1));
    private static final List<Instant> WHEN_DUE = List.of(DUE);
    private static final List<Instant> SOONER_OR_LATER =
            List.of(ENTERED.plusSeconds(1), ENTERED.plus(Duration.ofDays(4_000)));
    private static final int WATCHED_LONG_ENOUGH = 6;

    private static final Money AMOUNT = Money.ofMinor(125_000, Currency.getInstance("USD"));
    private static final Money NOTHING = Money.ofMinor(0, Currency.getInstance("USD"));
    private static final InvoiceKey INVOICE = new InvoiceKey(new MerchantId("default"), new InvoiceNumber("INV-1"));
    private static final AccountId ACCOUNT = new AccountId("A");
    private static final ProviderId PROVIDER = new ProviderId("in-memory");
    private static final int[] NOTHING_DECIDED = {};

    private static final int PRESS = 0;
    private static final int GIVE_UP = 1;
    private static final int READY = 2;
    private static final int ANSWERED = 3;
    private static final int LOOKED = 4;
    private static final int TIME = 5;
    private static final int HINT = 6;

    /** Set beside a slot's number where the decision is to send again. */
    static final int RESENT = 1 << 20;

    private final Lifecycle lifecycle;
    private final List<IdempotencyKey> keys = new ArrayList<>();
    private final BiPredicate<PaymentSlot, PaymentSlot> listed;
    private final List<PaymentSlot> slots = new ArrayList<>();
    private final Map<PaymentSlot, Integer> numbers = new HashMap<>();
    private final Map<Long, int[]> known = new HashMap<>();
    private final Map<Long, Boolean> usedKeys = new HashMap<>();
    private final Set<String> unlisted = new LinkedHashSet<>();

    /** @param listed whether the protocol's table has a move */
    Decisions(Lifecycle lifecycle, IdempotencyKeys minted, BiPredicate<PaymentSlot, PaymentSlot> listed) {
        this.lifecycle = lifecycle;
        this.listed = listed;
        for (int sequence = 0; sequence < Ledger.PORTAL; sequence++) {
            keys.add(minted.keyFor(INVOICE, sequence));
        }
    }

    int untouched() {
        return number(PaymentSlot.untouched(INVOICE));
    }

    SlotStatus status(int slot) {
        return slots.get(slot).status();
    }

    int sequence(int slot) {
        return slots.get(slot).sequence();
    }

    PaymentSlot slot(int slot) {
        return slots.get(slot);
    }

    int size() {
        return slots.size();
    }

    int questions() {
        return known.size();
    }

    /** Moves that the protocol's table does not have. */
    Set<String> unlisted() {
        return unlisted;
    }

    int[] pressed(int slot, int thread) {
        return decided(slot, PRESS, thread, 0);
    }

    int[] givenUp(int slot, int thread, int seen) {
        return decided(slot, GIVE_UP, thread, seen);
    }

    int[] ready(int slot, int thread) {
        return decided(slot, READY, thread, 0);
    }

    int[] answered(int slot, int thread, int answer) {
        return decided(slot, ANSWERED, thread, answer);
    }

    int[] looked(int slot, int seen, boolean canResend) {
        return decided(slot, LOOKED, canResend ? 1 : 0, seen);
    }

    int[] timePassed(int slot) {
        return decided(slot, TIME, 0, 0);
    }

    int[] hinted(int slot) {
        return decided(slot, HINT, 0, 0);
    }

    /** Whether the last look lets the owner of a reservation go on. */
    boolean keyIsUsed(int slot, int seen) {
        return usedKeys.computeIfAbsent(
                (long) slot << 32 | seen, question -> lifecycle.keyIsUsed(slots.get(slot), view(seen)));
    }

    /** The slots that may come of it, in their one form. */
    private int[] decided(int slot, int kind, int thread, int detail) {
        long question = (((long) slot << 3 | kind) << 2 | thread) << 24 | detail;
        int[] answer = known.get(question);
        if (answer == null) {
            answer = ask(slots.get(slot), kind, thread, detail);
            known.put(question, answer);
        }
        return answer;
    }

    private int[] ask(PaymentSlot slot, int kind, int thread, int detail) {
        Set<Integer> found = new LinkedHashSet<>();
        for (Instant now : moments(kind)) {
            ask(slot, evidence(slot, kind, thread, detail, now), now, found);
            if (kind == LOOKED && slot.status() == SlotStatus.PAYABLE) {
                PaymentSlot watched = form(slot, WATCHED_LONG_ENOUGH);
                ask(watched, evidence(watched, kind, thread, detail, now), now, found);
            }
        }
        return found.isEmpty()
                ? NOTHING_DECIDED
                : found.stream().mapToInt(Integer::intValue).toArray();
    }

    private void ask(PaymentSlot slot, Evidence evidence, Instant now, Set<Integer> found) {
        for (PaymentSlot next : lifecycle.decide(slot, evidence, now)) {
            if (!listed.test(slot, next)) {
                unlisted.add(next.cause().transition() + " from " + slot.status() + " to " + next.status());
            }
            found.add(number(next) | (next.cause().transition() == Transition.RESENT ? RESENT : 0));
        }
    }

    private static List<Instant> moments(int kind) {
        return switch (kind) {
            case TIME -> WHEN_DUE;
            case LOOKED -> SOONER_OR_LATER;
            default -> BEFORE_DUE;
        };
    }

    private Evidence evidence(PaymentSlot slot, int kind, int thread, int detail, Instant now) {
        return switch (kind) {
            case PRESS -> new Evidence.PayPressed(id(thread), "ann", AMOUNT, ACCOUNT, PROVIDER);
            case GIVE_UP -> new Evidence.GivenUp(id(thread), Option.some(view(detail)), "the last look");
            case READY -> new Evidence.ReadyToSend(id(thread));
            case ANSWERED -> new Evidence.Answered(attemptOf(slot, thread), result(detail));
            case LOOKED -> new Evidence.Looked(view(detail), Option.some(AMOUNT), thread == 1);
            case TIME -> new Evidence.TimePassed();
            default -> new Evidence.Hinted(now, Option.some(ACCOUNT), Option.some(PROVIDER), "event");
        };
    }

    /** The reconciler has no attempt of its own: it repeats the slot's. */
    private static AttemptId attemptOf(PaymentSlot slot, int thread) {
        return thread == Moves.RECONCILER ? slot.attempt().map(Attempt::id).getOrElse(id(thread)) : id(thread);
    }

    private static AttemptId id(int thread) {
        return new AttemptId(new UUID(0, thread));
    }

    private ChargeResult result(int answer) {
        if (Answer.showsPayment(answer)) {
            return ChargeResult.confirmed(payment(Answer.payment(answer), Answer.key(answer), Answer.status(answer)));
        }
        return Answer.bare(answer) == Answer.NOT_SENT
                ? ChargeResult.notSent(NotChargedReason.PROVIDER_UNREACHABLE)
                : ChargeResult.ambiguous(Answer.text(answer));
    }

    private ProviderView view(int seen) {
        List<ProviderPayment> payments = new ArrayList<>();
        for (int i = 0; i < Ledger.MOST; i++) {
            if (Ledger.status(seen, i) != Ledger.NONE) {
                payments.add(payment(i, Ledger.key(seen, i), Ledger.status(seen, i)));
            }
        }
        Money left = Ledger.completed(seen) > 0 ? NOTHING : AMOUNT;
        return new ProviderView.Sent("request-1", true, AMOUNT, left, Option.none(), payments);
    }

    private ProviderPayment payment(int number, int key, int status) {
        return ProviderPayment.of(
                new PaymentId("p" + number),
                switch (status) {
                    case Ledger.PENDING -> ProviderPayment.Status.PENDING;
                    case Ledger.COMPLETED -> ProviderPayment.Status.COMPLETED;
                    default -> ProviderPayment.Status.FAILED;
                },
                AMOUNT,
                Option.when(key != Ledger.PORTAL, () -> keys.get(key)));
    }

    private int number(PaymentSlot slot) {
        PaymentSlot form = form(slot, 0);
        Integer known = numbers.get(form);
        if (known != null) {
            return known;
        }
        slots.add(form);
        numbers.put(form, slots.size() - 1);
        return slots.size() - 1;
    }

    private static PaymentSlot form(PaymentSlot slot, int checks) {
        return PaymentSlot.builder(slot.invoice(), slot.status(), new Cause(Transition.CHECKED, ENTERED, "", ""))
                .sequence(slot.sequence())
                .account(slot.account())
                .provider(slot.provider())
                .attempt(slot.attempt())
                .payments(slot.payments())
                .attention(slot.attention())
                .since(ENTERED)
                .nextCheck(slot.nextCheck().map(at -> DUE))
                .checks(checks)
                .build();
    }
}
