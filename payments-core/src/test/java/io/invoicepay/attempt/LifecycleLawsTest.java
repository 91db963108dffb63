package io.invoicepay.attempt;

import static io.invoicepay.fixtures.Sample.ACCOUNT;
import static io.invoicepay.fixtures.Sample.AMOUNT;
import static io.invoicepay.fixtures.Sample.INVOICE;
import static io.invoicepay.fixtures.Sample.KEYS;
import static io.invoicepay.fixtures.Sample.NOW;
import static io.invoicepay.fixtures.Sample.PROVIDER;
import static io.invoicepay.fixtures.Sample.USER;
import static io.invoicepay.fixtures.Sample.attemptId;
import static io.invoicepay.fixtures.Sample.key;
import static io.invoicepay.fixtures.Sample.paymentId;
import static io.invoicepay.fixtures.Sample.usd;
import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.fixtures.Trials;
import io.invoicepay.money.Money;
import io.invoicepay.payment.AttemptId;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.provider.ProviderView;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Random histories of a slot: whatever the provider shows, in whatever order things happen and however long they take, the laws hold.
 * They are written down here a second time, without a look at how {@link Lifecycle} comes to its decisions.
 */
class LifecycleLawsTest {
    private static final int HISTORIES = 10_000;
    private static final int STEPS = 24;
    private static final Lifecycle LIFECYCLE = new Lifecycle(KEYS, Patience.standard());
    private static final List<Duration> WAITS = List.of(
            Duration.ZERO,
            Duration.ofSeconds(3),
            Duration.ofMinutes(3),
            Duration.ofHours(2),
            Duration.ofDays(2),
            Duration.ofDays(40));

    /** What may follow what; a status may always stay. */
    private static final Map<SlotStatus, Set<SlotStatus>> MAY_FOLLOW = new EnumMap<>(Map.of(
            SlotStatus.PAYABLE,
                    EnumSet.of(
                            SlotStatus.RESERVED,
                            SlotStatus.EXTERNAL_PENDING,
                            SlotStatus.PAID,
                            SlotStatus.OVERPAID,
                            SlotStatus.REVIEW),
            SlotStatus.RESERVED, EnumSet.of(SlotStatus.PAYABLE, SlotStatus.SENDING),
            SlotStatus.SENDING,
                    EnumSet.of(
                            SlotStatus.PAYABLE,
                            SlotStatus.UNKNOWN,
                            SlotStatus.PENDING,
                            SlotStatus.EXTERNAL_PENDING,
                            SlotStatus.PAID,
                            SlotStatus.OVERPAID,
                            SlotStatus.REVIEW),
            SlotStatus.UNKNOWN,
                    EnumSet.of(
                            SlotStatus.PAYABLE,
                            SlotStatus.PENDING,
                            SlotStatus.EXTERNAL_PENDING,
                            SlotStatus.PAID,
                            SlotStatus.OVERPAID,
                            SlotStatus.REVIEW),
            SlotStatus.PENDING,
                    EnumSet.of(
                            SlotStatus.PAYABLE,
                            SlotStatus.EXTERNAL_PENDING,
                            SlotStatus.PAID,
                            SlotStatus.OVERPAID,
                            SlotStatus.REVIEW),
            SlotStatus.EXTERNAL_PENDING,
                    EnumSet.of(SlotStatus.PAYABLE, SlotStatus.PAID, SlotStatus.OVERPAID, SlotStatus.REVIEW),
            SlotStatus.PAID, EnumSet.of(SlotStatus.PAYABLE, SlotStatus.OVERPAID),
            SlotStatus.OVERPAID, EnumSet.of(SlotStatus.PAID),
            SlotStatus.REVIEW,
                    EnumSet.of(SlotStatus.PAYABLE, SlotStatus.EXTERNAL_PENDING, SlotStatus.PAID, SlotStatus.OVERPAID)));

    /** One thing that happens, after a wait. */
    private record Step(Duration pause, Evidence evidence) {}

    @Test
    @Tag("law")
    @DisplayName("I3 I4 I5 I6 I7 STA-03 STA-04: in random histories no law of the protocol is ever broken")
    void laws() {
        Map<String, Integer> reached = new TreeMap<>();
        Trials.of("laws of the slot", HISTORIES, LifecycleLawsTest::history, LifecycleLawsTest::shorter, history -> {
            PaymentSlot slot = PaymentSlot.untouched(INVOICE);
            Instant now = NOW;
            for (Step step : history) {
                now = now.plus(step.pause());
                Option<PaymentSlot> next = LIFECYCLE.decide(slot, step.evidence(), now);
                assertThat(LIFECYCLE.decide(slot, step.evidence(), now))
                        .as("pure")
                        .isEqualTo(next);
                if (next.isDefined()) {
                    check(slot, step.evidence(), next.get(), now);
                    reached.merge(
                            slot.status() + " "
                                    + next.get().cause().transition().number(),
                            1,
                            Integer::sum);
                    slot = next.get();
                }
            }
        });
        assertThat(reached.keySet())
                .as("the histories reach every transition")
                .extracting(pair -> pair.substring(pair.indexOf(' ') + 1))
                .containsAll(IntStream.rangeClosed(1, 20).mapToObj(i -> "T" + i).toList());
    }

    private static void check(PaymentSlot before, Evidence evidence, PaymentSlot after, Instant now) {
        if (before.status() != after.status()) {
            assertThat(MAY_FOLLOW.get(before.status()))
                    .as("I7 from %s", before.status())
                    .contains(after.status());
            assertThat(after.since()).as("entered now").isEqualTo(now);
        }
        assertThat(after.cause().at()).isEqualTo(now);
        onlyListedEvidence(before, evidence, after);
        sequence(before, evidence, after);
        release(before, evidence, after);
        attempt(before, after);
        payments(before, evidence, after);
        scheduled(after, now);
    }

    /** I10 and the guards on who may do what. */
    private static void onlyListedEvidence(PaymentSlot before, Evidence evidence, PaymentSlot after) {
        boolean moved = before.status() != after.status();
        if (evidence instanceof Evidence.Hinted) {
            assertThat(after.status()).as("I10").isEqualTo(before.status());
            assertThat(after.payments()).isEqualTo(before.payments());
            assertThat(after.attempt()).isEqualTo(before.attempt());
        }
        if (evidence instanceof Evidence.PaidBeside) {
            assertThat(after.status()).as("ends nothing").isIn(SlotStatus.REVIEW, SlotStatus.OVERPAID);
            assertThat(after.attempt()).isEqualTo(before.attempt());
            assertThat(after.payments()).as("and drops nothing").containsAll(before.payments());
        }
        if (evidence instanceof Evidence.TimePassed && moved) {
            assertThat(before.status()).as("time moves").isIn(SlotStatus.RESERVED, SlotStatus.SENDING);
        }
        if (after.status() == SlotStatus.RESERVED && moved) {
            assertThat(evidence).isInstanceOf(Evidence.PayPressed.class);
        }
        if (after.status() == SlotStatus.SENDING) {
            assertThat(evidence).isInstanceOf(Evidence.ReadyToSend.class);
        }
        if (before.status() == SlotStatus.RESERVED) {
            assertThat(evidence).isNotInstanceOf(Evidence.Looked.class);
        }
    }

    /** I4: a new key only after proof that the old one is dead, from the provider, a refund of everything, or a person. */
    private static void sequence(PaymentSlot before, Evidence evidence, PaymentSlot after) {
        assertThat(after.sequence()).as("never falls").isGreaterThanOrEqualTo(before.sequence());
        if (after.sequence() == before.sequence() || evidence instanceof Evidence.Decided) {
            return;
        }
        assertThat(shown(evidence))
                .as("I4 no key is left behind alive")
                .noneMatch(p -> p.isLive() && leftBehind(p, before, after));
        if (after.status() == SlotStatus.REVIEW) {
            assertThat(shown(evidence))
                    .as("I4 the key that is caught up with holds money, and none before it does")
                    .anyMatch(p -> p.isEffective() && p.isOf(KEYS.keyFor(INVOICE, after.sequence())))
                    .noneMatch(p -> p.isEffective() && leftBehind(p, before, after));
            return;
        }
        if (before.status() != SlotStatus.PAID) {
            boolean ownDead = shown(evidence).stream().anyMatch(p -> isOurs(p, before, evidence));
            assertThat(ownDead).as("I4 the key is shown to have ended").isTrue();
        } else {
            assertThat(evidence)
                    .isInstanceOfSatisfying(
                            Evidence.Looked.class,
                            looked -> assertThat(looked.outstanding().exists(Money::isPositive))
                                    .as("reopened while owed")
                                    .isTrue());
            assertThat(shown(evidence))
                    .as("nothing kept")
                    .noneMatch(p -> p.isEffective() && before.payments().contains(p.id()));
        }
    }

    private static boolean leftBehind(ProviderPayment payment, PaymentSlot before, PaymentSlot after) {
        return IntStream.range(before.sequence(), after.sequence())
                .anyMatch(sequence -> payment.isOf(KEYS.keyFor(INVOICE, sequence)));
    }

    /** Made under the present key, or known by its reference while our own charge is open, or the very answer to it. */
    private static boolean isOurs(ProviderPayment payment, PaymentSlot slot, Evidence evidence) {
        boolean answer = evidence instanceof Evidence.Answered;
        boolean known = slot.attempt().isDefined() && slot.payments().contains(payment.id());
        return payment.isOf(KEYS.keyFor(INVOICE, slot.sequence()))
                || (payment.key().isEmpty() && (answer || known));
    }

    /** P3: from SENDING on, only evidence leads back to payable; neither time nor silence nor absence. */
    private static void release(PaymentSlot before, Evidence evidence, PaymentSlot after) {
        boolean mayHaveCharged = switch (before.status()) {
            case SENDING, UNKNOWN, PENDING, EXTERNAL_PENDING, PAID, OVERPAID, REVIEW -> true;
            case PAYABLE, RESERVED -> false;
        };
        if (!mayHaveCharged || after.status() != SlotStatus.PAYABLE || evidence instanceof Evidence.Decided) {
            return;
        }
        if (evidence instanceof Evidence.Answered answered && answered.result() instanceof ChargeResult.NotSent) {
            assertThat(before.status()).as("T5").isEqualTo(SlotStatus.SENDING);
            assertThat(after.sequence()).as("T5 keeps the key").isEqualTo(before.sequence());
            return;
        }
        assertThat(shown(evidence)).as("P3 something is shown").isNotEmpty();
        if (evidence instanceof Evidence.Looked) {
            assertThat(shown(evidence)).as("P3 nothing is alive").noneMatch(ProviderPayment::isLive);
        }
        if (before.attempt().isDefined()) {
            assertThat(shown(evidence))
                    .as("P3 ours has ended")
                    .anyMatch(p -> isOurs(p, before, evidence) && !p.isLive());
        }
        for (PaymentId known : before.payments()) {
            boolean ended = before.attempt().isDefined()
                    || shown(evidence).stream().anyMatch(p -> p.id().equals(known) && !p.isLive());
            assertThat(ended).as("P3 %s has ended", known).isTrue();
        }
    }

    /** I5, I6: what is sent is what was reserved, under the key of the sequence. */
    private static void attempt(PaymentSlot before, PaymentSlot after) {
        for (Attempt attempt : after.attempt()) {
            if (after.status() != SlotStatus.PAID && after.status() != SlotStatus.OVERPAID) {
                assertThat(attempt.key()).as("I6").isEqualTo(KEYS.keyFor(INVOICE, after.sequence()));
            }
            if (before.attempt().isDefined()) {
                assertThat(attempt).as("I5 frozen").isEqualTo(before.attempt().get());
            } else {
                assertThat(before.status()).isEqualTo(SlotStatus.PAYABLE);
            }
        }
    }

    /** I3 and P4: paid rests on a completed payment, overpaid on two. */
    private static void payments(PaymentSlot before, Evidence evidence, PaymentSlot after) {
        boolean entered = before.status() != after.status() && !(evidence instanceof Evidence.Decided);
        if (after.status() == SlotStatus.PAID && entered) {
            boolean exact = shown(evidence).stream()
                    .anyMatch(p -> p.status() == Status.COMPLETED
                            && p.applied().equals(AMOUNT)
                            && isOurs(p, before, evidence));
            boolean covered = evidence instanceof Evidence.Looked looked
                    && looked.view() instanceof ProviderView.Sent sent
                    && sent.isCovered();
            assertThat(exact || covered).as("I3").isTrue();
        }
        boolean told =
                before.status() == SlotStatus.REVIEW && !before.attention().exists(Attention::isByAge);
        if (told && !(evidence instanceof Evidence.Decided) && after.status() != SlotStatus.OVERPAID) {
            List<PaymentId> shown =
                    shown(evidence).stream().map(ProviderPayment::id).toList();
            List<PaymentId> unseen = before.payments().stream()
                    .filter(id -> !id.isDeduced() && !shown.contains(id))
                    .toList();
            assertThat(after.payments())
                    .as("what a person was told of is not dropped unseen")
                    .containsAll(unseen);
        }
        if (after.status() == SlotStatus.OVERPAID && entered) {
            List<PaymentId> taken = evidence instanceof Evidence.PaidBeside beside
                    ? beside.payments()
                    : shown(evidence).stream()
                            .filter(ProviderPayment::isEffective)
                            .map(ProviderPayment::id)
                            .toList();
            Set<PaymentId> restedOn = new HashSet<>(before.status() == SlotStatus.PAID ? before.payments() : List.of());
            restedOn.addAll(taken);
            assertThat(taken).as("P4").isNotEmpty();
            assertThat(restedOn).as("P4").hasSizeGreaterThan(1);
            assertThat(after.payments()).hasSizeGreaterThan(1);
        }
    }

    /** I9: nothing waits for ever without a check. */
    private static void scheduled(PaymentSlot after, Instant now) {
        boolean mayRest = after.status() == SlotStatus.PAYABLE
                || after.status() == SlotStatus.PAID
                || after.status() == SlotStatus.OVERPAID;
        if (!mayRest) {
            assertThat(after.nextCheck().exists(at -> !at.isAfter(now.plus(Duration.ofHours(29)))))
                    .as("I9 %s is checked within 24 h and a fifth", after.status())
                    .isTrue();
        }
    }

    private static List<ProviderPayment> shown(Evidence evidence) {
        if (evidence instanceof Evidence.Looked looked && looked.view() instanceof ProviderView.Sent sent) {
            return sent.payments();
        }
        if (evidence instanceof Evidence.Looked looked && looked.view() instanceof ProviderView.Contradictory records) {
            return records.payments();
        }
        if (evidence instanceof Evidence.GivenUp given && given.view().getOrNull() instanceof ProviderView.Sent sent) {
            return sent.payments();
        }
        if (evidence instanceof Evidence.Answered answered
                && answered.result() instanceof ChargeResult.Confirmed confirmed) {
            return List.of(confirmed.payment());
        }
        return List.of();
    }

    /** Walks along with the slot, so that much of the evidence fits; the rest is as wild as it comes. */
    private static List<Step> history(SplittableRandom random) {
        List<Step> steps = new ArrayList<>();
        PaymentSlot slot = PaymentSlot.untouched(INVOICE);
        Instant now = NOW;
        for (int i = random.nextInt(4, STEPS); i > 0; i--) {
            Step step = new Step(random.nextInt(3) > 0 ? Duration.ZERO : pick(random, WAITS), evidence(slot, random));
            now = now.plus(step.pause());
            slot = LIFECYCLE.decide(slot, step.evidence(), now).getOrElse(slot);
            steps.add(step);
        }
        return steps;
    }

    private static List<List<Step>> shorter(List<Step> history) {
        List<List<Step>> all = new ArrayList<>();
        for (int i = history.size() - 1; i >= 0; i--) {
            List<Step> without = new ArrayList<>(history);
            without.remove(i);
            all.add(without);
        }
        return all;
    }

    private static Evidence evidence(PaymentSlot slot, SplittableRandom random) {
        boolean apt = random.nextInt(5) > 0;
        AttemptId attempt =
                apt && slot.attempt().isDefined() ? slot.attempt().get().id() : attemptId(random.nextInt(3));
        int sequence = apt ? slot.sequence() : random.nextInt(3);
        int kind = random.nextInt(11);
        if (apt && slot.status() == SlotStatus.PAYABLE && kind < 7) {
            kind = 0;
        } else if (apt && slot.status() == SlotStatus.RESERVED && kind < 7) {
            kind = 2;
        } else if (apt && slot.status() == SlotStatus.SENDING && kind < 7) {
            kind = 3;
        }
        return switch (kind) {
            case 0 -> new Evidence.PayPressed(attempt, USER, AMOUNT, ACCOUNT, PROVIDER);
            case 1 -> new Evidence.GivenUp(attempt, option(random, view(sequence, random)), "given up");
            case 2 -> new Evidence.ReadyToSend(attempt);
            case 3 -> new Evidence.Answered(attempt, answer(sequence, random));
            case 4 -> new Evidence.TimePassed();
            case 5 -> new Evidence.Hinted(NOW, Option.none(), Option.some(PROVIDER), "event");
            case 6 ->
                new Evidence.Decided(
                        pick(random, List.of(Evidence.Verdict.values())),
                        List.of(paymentId("p1"), paymentId("p2")).subList(0, random.nextInt(3)),
                        "ben",
                        "seen");
            case 7 ->
                new Evidence.PaidBeside(
                        new ProviderId("other"),
                        List.of(paymentId("p2"), paymentId("p3")).subList(0, random.nextInt(1, 3)));
            default ->
                new Evidence.Looked(
                        view(sequence, random),
                        option(random, pick(random, List.of(AMOUNT, usd("0.00")))),
                        random.nextBoolean());
        };
    }

    private static ChargeResult answer(int sequence, SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> ChargeResult.notSent(NotChargedReason.PROVIDER_UNREACHABLE);
            case 1 -> new ChargeResult.Ambiguous(option(random, paymentId("p1")), "timed out");
            default -> ChargeResult.confirmed(payment(1, sequence, random));
        };
    }

    private static ProviderView view(int sequence, SplittableRandom random) {
        return switch (random.nextInt(12)) {
            case 0 -> ProviderView.notSent();
            case 1 -> ProviderView.inconclusive(ProviderView.Inconclusive.Cause.UNREACHABLE);
            case 2 -> new ProviderView.Contradictory("two requests", payments(sequence, random));
            default -> {
                Money collectible = pick(random, List.of(AMOUNT, AMOUNT, AMOUNT, usd("0.00"), usd("250.00")));
                yield new ProviderView.Sent(
                        "request-1",
                        random.nextInt(5) > 0,
                        AMOUNT,
                        collectible,
                        Option.none(),
                        payments(sequence, random));
            }
        };
    }

    private static List<ProviderPayment> payments(int sequence, SplittableRandom random) {
        List<ProviderPayment> payments = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            payments.add(payment(i, sequence, random));
        }
        return payments;
    }

    private static ProviderPayment payment(int number, int sequence, SplittableRandom random) {
        Money applied =
                random.nextInt(4) > 0 ? AMOUNT : pick(random, List.of(usd("1000.00"), Money.of("1250.00", "EUR")));
        Money refunded = random.nextInt(3) > 0 ? Money.zero(applied.currency()) : applied;
        int keyed = random.nextInt(4);
        Option<IdempotencyKey> key =
                keyed == 0 ? Option.none() : Option.some(key(keyed < 3 ? sequence : random.nextInt(3)));
        return new ProviderPayment(
                paymentId("p" + number), pick(random, List.of(Status.values())), applied, refunded, key, Option.none());
    }

    private static <T> Option<T> option(SplittableRandom random, T value) {
        return random.nextBoolean() ? Option.some(value) : Option.none();
    }

    private static <T> T pick(SplittableRandom random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
