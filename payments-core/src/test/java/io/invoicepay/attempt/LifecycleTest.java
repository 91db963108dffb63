package io.invoicepay.attempt;

import static io.invoicepay.fixtures.Sample.ACCOUNT;
import static io.invoicepay.fixtures.Sample.AMOUNT;
import static io.invoicepay.fixtures.Sample.INVOICE;
import static io.invoicepay.fixtures.Sample.KEYS;
import static io.invoicepay.fixtures.Sample.NOW;
import static io.invoicepay.fixtures.Sample.PROVIDER;
import static io.invoicepay.fixtures.Sample.attempt;
import static io.invoicepay.fixtures.Sample.attemptId;
import static io.invoicepay.fixtures.Sample.key;
import static io.invoicepay.fixtures.Sample.ours;
import static io.invoicepay.fixtures.Sample.paymentId;
import static io.invoicepay.fixtures.Sample.portal;
import static io.invoicepay.fixtures.Sample.refunded;
import static io.invoicepay.fixtures.Sample.sent;
import static io.invoicepay.fixtures.Sample.usd;
import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.invoice.AccountId;
import io.invoicepay.money.Money;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.provider.ProviderView.Inconclusive;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("Each transition of the protocol, and what keeps it from happening")
class LifecycleTest {
    private static final Patience PATIENCE = Patience.standard();
    private static final Option<Money> OWED = Option.some(AMOUNT);
    private static final Option<Money> SETTLED = Option.some(usd("0.00"));
    private final Lifecycle lifecycle = new Lifecycle(KEYS, PATIENCE);

    private Option<PaymentSlot> decide(PaymentSlot slot, Evidence evidence) {
        return lifecycle.decide(slot, evidence, NOW);
    }

    private PaymentSlot moved(PaymentSlot slot, Evidence evidence) {
        return moved(slot, evidence, NOW);
    }

    private PaymentSlot moved(PaymentSlot slot, Evidence evidence, Instant now) {
        Option<PaymentSlot> next = lifecycle.decide(slot, evidence, now);
        assertThat(next.isDefined()).as("%s moves on %s", slot, evidence).isTrue();
        return next.get();
    }

    private static Evidence looked(ProviderView view) {
        return new Evidence.Looked(view, Option.none(), false);
    }

    private static Evidence lookedByACustomer(ProviderView view) {
        return new Evidence.Looked(view, Option.none(), false, Option.some(new AccountId("20000")), Option.none());
    }

    private static Evidence lookedOwing(ProviderView view, Option<Money> outstanding) {
        return new Evidence.Looked(view, outstanding, false);
    }

    private static Evidence lookedWithOrder(ProviderView view) {
        return new Evidence.Looked(view, Option.none(), true);
    }

    private static Evidence pressed(Attempt attempt) {
        return Slots.pressed(attempt);
    }

    private static Evidence answered(ChargeResult result) {
        return new Evidence.Answered(attemptId(1), result);
    }

    private static Evidence confirmed(ProviderPayment payment) {
        return answered(ChargeResult.confirmed(payment));
    }

    private static Evidence operator(Evidence.Verdict verdict, String... payments) {
        List<PaymentId> ids =
                java.util.Arrays.stream(payments).map(PaymentId::new).toList();
        return new Evidence.Decided(verdict, ids, "ben", "seen in the provider's portal");
    }

    private static Evidence hint(Instant at) {
        return new Evidence.Hinted(at, Option.none(), Option.some(PROVIDER), "event");
    }

    private static PaymentSlot payable() {
        return PaymentSlot.untouched(INVOICE);
    }

    private PaymentSlot reserved() {
        return moved(payable(), pressed(attempt()));
    }

    private PaymentSlot sending() {
        return moved(reserved(), new Evidence.ReadyToSend(attemptId(1)));
    }

    private PaymentSlot unknown() {
        return moved(sending(), answered(ChargeResult.ambiguous("timed out")));
    }

    private PaymentSlot pending() {
        return moved(sending(), confirmed(ours(Status.PENDING)));
    }

    private PaymentSlot elsewhere() {
        return moved(payable(), looked(sent(portal(Status.PENDING))));
    }

    private PaymentSlot paid() {
        return moved(sending(), confirmed(ours(Status.COMPLETED)));
    }

    private PaymentSlot overpaid() {
        return moved(paid(), looked(sent(ours(Status.COMPLETED), portal(Status.COMPLETED))));
    }

    private PaymentSlot review() {
        return moved(sending(), confirmed(ours("ours", Status.COMPLETED, usd("12.50"))));
    }

    private PaymentSlot reviewByAge() {
        return moved(unknown(), looked(sent()), NOW.plus(PATIENCE.unknown()));
    }

    private static void assertTransition(PaymentSlot slot, Transition transition, SlotStatus status, int sequence) {
        assertThat(slot.cause().transition()).isEqualTo(transition);
        assertThat(slot.status()).isEqualTo(status);
        assertThat(slot.sequence()).isEqualTo(sequence);
    }

    @Nested
    @DisplayName("before anything is sent")
    class BeforeSending {
        @Test
        @DisplayName(
                "T1 Pay Now reserves a payable invoice for one customer, with key, amount and a time at which it lapses")
        void reserve() {
            PaymentSlot slot = reserved();
            assertTransition(slot, Transition.RESERVED, SlotStatus.RESERVED, 0);
            assertThat(slot.attempt()).containsExactly(attempt());
            assertThat(slot.account()).containsExactly(ACCOUNT);
            assertThat(slot.provider()).containsExactly(PROVIDER);
            assertThat(slot.nextCheck()).containsExactly(NOW.plus(PATIENCE.reservation()));
            assertThat(slot.cause().actor()).isEqualTo("customer ann");
        }

        @Test
        @DisplayName("T1 an attempt is made under the slot's present key, whatever keys there were before")
        void reserveUnderThePresentKey() {
            PaymentSlot second = moved(sending(), confirmed(ours(Status.FAILED)));
            assertThat(moved(second, pressed(attempt(2, 0))).attempt()).containsExactly(attempt(2, 1));
        }

        @Test
        @DisplayName(
                "T2 a last look that shows a pending payment gives the reservation up, and the next look adopts the payment")
        void withdraw() {
            ProviderView view = sent(portal(Status.PENDING));
            PaymentSlot slot =
                    moved(reserved(), new Evidence.GivenUp(attemptId(1), Option.some(view), "PAYMENT_PENDING"));
            assertTransition(slot, Transition.WITHDRAWN, SlotStatus.PAYABLE, 0);
            assertThat(slot.attempt()).isEmpty();
            assertTransition(moved(slot, looked(view)), Transition.FOUND_ELSEWHERE, SlotStatus.EXTERNAL_PENDING, 0);
        }

        @Test
        @DisplayName("T14 the history names the payment that has ended, and no other")
        void endedElsewhereByName() {
            PaymentSlot slot =
                    moved(elsewhere(), looked(sent(portal(Status.FAILED), portal("older", Status.FAILED, AMOUNT))));
            assertTransition(slot, Transition.ELSEWHERE_ENDED, SlotStatus.PAYABLE, 0);
            assertThat(slot.cause().evidence()).isEqualTo("payment portal is FAILED");
        }

        @Test
        @DisplayName(
                "T2 a last look that shows our own key alive keeps the key: another one beside it would be a second charge")
        void withdrawKeepsALiveKey() {
            ProviderView view = sent(ours(Status.PENDING));
            PaymentSlot slot =
                    moved(reserved(), new Evidence.GivenUp(attemptId(1), Option.some(view), "PAYMENT_PENDING"));
            assertTransition(slot, Transition.WITHDRAWN, SlotStatus.PAYABLE, 0);
            PaymentSlot adopted = moved(slot, looked(view));
            assertTransition(adopted, Transition.FOUND_ELSEWHERE, SlotStatus.EXTERNAL_PENDING, 0);
            assertTransition(
                    moved(adopted, looked(sent(ours(Status.FAILED)))),
                    Transition.ELSEWHERE_ENDED,
                    SlotStatus.PAYABLE,
                    1);
        }

        @Test
        @DisplayName("T2 a last look that shows our keys used up moves on to the first that is not")
        void withdrawSkipsUsedKeys() {
            ProviderPayment second = ProviderPayment.of(paymentId("b"), Status.CANCELLED, AMOUNT, Option.some(key(1)));
            Option<ProviderView> view = Option.some(sent(ours(Status.FAILED), second));
            PaymentSlot slot = moved(reserved(), new Evidence.GivenUp(attemptId(1), view, "the key was used before"));
            assertTransition(slot, Transition.RELEASED, SlotStatus.PAYABLE, 2);
        }

        @Test
        @DisplayName("T3 the owner arms the reservation: amount and key are frozen before anything can leave")
        void arm() {
            PaymentSlot slot = sending();
            assertTransition(slot, Transition.ARMED, SlotStatus.SENDING, 0);
            assertThat(slot.cause().actor()).isEqualTo("customer ann");
            assertThat(slot.attempt()).containsExactly(attempt());
            assertThat(slot.nextCheck()).containsExactly(NOW.plus(PATIENCE.answer()));
        }

        @Test
        @DisplayName("T3 another attempt, a lapsed reservation or an already armed one cannot be armed")
        void armRefused() {
            assertThat(decide(reserved(), new Evidence.ReadyToSend(attemptId(2))))
                    .isEmpty();
            Instant lapsed = NOW.plus(PATIENCE.reservation());
            assertThat(lifecycle.decide(reserved(), new Evidence.ReadyToSend(attemptId(1)), lapsed))
                    .isEmpty();
            Instant justInTime = lapsed.minusMillis(1);
            assertThat(lifecycle
                            .decide(reserved(), new Evidence.ReadyToSend(attemptId(1)), justInTime)
                            .isDefined())
                    .isTrue();
            assertThat(decide(sending(), new Evidence.ReadyToSend(attemptId(1))))
                    .isEmpty();
        }

        @Test
        @DisplayName("T4 the owner gives a reservation up, under the same key")
        void giveUp() {
            PaymentSlot slot = moved(reserved(), new Evidence.GivenUp(attemptId(1), Option.none(), "BALANCE_CHANGED"));
            assertTransition(slot, Transition.RELEASED, SlotStatus.PAYABLE, 0);
            assertThat(slot.nextCheck()).isEmpty();
            assertThat(slot.cause().evidence()).isEqualTo("BALANCE_CHANGED");
            assertThat(slot.cause().actor()).isEqualTo("customer ann");
        }

        @Test
        @DisplayName("T4 nobody but the owner gives a reservation up, and nobody gives up what was armed")
        void giveUpRefused() {
            Evidence others = new Evidence.GivenUp(attemptId(2), Option.none(), "late");
            Evidence own = new Evidence.GivenUp(attemptId(1), Option.none(), "late");
            assertThat(decide(reserved(), others)).isEmpty();
            assertThat(decide(sending(), own)).isEmpty();
            assertThat(decide(unknown(), own)).isEmpty();
        }

        @Test
        @DisplayName("T4 a reservation lapses by itself at its time and not before")
        void lapse() {
            Instant lapsed = NOW.plus(PATIENCE.reservation());
            assertThat(lifecycle.decide(reserved(), new Evidence.TimePassed(), lapsed.minusMillis(1)))
                    .isEmpty();
            assertTransition(
                    moved(reserved(), new Evidence.TimePassed(), lapsed), Transition.RELEASED, SlotStatus.PAYABLE, 0);
        }

        @Test
        @DisplayName("A look moves no reservation: its owner looks for itself")
        void lookWhileReserved() {
            assertThat(decide(reserved(), looked(sent(portal(Status.COMPLETED)))))
                    .isEmpty();
            assertThat(decide(reserved(), hint(NOW))).isEmpty();
        }
    }

    @Nested
    @DisplayName("with our charge known by its reference alone")
    class ByReference {
        private PaymentSlot unknownByReference() {
            return moved(sending(), answered(new ChargeResult.Ambiguous(Option.some(paymentId("p")), "code ERROR")));
        }

        private PaymentSlot pendingByReference() {
            return moved(sending(), confirmed(portal("p", Status.PENDING, AMOUNT)));
        }

        private PaymentSlot reviewByReference() {
            return moved(
                    pendingByReference(),
                    looked(sent(portal("p", Status.PENDING, AMOUNT))),
                    NOW.plus(PATIENCE.pending()));
        }

        @Test
        @DisplayName(
                "T8 a payment without a key, of the reference that the answer named, is ours as long as it is open")
        void ours() {
            assertThat(reviewByReference().status()).isEqualTo(SlotStatus.REVIEW);
            for (PaymentSlot from : List.of(unknownByReference(), pendingByReference(), reviewByReference())) {
                PaymentSlot dead = moved(from, looked(sent(portal("p", Status.FAILED, AMOUNT))));
                assertTransition(dead, Transition.KEY_DEAD, SlotStatus.PAYABLE, 1);
                PaymentSlot paid = moved(from, looked(sent(portal("p", Status.COMPLETED, AMOUNT))));
                assertThat(paid.status()).isEqualTo(SlotStatus.PAID);
                assertThat(paid.attempt()).as("resolved").isEmpty();
                PaymentSlot other = moved(from, looked(sent(portal("q", Status.FAILED, AMOUNT))));
                assertThat(other.sequence()).as("of somebody else").isZero();
            }
        }
    }

    @Nested
    @DisplayName("with the charge under way")
    class Sending {
        @Test
        @DisplayName("T5 a charge that provably did not leave makes the invoice payable under the same key")
        void notSent() {
            PaymentSlot slot = moved(sending(), answered(ChargeResult.notSent(NotChargedReason.PROVIDER_UNREACHABLE)));
            assertTransition(slot, Transition.NOT_SENT, SlotStatus.PAYABLE, 0);
            assertThat(slot.attempt()).isEmpty();
        }

        @Test
        @DisplayName("T5 counts from SENDING alone: a repetition that did not leave says nothing of the first request")
        void notSentTooLate() {
            Evidence notSent = answered(ChargeResult.notSent(NotChargedReason.PROVIDER_UNREACHABLE));
            assertThat(decide(unknown(), notSent)).isEmpty();
            assertThat(decide(pending(), notSent)).isEmpty();
            assertThat(decide(
                            sending(),
                            new Evidence.Answered(attemptId(2), ChargeResult.notSent(NotChargedReason.REJECTED))))
                    .isEmpty();
        }

        @Test
        @DisplayName("T6 a completed payment of exact amount and currency under our key is paid, by answer or by look")
        void completed() {
            for (PaymentSlot from : List.of(sending(), unknown())) {
                assertTransition(
                        moved(from, confirmed(ours(Status.COMPLETED))), Transition.COMPLETED, SlotStatus.PAID, 0);
                PaymentSlot slot = moved(from, looked(sent(ours(Status.COMPLETED))));
                assertTransition(slot, Transition.COMPLETED, SlotStatus.PAID, 0);
                assertThat(slot.payments()).containsExactly(paymentId("ours"));
                assertThat(slot.attempt()).isEmpty();
            }
        }

        @ParameterizedTest
        @EnumSource(
                value = Status.class,
                names = {"COMPLETED", "PENDING", "UNRECOGNISED"})
        @DisplayName("T6 T7 another amount or another currency is never paid or pending, but a matter for a person")
        void otherAmount(Status status) {
            for (Money other : List.of(usd("1249.99"), Money.of("1250.00", "EUR"), usd("12.50"))) {
                for (PaymentSlot from : List.of(sending(), unknown())) {
                    PaymentSlot byAnswer = moved(from, confirmed(ours("ours", status, other)));
                    assertTransition(byAnswer, Transition.SENT_TO_REVIEW, SlotStatus.REVIEW, 0);
                    assertThat(byAnswer.attention()).containsExactly(Attention.AMOUNT_MISMATCH);
                    PaymentSlot byLook = moved(from, looked(sent(ours("ours", status, other))));
                    assertThat(byLook.status()).isEqualTo(SlotStatus.REVIEW);
                    assertThat(byLook.attention()).containsExactly(Attention.AMOUNT_MISMATCH);
                }
            }
        }

        @Test
        @DisplayName("T6 an answer with a payment of another key is a conflict, whatever its status")
        void otherKey() {
            for (Status status : Status.values()) {
                ProviderPayment other = ProviderPayment.of(paymentId("x"), status, AMOUNT, Option.some(key(1)));
                PaymentSlot slot = moved(sending(), confirmed(other));
                assertTransition(slot, Transition.SENT_TO_REVIEW, SlotStatus.REVIEW, 0);
                assertThat(slot.attention()).containsExactly(Attention.RECORDS_CONFLICT);
            }
        }

        @Test
        @DisplayName("T7 an accepted payment is pending, also one whose status nobody knows")
        void accepted() {
            for (Status status : List.of(Status.PENDING, Status.UNRECOGNISED)) {
                for (PaymentSlot from : List.of(sending(), unknown())) {
                    PaymentSlot slot = moved(from, confirmed(ours(status)));
                    assertTransition(slot, Transition.ACCEPTED, SlotStatus.PENDING, 0);
                    assertThat(slot.payments()).containsExactly(paymentId("ours"));
                    assertTransition(
                            moved(from, looked(sent(ours(status)))), Transition.ACCEPTED, SlotStatus.PENDING, 0);
                }
            }
        }

        @Test
        @DisplayName("STA-05 what the answer to a customer's own Pay Now tells, the history ascribes to the customer")
        void answeredToTheCustomer() {
            List<ProviderPayment> told = List.of(
                    ours(Status.PENDING),
                    ours(Status.COMPLETED),
                    ours(Status.FAILED),
                    ours("ours", Status.PENDING, usd("1.00")));
            for (ProviderPayment payment : told) {
                assertThat(moved(sending(), confirmed(payment)).cause().actor()).isEqualTo("customer ann");
                assertThat(moved(unknown(), confirmed(payment)).cause().actor())
                        .as("the answer to a charge that was sent again")
                        .isEqualTo("reconciler");
                assertThat(moved(unknown(), looked(sent(payment))).cause().actor())
                        .isEqualTo("reconciler");
            }
        }

        @Test
        @DisplayName(
                "T8 STA-02 a charge shown as failed makes the invoice payable under a new key, and the reason can be read")
        void keyDead() {
            ProviderPayment declined = new ProviderPayment(
                    paymentId("ours"),
                    Status.FAILED,
                    AMOUNT,
                    usd("0.00"),
                    Option.some(key(0)),
                    Option.some(DeclineReason.EXPIRED_CARD));
            for (PaymentSlot from : List.of(sending(), unknown(), pending(), reviewByAge())) {
                PaymentSlot slot = moved(from, looked(sent(declined)));
                assertTransition(slot, Transition.KEY_DEAD, SlotStatus.PAYABLE, 1);
                assertThat(slot.cause().evidence()).isEqualTo("payment ours is FAILED: EXPIRED_CARD");
            }
            PaymentSlot answered = moved(sending(), confirmed(declined));
            assertTransition(answered, Transition.KEY_DEAD, SlotStatus.PAYABLE, 1);
            assertThat(answered.cause().evidence()).contains("EXPIRED_CARD");
        }

        @Test
        @DisplayName("T8 with another payment alive the invoice is not payable, but pending elsewhere under a new key")
        void keyDeadOthersAlive() {
            PaymentSlot slot = moved(unknown(), looked(sent(ours(Status.CANCELLED), portal(Status.PENDING))));
            assertTransition(slot, Transition.KEY_DEAD, SlotStatus.EXTERNAL_PENDING, 1);
            assertThat(slot.payments()).containsExactly(paymentId("portal"));
            assertThat(slot.attempt()).isEmpty();
        }

        @Test
        @DisplayName("T8 a failed payment beside a live one under the same key does not kill the key")
        void keyHalfDead() {
            PaymentSlot slot =
                    moved(unknown(), looked(sent(ours("a", Status.FAILED, AMOUNT), ours("b", Status.PENDING, AMOUNT))));
            assertTransition(slot, Transition.ACCEPTED, SlotStatus.PENDING, 0);
        }

        @Test
        @DisplayName("T8 somebody else's failed payment does not kill our key")
        void othersDead() {
            for (PaymentSlot from : List.of(unknown(), pending())) {
                PaymentSlot slot = moved(from, looked(sent(portal(Status.FAILED))));
                assertThat(slot.status()).isEqualTo(from.status());
                assertThat(slot.sequence()).isZero();
            }
            assertThat(decide(sending(), looked(sent(portal(Status.FAILED))))).isEmpty();
        }

        @Test
        @DisplayName("T9 an ambiguous answer leaves the outcome unknown, with the payment's reference if it named one")
        void ambiguous() {
            PaymentSlot slot = moved(
                    sending(), answered(new ChargeResult.Ambiguous(Option.some(paymentId("maybe")), "code ERROR")));
            assertTransition(slot, Transition.LEFT_AMBIGUOUS, SlotStatus.UNKNOWN, 0);
            assertThat(slot.payments()).containsExactly(paymentId("maybe"));
            assertThat(slot.attempt()).containsExactly(attempt());
            assertThat(slot.nextCheck().get()).isBetween(NOW.plusMillis(1_600), NOW.plusMillis(2_400));
            assertThat(decide(slot, answered(ChargeResult.ambiguous("again")))).isEmpty();
        }

        @Test
        @DisplayName("T9 a payment known by the reference of the ambiguous answer is ours, though it shows no key")
        void ambiguousReference() {
            PaymentSlot slot = moved(
                    sending(), answered(new ChargeResult.Ambiguous(Option.some(paymentId("maybe")), "code ERROR")));
            assertTransition(
                    moved(slot, looked(sent(portal("maybe", Status.FAILED, AMOUNT)))),
                    Transition.KEY_DEAD,
                    SlotStatus.PAYABLE,
                    1);
            assertTransition(
                    moved(slot, looked(sent(portal("maybe", Status.PENDING, AMOUNT)))),
                    Transition.ACCEPTED,
                    SlotStatus.PENDING,
                    0);
            ProviderPayment othersKey =
                    ProviderPayment.of(paymentId("maybe"), Status.FAILED, AMOUNT, Option.some(key(5)));
            assertThat(moved(slot, looked(sent(othersKey))).status()).isEqualTo(SlotStatus.UNKNOWN);
        }

        @Test
        @DisplayName("T10 without an answer the charge becomes unknown at its deadline and not before")
        void deadline() {
            Instant deadline = NOW.plus(PATIENCE.answer());
            assertThat(lifecycle.decide(sending(), new Evidence.TimePassed(), deadline.minusMillis(1)))
                    .isEmpty();
            assertTransition(
                    moved(sending(), new Evidence.TimePassed(), deadline),
                    Transition.DEADLINE_PASSED,
                    SlotStatus.UNKNOWN,
                    0);
        }

        @Test
        @DisplayName(
                "T10 nothing but the deadline or the charge's own fate ends SENDING: no silence, no contradiction, no hint")
        void sendingIsDeaf() {
            for (ProviderView view : List.of(
                    sent(),
                    ProviderView.notSent(),
                    new ProviderView.Contradictory("two requests"),
                    ProviderView.inconclusive(Inconclusive.Cause.UNREACHABLE),
                    sent(portal(Status.PENDING)))) {
                assertThat(decide(sending(), looked(view))).as("%s", view).isEmpty();
            }
            assertThat(decide(sending(), hint(NOW))).isEmpty();
        }
    }

    @Nested
    @DisplayName("with the outcome unknown")
    class Unknown {
        @Test
        @DisplayName("T11 a failed payment of somebody else does not keep the same request from being sent again")
        void resendBesideADeadPayment() {
            PaymentSlot slot = moved(unknown(), lookedWithOrder(sent(portal(Status.FAILED))));
            assertTransition(slot, Transition.RESENT, SlotStatus.UNKNOWN, 0);
        }

        @Test
        @DisplayName("T11 the same charge is sent again only after that has been put on record")
        void resend() {
            PaymentSlot slot = moved(unknown(), lookedWithOrder(sent()));
            assertTransition(slot, Transition.RESENT, SlotStatus.UNKNOWN, 0);
            assertThat(slot.attempt()).containsExactly(attempt());
            assertThat(slot.checks()).isEqualTo(1);
            assertThat(slot.since()).isEqualTo(unknown().since());
            assertThat(slot.nextCheck()).containsExactly(NOW.plus(PATIENCE.answer()));
        }

        @Test
        @DisplayName(
                "T11 the same charge is sent again six times at most, ever more rarely: a card is not tried all day")
        void resendsEnd() {
            PaymentSlot slot = unknown();
            List<Instant> sentAgain = new ArrayList<>();
            for (int check = 0; check < 12; check++) {
                Instant due = slot.nextCheck().get();
                slot = moved(slot, lookedWithOrder(sent()), due);
                if (slot.cause().transition() == Transition.RESENT) {
                    sentAgain.add(due);
                }
            }

            assertThat(sentAgain).hasSize(6);
            for (int i = 1; i < sentAgain.size(); i++) {
                assertThat(Duration.between(sentAgain.get(i - 1), sentAgain.get(i)))
                        .isGreaterThanOrEqualTo(PATIENCE.answer());
            }
            assertThat(Duration.between(sentAgain.get(4), sentAgain.get(5))).isGreaterThan(Duration.ofMinutes(3));
        }

        @Test
        @DisplayName("T11 nothing is sent again if the order is gone, too old, or anybody else pays or has paid")
        void noResend() {
            List<Evidence> refused = List.of(
                    looked(sent()),
                    lookedWithOrder(ProviderView.notSent()),
                    lookedWithOrder(ProviderView.inconclusive(Inconclusive.Cause.UNREACHABLE)),
                    lookedWithOrder(sent(portal(Status.PENDING))),
                    lookedWithOrder(sent(portal("part", Status.COMPLETED, usd("10.00")))),
                    lookedWithOrder(sent(usd("1225.00"))),
                    lookedWithOrder(
                            new ProviderView.Sent("request-1", false, AMOUNT, AMOUNT, Option.none(), List.of())));
            for (Evidence evidence : refused) {
                assertTransition(moved(unknown(), evidence), Transition.CHECKED, SlotStatus.UNKNOWN, 0);
            }
            assertThat(moved(unknown(), lookedWithOrder(sent()), NOW.plus(PATIENCE.unknown()))
                            .status())
                    .isEqualTo(SlotStatus.REVIEW);
            assertThat(moved(pending(), lookedWithOrder(sent())).cause().transition())
                    .isEqualTo(Transition.CHECKED);
        }

        @Test
        @DisplayName(
                "T12 STA-04 an outcome that stays unknown too long is a matter for a person, whatever the provider answers")
        void tooLong() {
            Instant limit = NOW.plus(PATIENCE.unknown());
            for (ProviderView view : List.of(
                    sent(),
                    ProviderView.notSent(),
                    ProviderView.inconclusive(Inconclusive.Cause.UNREACHABLE),
                    ProviderView.inconclusive(Inconclusive.Cause.MISCONFIGURED))) {
                assertThat(moved(unknown(), looked(view), limit.minusMillis(1)).status())
                        .isEqualTo(SlotStatus.UNKNOWN);
                PaymentSlot slot = moved(unknown(), looked(view), limit);
                assertTransition(slot, Transition.SENT_TO_REVIEW, SlotStatus.REVIEW, 0);
                assertThat(slot.attention()).containsExactly(Attention.UNKNOWN_TOO_LONG);
                assertThat(slot.attempt()).containsExactly(attempt());
                assertThat(slot.nextCheck().isDefined()).isTrue();
            }
        }

        @Test
        @DisplayName("T12 contradicting records are a matter for a person")
        void contradictory() {
            ProviderView view = new ProviderView.Contradictory("two requests");
            for (PaymentSlot from : List.of(unknown(), pending(), elsewhere())) {
                PaymentSlot slot = moved(from, looked(view));
                assertTransition(slot, Transition.SENT_TO_REVIEW, SlotStatus.REVIEW, 0);
                assertThat(slot.attention()).containsExactly(Attention.RECORDS_CONFLICT);
                assertThat(slot.payments()).isEqualTo(from.payments());
            }
        }

        @Test
        @DisplayName(
                "T12 T16 STA-06 money under any of several contradicting records is told to a person, with its references")
        void contradictoryWithMoney() {
            ProviderPayment one = portal("one", Status.COMPLETED, AMOUNT);
            ProviderPayment two = portal("two", Status.COMPLETED, AMOUNT);
            ProviderPayment dead = portal("dead", Status.FAILED, AMOUNT);
            PaymentSlot review =
                    moved(payable(), looked(new ProviderView.Contradictory("two requests", List.of(one, dead, two))));
            assertTransition(review, Transition.SENT_TO_REVIEW, SlotStatus.REVIEW, 0);
            assertThat(review.attention()).containsExactly(Attention.RECORDS_CONFLICT);
            assertThat(review.payments()).containsExactly(paymentId("one"), paymentId("two"));
            assertThat(decide(payable(), looked(new ProviderView.Contradictory("two requests", List.of(dead)))))
                    .as("nothing was taken")
                    .isEmpty();

            PaymentId own = paid().payments().get(0);
            ProviderPayment ours = portal(own.value(), Status.COMPLETED, AMOUNT);
            PaymentSlot overpaid =
                    moved(paid(), looked(new ProviderView.Contradictory("two requests", List.of(ours, two))));
            assertTransition(overpaid, Transition.SECOND_PAYMENT, SlotStatus.OVERPAID, 0);
            assertThat(overpaid.payments()).containsExactly(own, paymentId("two"));
            for (List<ProviderPayment> alone : List.of(List.of(ours), List.of(two), List.of(ours, dead))) {
                assertThat(moved(paid(), looked(new ProviderView.Contradictory("two requests", alone)))
                                .status())
                        .isEqualTo(SlotStatus.PAID);
            }
            ProviderPayment three = portal("three", Status.COMPLETED, AMOUNT);
            PaymentSlot third =
                    moved(overpaid(), looked(new ProviderView.Contradictory("two requests", List.of(two, three))));
            assertTransition(third, Transition.SECOND_PAYMENT, SlotStatus.OVERPAID, 0);
            assertThat(third.payments())
                    .as("those known stay on record")
                    .containsAll(overpaid().payments())
                    .contains(paymentId("two"), paymentId("three"));
            PaymentSlot pending =
                    moved(pending(), looked(new ProviderView.Contradictory("two requests", List.of(two))));
            assertThat(pending.payments())
                    .as("another's is not taken for ours")
                    .isEqualTo(pending().payments());
            ProviderPayment late = ours("late", Status.PENDING, AMOUNT);
            assertThat(moved(unknown(), looked(new ProviderView.Contradictory("two requests", List.of(late, two))))
                            .payments())
                    .containsExactly(paymentId("late"));
        }

        @ParameterizedTest
        @EnumSource(Inconclusive.Cause.class)
        @DisplayName("GST-10 an answer that says nothing changes nothing but the time of the next check")
        void inconclusive(Inconclusive.Cause cause) {
            for (PaymentSlot from : List.of(unknown(), pending(), elsewhere(), paid(), overpaid(), review())) {
                PaymentSlot slot = moved(from, looked(ProviderView.inconclusive(cause)));
                assertTransition(slot, Transition.CHECKED, from.status(), 0);
                assertThat(slot.checks()).isEqualTo(from.checks() + 1);
                assertThat(slot.nextCheck().get()).isAfter(NOW);
                assertThat(slot.payments()).isEqualTo(from.payments());
                assertThat(slot.attempt()).isEqualTo(from.attempt());
            }
        }

        @Test
        @DisplayName("A provider that asks for patience gets it, within bounds")
        void retryAfter() {
            ProviderView view =
                    new ProviderView.Inconclusive(Inconclusive.Cause.THROTTLED, Option.some(Duration.ofMinutes(10)));
            for (PaymentSlot from : List.of(unknown(), pending(), elsewhere(), paid())) {
                assertThat(moved(from, looked(view)).nextCheck()).containsExactly(NOW.plus(Duration.ofMinutes(10)));
            }
        }

        @Test
        @DisplayName(
                "T6 a payment made elsewhere that settles the invoice pays it, and our open charge is not forgotten")
        void coveredElsewhere() {
            for (PaymentSlot from : List.of(sending(), unknown(), pending())) {
                PaymentSlot slot = moved(from, looked(sent(portal(Status.COMPLETED))));
                assertThat(slot.status()).isEqualTo(SlotStatus.PAID);
                assertThat(slot.payments()).containsExactly(paymentId("portal"));
                assertThat(slot.attempt()).containsExactly(attempt());
                assertThat(moved(slot, looked(sent(portal(Status.COMPLETED), ours(Status.COMPLETED))))
                                .status())
                        .isEqualTo(SlotStatus.OVERPAID);
            }
        }
    }

    @Nested
    @DisplayName("with a payment pending")
    class Pending {
        @Test
        @DisplayName(
                "T13 a payment found at the provider holds the invoice, with the provider and the account it was found for")
        void foundElsewhere() {
            ProviderId second = new ProviderId("second");
            AccountId account = new AccountId("30000");
            PaymentSlot slot = moved(
                    payable(),
                    new Evidence.Looked(
                            sent(portal(Status.PENDING)),
                            Option.none(),
                            false,
                            Option.some(account),
                            Option.some(second)));
            assertTransition(slot, Transition.FOUND_ELSEWHERE, SlotStatus.EXTERNAL_PENDING, 0);
            assertThat(slot.payments()).containsExactly(paymentId("portal"));
            assertThat(slot.provider()).containsExactly(second);
            assertThat(slot.account()).containsExactly(account);
        }

        @Test
        @DisplayName(
                "T13 LIB-06 a payment found at the new provider stays with it, though the last attempt was with the old one")
        void foundAtTheNewProvider() {
            PaymentSlot declined = moved(sending(), confirmed(ours(Status.FAILED)));
            assertThat(declined.provider()).containsExactly(PROVIDER);
            PaymentSlot slot = moved(
                    declined,
                    new Evidence.Looked(
                            sent(portal(Status.PENDING)),
                            Option.none(),
                            false,
                            Option.none(),
                            Option.some(new ProviderId("second"))));
            assertThat(slot.provider()).containsExactly(new ProviderId("second"));
            assertThat(slot.account()).containsExactly(ACCOUNT);
        }

        @Test
        @DisplayName("LIB-06 what is in flight keeps its account and its provider, whoever looks and whoever is asked")
        void staysWithItsProvider() {
            PaymentSlot slot = moved(
                    pending(),
                    new Evidence.Looked(
                            sent(ours(Status.PENDING)),
                            Option.none(),
                            false,
                            Option.none(),
                            Option.some(new ProviderId("second"))));
            assertThat(slot.account()).containsExactly(ACCOUNT);
            assertThat(slot.provider()).containsExactly(PROVIDER);
        }

        @Test
        @DisplayName(
                "T13 a completed payment found at the provider is paid; what is not shown leaves the invoice payable")
        void foundCompleted() {
            assertTransition(
                    moved(payable(), looked(sent(portal(Status.COMPLETED)))),
                    Transition.FOUND_ELSEWHERE,
                    SlotStatus.PAID,
                    0);
            for (ProviderView view : List.of(
                    sent(),
                    sent(portal(Status.FAILED)),
                    ProviderView.notSent(),
                    new ProviderView.Contradictory("two"),
                    ProviderView.inconclusive(Inconclusive.Cause.UNREADABLE))) {
                assertThat(decide(payable(), looked(view))).as("%s", view).isEmpty();
            }
        }

        @Test
        @DisplayName("T13 a payment that was completed in full is paid, though the provider's total lags behind it")
        void laggingTotal() {
            assertThat(moved(payable(), looked(sent(AMOUNT, portal(Status.COMPLETED))))
                            .status())
                    .isEqualTo(SlotStatus.PAID);
            assertThat(moved(elsewhere(), looked(sent(AMOUNT, portal(Status.COMPLETED))))
                            .status())
                    .isEqualTo(SlotStatus.PAID);
        }

        @Test
        @DisplayName("T13 a store that has lost its writes learns from the provider which keys are used up")
        void lostWrites() {
            PaymentSlot slot = moved(payable(), looked(sent(ours(Status.FAILED))));
            assertTransition(slot, Transition.KEY_DEAD, SlotStatus.PAYABLE, 1);
            assertThat(lifecycle.keyIsUsed(payable(), sent(ours(Status.FAILED))))
                    .isTrue();
            assertThat(lifecycle.keyIsUsed(slot, sent(ours(Status.FAILED)))).isFalse();
            assertThat(lifecycle.keyIsUsed(payable(), sent(portal(Status.FAILED))))
                    .isFalse();
            assertThat(lifecycle.keyIsUsed(payable(), ProviderView.notSent())).isFalse();
            assertTransition(
                    moved(payable(), looked(sent(ours(Status.PENDING)))),
                    Transition.FOUND_ELSEWHERE,
                    SlotStatus.EXTERNAL_PENDING,
                    0);
        }

        @Test
        @DisplayName("T12 nor is one under a key that a store from a backup has not come to yet")
        void forgottenWithItsKey() {
            ProviderPayment later =
                    ProviderPayment.of(paymentId("later"), Status.COMPLETED, AMOUNT, Option.some(key(2)));
            PaymentSlot slot = moved(payable(), looked(sent(refunded(later, usd("0.01")))));
            assertTransition(slot, Transition.SENT_TO_REVIEW, SlotStatus.REVIEW, 2);
            assertThat(slot.attention()).containsExactly(Attention.AMOUNT_MISMATCH);
            assertThat(slot.payments()).containsExactly(paymentId("later"));
            PaymentSlot decided = moved(slot, operator(Evidence.Verdict.NOT_PAID));
            assertTransition(decided, Transition.OPERATOR_DECIDED, SlotStatus.PAYABLE, 3);
            assertThat(decide(decided, looked(sent(refunded(later, usd("0.01"))))))
                    .as("the next look does not undo what a person has decided")
                    .isEmpty();
        }

        @Test
        @DisplayName("T12 a store from a backup has come as near as eight keys to the one last used")
        void forgottenWithManyKeys() {
            for (int ahead : List.of(7, 8)) {
                ProviderPayment later =
                        ProviderPayment.of(paymentId("later"), Status.COMPLETED, AMOUNT, Option.some(key(ahead)));
                Evidence shown = looked(sent(refunded(later, usd("0.01"))));
                assertThat(decide(payable(), shown).map(PaymentSlot::sequence).toJavaList())
                        .isEqualTo(ahead == 7 ? List.of(7) : List.of());
            }
        }

        @Test
        @DisplayName(
                "T12 a completed charge of another amount that the store has forgotten is a matter for a person, not a free invoice")
        void forgottenWithAnotherAmount() {
            PaymentSlot slot = moved(payable(), looked(sent(ours("ours", Status.COMPLETED, usd("12.50")))));
            assertTransition(slot, Transition.SENT_TO_REVIEW, SlotStatus.REVIEW, 0);
            assertThat(slot.attention()).containsExactly(Attention.AMOUNT_MISMATCH);
            assertThat(slot.payments()).containsExactly(paymentId("ours"));
            assertThat(decide(payable(), looked(sent(portal("part", Status.COMPLETED, usd("12.50"))))))
                    .as("a part paid in the portal is the provider's to subtract")
                    .isEmpty();
        }

        @Test
        @DisplayName("T14 STA-02 a payment made elsewhere ends in paid, or in payable with the reason on record")
        void elsewhereEnds() {
            assertTransition(
                    moved(elsewhere(), looked(sent(portal(Status.COMPLETED)))),
                    Transition.ELSEWHERE_ENDED,
                    SlotStatus.PAID,
                    0);
            PaymentSlot slot = moved(elsewhere(), looked(sent(portal(Status.FAILED))));
            assertTransition(slot, Transition.ELSEWHERE_ENDED, SlotStatus.PAYABLE, 0);
            assertThat(slot.cause().evidence()).isEqualTo("payment portal is FAILED");
        }

        @Test
        @DisplayName(
                "T14 T12 money that was kept, and settles nothing of what the provider takes no more for, is told to a person")
        void keptAndNotToBePaid() {
            ProviderPayment foreign =
                    portal(portal(Status.PENDING).id().value(), Status.COMPLETED, Money.of("1250.00", "EUR"));
            ProviderView.Sent settled =
                    new ProviderView.Sent("request-1", false, AMOUNT, usd("0.00"), Option.none(), List.of(foreign));
            assertThat(decide(payable(), looked(settled)))
                    .as("of what nobody owes, as far as is known")
                    .isEmpty();
            for (PaymentSlot before : List.of(elsewhere(), payable())) {
                PaymentSlot slot = moved(before, lookedByACustomer(settled));
                assertTransition(slot, Transition.SENT_TO_REVIEW, SlotStatus.REVIEW, 0);
                assertThat(slot.attention()).containsExactly(Attention.AMOUNT_MISMATCH);
                assertThat(slot.payments()).containsExactly(foreign.id());
            }
            ProviderPayment partly = refunded(portal("portal", Status.COMPLETED, AMOUNT), usd("250.00"));
            ProviderView.Sent keptInPart =
                    new ProviderView.Sent("request-1", false, AMOUNT, usd("250.00"), Option.none(), List.of(partly));
            assertThat(moved(payable(), lookedByACustomer(keptInPart)).status()).isEqualTo(SlotStatus.REVIEW);
            PaymentSlot letBe =
                    moved(moved(payable(), lookedByACustomer(settled)), operator(Evidence.Verdict.NOT_PAID));
            assertThat(decide(letBe, lookedByACustomer(settled)))
                    .as("the next look does not undo what a person has decided")
                    .isEmpty();

            ProviderPayment reversed =
                    refunded(portal(portal(Status.PENDING).id().value(), Status.COMPLETED, AMOUNT), usd("250.00"));
            ProviderView.Sent givenBack =
                    new ProviderView.Sent("request-1", false, AMOUNT, usd("250.00"), Option.none(), List.of(reversed));
            assertThat(moved(elsewhere(), looked(givenBack)).status())
                    .as("given back in part before it was on record as paid")
                    .isEqualTo(SlotStatus.REVIEW);

            ProviderPayment part = portal(portal(Status.PENDING).id().value(), Status.COMPLETED, usd("250.00"));
            ProviderView.Sent rest =
                    new ProviderView.Sent("request-1", false, AMOUNT, usd("1000.00"), Option.none(), List.of(part));
            assertThat(moved(elsewhere(), looked(rest)).status())
                    .as("a part was paid, and the rest is for the ERP to send anew")
                    .isEqualTo(SlotStatus.PAYABLE);
        }

        @Test
        @DisplayName(
                "T16 STA-06 a charge that is taken after all, beside what a person was told of elsewhere, is the second payment")
        void paidBeside() {
            PaymentSlot told = moved(reviewByAge(), operator(Evidence.Verdict.PAID, "BT-778"));
            assertThat(decide(told, looked(sent())).get().status())
                    .as("a transfer is shown by nobody")
                    .isEqualTo(SlotStatus.PAID);

            PaymentSlot twice = moved(told, looked(sent(ours(Status.COMPLETED))));
            assertTransition(twice, Transition.SECOND_PAYMENT, SlotStatus.OVERPAID, twice.sequence());
            assertThat(twice.payments()).containsExactly(paymentId("BT-778"), paymentId("ours"));

            assertThat(moved(told, looked(sent(portal("part", Status.COMPLETED, usd("1.00")))))
                            .status())
                    .as("a part that was paid before, and is shown still")
                    .isEqualTo(SlotStatus.PAID);
            PaymentSlot letBe = moved(twice, operator(Evidence.Verdict.PAID, "BT-778", "ours"));
            assertThat(decide(letBe, looked(sent(ours(Status.COMPLETED)))).get().status())
                    .as("what a person has let be holds")
                    .isEqualTo(SlotStatus.PAID);
            assertThat(moved(
                                    paid(),
                                    looked(sent(ours(Status.COMPLETED), portal("part", Status.COMPLETED, usd("1.00")))))
                            .status())
                    .as("all it rests on is shown, and the amounts tell")
                    .isEqualTo(SlotStatus.OVERPAID);
        }

        @Test
        @DisplayName("T12 T18 that our own charge is alive after all is part of what an operator decides on")
        void aliveInReview() {
            PaymentSlot slot = moved(reviewByAge(), looked(sent(ours(Status.PENDING), portal(Status.PENDING))));
            assertThat(slot.status()).isEqualTo(SlotStatus.REVIEW);
            assertThat(slot.payments()).containsExactly(paymentId("ours"));
            assertThat(moved(slot, looked(sent(ours(Status.PENDING)))).payments())
                    .containsExactly(paymentId("ours"));
        }

        @Test
        @DisplayName("T14 a payment that is no longer shown has not ended")
        void elsewhereVanishes() {
            for (ProviderView view : List.of(
                    sent(),
                    ProviderView.notSent(),
                    sent(portal("another", Status.FAILED, AMOUNT)),
                    ProviderView.inconclusive(Inconclusive.Cause.INCOMPLETE))) {
                PaymentSlot slot = moved(elsewhere(), looked(view));
                assertTransition(slot, Transition.CHECKED, SlotStatus.EXTERNAL_PENDING, 0);
                assertThat(slot.payments()).containsExactly(paymentId("portal"));
            }
        }

        @Test
        @DisplayName(
                "T14 a payment of which only the request's state told has ended once that can be paid again, and not because of a stale answer")
        void deducedElsewhere() {
            PaymentSlot slot = elsewhere().toBuilder()
                    .payments(List.of(PaymentId.deducedFrom("request-1")))
                    .build();
            Evidence payable = looked(sent(portal("late", Status.FAILED, AMOUNT)));
            Instant soon = slot.since().plus(Duration.ofMinutes(59));
            Instant later = slot.since().plus(Duration.ofHours(1));

            assertThat(lifecycle.decide(slot, payable, soon).get().status()).isEqualTo(SlotStatus.EXTERNAL_PENDING);
            assertThat(lifecycle.decide(slot, payable, later).get().status()).isEqualTo(SlotStatus.PAYABLE);
            assertThat(lifecycle.decide(slot, looked(sent()), later).get().status())
                    .isEqualTo(SlotStatus.PAYABLE);
            assertThat(lifecycle
                            .decide(slot, looked(ProviderView.notSent()), later)
                            .get()
                            .status())
                    .isEqualTo(SlotStatus.EXTERNAL_PENDING);
            assertThat(lifecycle
                            .decide(elsewhere(), looked(sent()), later)
                            .get()
                            .status())
                    .isEqualTo(SlotStatus.EXTERNAL_PENDING);
        }

        @Test
        @DisplayName("T14 a second payment made elsewhere replaces the first while it is alive")
        void elsewhereAgain() {
            PaymentSlot slot =
                    moved(elsewhere(), looked(sent(portal(Status.FAILED), portal("second", Status.PENDING, AMOUNT))));
            assertTransition(slot, Transition.CHECKED, SlotStatus.EXTERNAL_PENDING, 0);
            assertThat(slot.payments()).containsExactly(paymentId("second"));
        }

        @Test
        @DisplayName("T15 a pending payment that was completed is paid, ours or another")
        void settled() {
            assertTransition(
                    moved(pending(), looked(sent(ours(Status.COMPLETED)))), Transition.SETTLED, SlotStatus.PAID, 0);
            assertTransition(
                    moved(pending(), looked(sent(ours(Status.PENDING), portal(Status.COMPLETED)))),
                    Transition.SETTLED,
                    SlotStatus.PAID,
                    0);
        }

        @Test
        @DisplayName("T15 a pending payment is never paid with another amount")
        void settledWithAnotherAmount() {
            PaymentSlot slot = moved(pending(), looked(sent(ours("ours", Status.COMPLETED, usd("1249.99")))));
            assertTransition(slot, Transition.SENT_TO_REVIEW, SlotStatus.REVIEW, 0);
        }

        @Test
        @DisplayName("GST-10 a pending payment that is no longer shown stays pending")
        void pendingVanishes() {
            for (ProviderView view : List.of(sent(), ProviderView.notSent(), sent(portal(Status.FAILED)))) {
                PaymentSlot slot = moved(pending(), looked(view));
                assertTransition(slot, Transition.CHECKED, SlotStatus.PENDING, 0);
                assertThat(slot.payments()).containsExactly(paymentId("ours"));
            }
        }

        @Test
        @DisplayName(
                "STA-04 a payment that is pending too long goes to a person and keeps being asked about, never to payable")
        void pendingTooLong() {
            Instant limit = NOW.plus(PATIENCE.pending());
            for (ProviderView view : List.of(
                    sent(ours(Status.PENDING)), sent(), ProviderView.inconclusive(Inconclusive.Cause.UNREACHABLE))) {
                assertThat(moved(pending(), looked(view), limit.minusMillis(1)).status())
                        .isEqualTo(SlotStatus.PENDING);
                PaymentSlot slot = moved(pending(), looked(view), limit);
                assertTransition(slot, Transition.SENT_TO_REVIEW, SlotStatus.REVIEW, 0);
                assertThat(slot.attention()).containsExactly(Attention.PENDING_TOO_LONG);
                assertThat(slot.nextCheck().get()).isAfter(limit);
                assertThat(slot.payments()).containsExactly(paymentId("ours"));
            }
        }

        @Test
        @DisplayName("STA-04 the check by which patience ends is not put off to the next regular one")
        void checkedAtTheLimit() {
            PaymentSlot slot = pending();
            Instant limit = slot.since().plus(PATIENCE.pending());
            Instant now = NOW;
            while (now.isBefore(limit)) {
                slot = moved(slot, looked(sent(ours(Status.PENDING))), now);
                now = slot.nextCheck().get();
                assertThat(slot.status()).isEqualTo(SlotStatus.PENDING);
            }
            assertThat(now).isEqualTo(limit);
            assertThat(moved(slot, looked(sent(ours(Status.PENDING))), now).status())
                    .isEqualTo(SlotStatus.REVIEW);
        }

        @Test
        @DisplayName("STA-04 a payment made elsewhere that is pending too long is reported once and stays where it is")
        void elsewhereTooLong() {
            Instant limit = NOW.plus(PATIENCE.pending());
            PaymentSlot slot = moved(elsewhere(), looked(sent(portal(Status.PENDING))), limit);
            assertTransition(slot, Transition.ATTENTION_RAISED, SlotStatus.EXTERNAL_PENDING, 0);
            assertThat(slot.attention()).containsExactly(Attention.PENDING_TOO_LONG);
            assertTransition(
                    moved(slot, looked(sent(portal(Status.PENDING))), limit.plusSeconds(60)),
                    Transition.CHECKED,
                    SlotStatus.EXTERNAL_PENDING,
                    0);
        }
    }

    @Nested
    @DisplayName("with the invoice paid")
    class Paid {
        @Test
        @DisplayName("T16 STA-06 a second completed payment is reported with both references")
        void secondPayment() {
            PaymentSlot slot = overpaid();
            assertTransition(slot, Transition.SECOND_PAYMENT, SlotStatus.OVERPAID, 0);
            assertThat(slot.payments()).containsExactly(paymentId("ours"), paymentId("portal"));
            assertThat(slot.attention()).containsExactly(Attention.OVERPAID);
        }

        @Test
        @DisplayName("T16 STA-06 a second completed payment is reported from every status but a reservation")
        void secondPaymentFromAnywhere() {
            ProviderView view = sent(portal("a", Status.COMPLETED, AMOUNT), portal("b", Status.COMPLETED, AMOUNT));
            for (PaymentSlot from :
                    List.of(payable(), sending(), unknown(), pending(), elsewhere(), paid(), review(), reviewByAge())) {
                PaymentSlot slot = moved(from, looked(view));
                assertTransition(slot, Transition.SECOND_PAYMENT, SlotStatus.OVERPAID, 0);
                assertThat(slot.payments()).containsExactly(paymentId("a"), paymentId("b"));
            }
        }

        @Test
        @DisplayName("T16 STA-06 a second payment does not stay hidden behind a wrong amount or another currency")
        void secondPaymentOfAnotherAmount() {
            assertThat(moved(
                                    review(),
                                    looked(sent(
                                            ours("ours", Status.COMPLETED, usd("12.50")), portal(Status.COMPLETED))))
                            .status())
                    .isEqualTo(SlotStatus.OVERPAID);
            ProviderPayment euro = portal("euro", Status.COMPLETED, Money.of("1.00", "EUR"));
            assertThat(moved(paid(), looked(sent(ours(Status.COMPLETED), euro))).status())
                    .isEqualTo(SlotStatus.OVERPAID);
        }

        @Test
        @DisplayName(
                "T16 STA-07 parts that add up to what was asked for are no overpayment, nor is a pending second payment")
        void noSecondPayment() {
            ProviderView parts =
                    sent(portal("a", Status.COMPLETED, usd("1000.00")), portal("b", Status.COMPLETED, usd("250.00")));
            PaymentSlot slot = moved(payable(), looked(parts));
            assertTransition(slot, Transition.FOUND_ELSEWHERE, SlotStatus.PAID, 0);
            assertThat(slot.payments()).containsExactly(paymentId("a"), paymentId("b"));
            assertThat(moved(paid(), looked(sent(ours(Status.COMPLETED), portal(Status.PENDING))))
                            .status())
                    .isEqualTo(SlotStatus.PAID);
            ProviderPayment givenBack = refunded(portal(Status.COMPLETED), AMOUNT);
            assertThat(moved(paid(), looked(sent(ours(Status.COMPLETED), givenBack)))
                            .status())
                    .isEqualTo(SlotStatus.PAID);
        }

        @Test
        @DisplayName("T16 STA-06 a third payment does not stay hidden behind the second")
        void thirdPayment() {
            PaymentSlot slot = moved(
                    overpaid(),
                    looked(sent(
                            ours(Status.COMPLETED),
                            portal(Status.COMPLETED),
                            portal("third", Status.COMPLETED, AMOUNT))));
            assertTransition(slot, Transition.SECOND_PAYMENT, SlotStatus.OVERPAID, 0);
            assertThat(slot.payments()).hasSize(3);
            assertTransition(
                    moved(slot, looked(sent(ours(Status.COMPLETED), portal(Status.COMPLETED)))),
                    Transition.CHECKED,
                    SlotStatus.OVERPAID,
                    0);
        }

        @Test
        @DisplayName("T16 STA-06 a payment that comes after both were given back is reported beside them")
        void thirdPaymentAlone() {
            PaymentSlot slot = moved(
                    overpaid(),
                    looked(sent(
                            refunded(ours(Status.COMPLETED), AMOUNT),
                            refunded(portal(Status.COMPLETED), AMOUNT),
                            portal("third", Status.COMPLETED, AMOUNT))));
            assertTransition(slot, Transition.SECOND_PAYMENT, SlotStatus.OVERPAID, 0);
            assertThat(slot.payments()).containsExactly(paymentId("ours"), paymentId("portal"), paymentId("third"));
        }

        @Test
        @DisplayName(
                "STA-01 a paid invoice stays paid while the ERP shows a balance, however long, and is reported after a while")
        void paidWhileOpen() {
            ProviderView view = sent(ours(Status.COMPLETED));
            Instant limit = NOW.plus(PATIENCE.posting());
            assertTransition(
                    moved(paid(), lookedOwing(view, OWED), limit.minusMillis(1)),
                    Transition.CHECKED,
                    SlotStatus.PAID,
                    0);
            PaymentSlot raised = moved(paid(), lookedOwing(view, OWED), limit);
            assertTransition(raised, Transition.ATTENTION_RAISED, SlotStatus.PAID, 0);
            assertThat(raised.attention()).containsExactly(Attention.PAID_BUT_OPEN);
            Instant later = NOW.plus(Duration.ofDays(400));
            PaymentSlot still = moved(raised, lookedOwing(view, OWED), later);
            assertTransition(still, Transition.CHECKED, SlotStatus.PAID, 0);
            assertThat(still.nextCheck().get()).isAfter(later);
        }

        @Test
        @DisplayName("STA-01 the check by which the ERP should show it paid is not put off to the next regular one")
        void checkedWhenPostingIsLate() {
            Patience slow = new Patience(
                    PATIENCE.reservation(),
                    PATIENCE.answer(),
                    PATIENCE.unknown(),
                    PATIENCE.pending(),
                    PATIENCE.pending().plusHours(7),
                    PATIENCE.watch());
            Lifecycle patient = new Lifecycle(KEYS, slow);
            Evidence owed = lookedOwing(sent(ours(Status.COMPLETED)), OWED);
            PaymentSlot slot = paid();
            Instant limit = slot.since().plus(slow.posting());
            Instant now = slot.nextCheck().get();
            while (now.isBefore(limit)) {
                slot = patient.decide(slot, owed, now).get();
                assertThat(slot.attention()).isEmpty();
                now = slot.nextCheck().get();
            }
            assertThat(now).isEqualTo(limit);
            assertThat(patient.decide(slot, owed, now).get().attention()).containsExactly(Attention.PAID_BUT_OPEN);
        }

        @Test
        @DisplayName("STA-01 what was reported as paid but open is off the operator's list once the ERP shows it paid")
        void postedAtLast() {
            ProviderView view = sent(ours(Status.COMPLETED));
            Instant late = NOW.plus(PATIENCE.posting());
            PaymentSlot raised = moved(paid(), lookedOwing(view, OWED), late);
            assertThat(moved(raised, looked(view), late).attention())
                    .as("the ERP was not heard")
                    .containsExactly(Attention.PAID_BUT_OPEN);
            PaymentSlot posted = moved(raised, lookedOwing(view, SETTLED), late);
            assertTransition(posted, Transition.CHECKED, SlotStatus.PAID, 0);
            assertThat(posted.attention()).isEmpty();
            assertThat(posted.nextCheck()).isNotEmpty();
        }

        @Test
        @DisplayName(
                "T18 STA-07 a partial refund that an operator lets be stays paid and is off the list, until there is news")
        void letBe() {
            ProviderView view = sent(refunded(ours(Status.COMPLETED), usd("50.00")));
            PaymentSlot raised = moved(paid(), looked(view));
            PaymentSlot seen = moved(raised, operator(Evidence.Verdict.PAID));
            assertTransition(seen, Transition.OPERATOR_DECIDED, SlotStatus.PAID, 0);
            assertThat(seen.attention()).isEmpty();
            assertThat(seen.payments()).isEqualTo(raised.payments());
            assertThat(seen.nextCheck()).isEmpty();
            assertThat(seen.cause().actor()).isEqualTo("operator ben");
            PaymentSlot again = moved(moved(seen, hint(NOW)), looked(view));
            assertThat(again.attention()).containsExactly(Attention.REVERSED);
        }

        @Test
        @DisplayName("A paid invoice whose balance is gone is watched for a while and then let be")
        void watched() {
            ProviderView view = sent(ours(Status.COMPLETED));
            Instant limit = NOW.plus(PATIENCE.watch());
            assertThat(moved(paid(), lookedOwing(view, SETTLED), limit.minusMillis(1))
                            .nextCheck())
                    .isNotEmpty();
            PaymentSlot quiet = moved(paid(), lookedOwing(view, SETTLED), limit);
            assertThat(quiet.nextCheck()).isEmpty();
            assertThat(quiet.status()).isEqualTo(SlotStatus.PAID);
            PaymentSlot hinted = moved(quiet, hint(limit), limit);
            assertThat(hinted.nextCheck()).containsExactly(limit);
            assertThat(moved(overpaid(), looked(sent()), limit).nextCheck()).isEmpty();
            assertThat(moved(overpaid(), looked(sent()), limit.minusMillis(1)).nextCheck())
                    .isNotEmpty();
        }

        @Test
        @DisplayName(
                "T20 STA-07 a refund of everything opens the invoice again, under a new key, once the ERP shows it owed")
        void reopened() {
            ProviderView view = sent(refunded(ours(Status.COMPLETED), AMOUNT));
            PaymentSlot slot = moved(paid(), lookedOwing(view, OWED));
            assertTransition(slot, Transition.REOPENED, SlotStatus.PAYABLE, 1);
            assertThat(slot.payments()).isEmpty();
        }

        @Test
        @DisplayName("T20 neither provider nor ERP alone opens a paid invoice again, nor a refund of a part")
        void notReopened() {
            ProviderPayment whole = refunded(ours(Status.COMPLETED), AMOUNT);
            ProviderPayment part = refunded(ours(Status.COMPLETED), usd("1249.99"));
            List<Evidence> refused = List.of(
                    lookedOwing(sent(whole), SETTLED),
                    lookedOwing(sent(whole), Option.none()),
                    lookedOwing(sent(part), OWED),
                    lookedOwing(sent(whole, portal(Status.PENDING)), OWED),
                    lookedOwing(sent(whole, portal(Status.COMPLETED)), OWED),
                    lookedOwing(sent(whole, portal("part", Status.COMPLETED, usd("10.00"))), OWED),
                    lookedOwing(sent(ours(Status.COMPLETED)), OWED),
                    lookedOwing(sent(), OWED),
                    lookedOwing(ProviderView.notSent(), OWED),
                    lookedOwing(sent(ours(Status.FAILED)), OWED));
            for (Evidence evidence : refused) {
                assertThat(moved(paid(), evidence).status()).as("%s", evidence).isEqualTo(SlotStatus.PAID);
            }
        }

        @Test
        @DisplayName("T20 a refunded portal payment does not open the invoice while our own charge is unaccounted for")
        void notReopenedWithAnOpenAttempt() {
            PaymentSlot slot = moved(unknown(), looked(sent(portal(Status.COMPLETED))));
            ProviderPayment givenBack = refunded(portal(Status.COMPLETED), AMOUNT);
            assertThat(moved(slot, lookedOwing(sent(givenBack), OWED)).status()).isEqualTo(SlotStatus.PAID);
            assertThat(moved(slot, lookedOwing(sent(givenBack, ours(Status.PENDING)), OWED))
                            .status())
                    .isEqualTo(SlotStatus.PAID);
            assertTransition(
                    moved(slot, lookedOwing(sent(givenBack, ours(Status.FAILED)), OWED)),
                    Transition.REOPENED,
                    SlotStatus.PAYABLE,
                    1);
        }

        @Test
        @DisplayName(
                "STA-07 a payment that was disputed, failed after all or partly refunded is reported and never payable by itself")
        void reversed() {
            for (ProviderPayment payment : List.of(
                    ours(Status.FAILED),
                    ours(Status.CANCELLED),
                    refunded(ours(Status.FAILED), AMOUNT), // whatever that may be, it is no refund of a payment
                    refunded(ours(Status.COMPLETED), usd("0.01")))) {
                PaymentSlot slot = moved(paid(), lookedOwing(sent(payment), OWED));
                assertTransition(slot, Transition.ATTENTION_RAISED, SlotStatus.PAID, 0);
                assertThat(slot.attention()).containsExactly(Attention.REVERSED);
                assertTransition(moved(slot, lookedOwing(sent(payment), OWED)), Transition.CHECKED, SlotStatus.PAID, 0);
            }
        }

        @Test
        @DisplayName(
                "STA-07 a reversal is reported also after the ERP was found late, so that an operator can decide on it")
        void reversedAfterPaidButOpen() {
            Instant late = NOW.plus(PATIENCE.posting());
            PaymentSlot late1 = moved(paid(), lookedOwing(sent(ours(Status.COMPLETED)), OWED), late);
            PaymentSlot slot = moved(late1, lookedOwing(sent(ours(Status.FAILED)), OWED), late);
            assertThat(slot.attention()).containsExactly(Attention.REVERSED);
            assertTransition(
                    moved(slot, operator(Evidence.Verdict.NOT_PAID)),
                    Transition.OPERATOR_DECIDED,
                    SlotStatus.PAYABLE,
                    1);
        }
    }

    @Nested
    @DisplayName("with a person asked")
    class Review {
        @Test
        @DisplayName("T17 a review ends by itself only in paid, with exactly what was owed")
        void settled() {
            assertTransition(
                    moved(reviewByAge(), looked(sent(ours(Status.COMPLETED)))),
                    Transition.REVIEW_SETTLED,
                    SlotStatus.PAID,
                    0);
            assertTransition(
                    moved(reviewByAge(), looked(sent(portal(Status.COMPLETED)))),
                    Transition.REVIEW_SETTLED,
                    SlotStatus.PAID,
                    0);
        }

        @Test
        @DisplayName("T17 a review over a wrong amount does not end by itself, whatever the provider shows later")
        void notSettled() {
            for (ProviderView view : List.of(
                    sent(),
                    sent(ours("ours", Status.COMPLETED, usd("12.50"))),
                    sent(ours("ours", Status.FAILED, usd("12.50"))),
                    sent(ours(Status.PENDING)),
                    ProviderView.notSent(),
                    new ProviderView.Contradictory("two"))) {
                PaymentSlot slot = moved(review(), looked(view));
                assertTransition(slot, Transition.CHECKED, SlotStatus.REVIEW, 0);
                assertThat(slot.attention()).containsExactly(Attention.AMOUNT_MISMATCH);
                assertThat(slot.nextCheck().get()).isAfter(NOW);
            }
        }

        @Test
        @DisplayName(
                "T17 P4 what a person has been told of is not let go because the invoice is shown as paid without it")
        void nothingIsLetGo() {
            PaymentId there = paymentId("there");
            PaymentSlot conflict = moved(pending(), new Evidence.PaidBeside(new ProviderId("other"), List.of(there)));
            assertThat(conflict.payments()).containsExactly(paymentId("ours"), there);

            PaymentSlot ours = moved(conflict, looked(sent(ours(Status.COMPLETED))));
            assertTransition(ours, Transition.CHECKED, SlotStatus.REVIEW, 0);
            assertThat(ours.payments()).containsExactly(paymentId("ours"), there);

            PaymentSlot another = moved(conflict, looked(sent(portal("third", Status.COMPLETED, AMOUNT))));
            assertTransition(another, Transition.CHECKED, SlotStatus.REVIEW, 0);
            assertThat(another.payments()).containsExactly(paymentId("ours"), there, paymentId("third"));

            PaymentSlot twice = moved(conflict, looked(sent(ours(Status.COMPLETED), portal(Status.COMPLETED))));
            assertTransition(twice, Transition.SECOND_PAYMENT, SlotStatus.OVERPAID, 0);
            assertThat(twice.payments())
                    .as("what is seen to be taken")
                    .hasSize(2)
                    .contains(paymentId("ours"));
        }

        @Test
        @DisplayName("T12 a review by age in which our charge turns up with another amount says so")
        void worse() {
            PaymentSlot slot = moved(reviewByAge(), looked(sent(ours("ours", Status.PENDING, usd("12.50")))));
            assertTransition(slot, Transition.SENT_TO_REVIEW, SlotStatus.REVIEW, 0);
            assertThat(slot.attention()).containsExactly(Attention.AMOUNT_MISMATCH);
            assertThat(slot.payments()).containsExactly(paymentId("ours"));
        }

        @Test
        @DisplayName("A review by age does not end because the payment is still alive")
        void stillAlive() {
            assertTransition(
                    moved(reviewByAge(), looked(sent(ours(Status.PENDING)))), Transition.CHECKED, SlotStatus.REVIEW, 0);
        }

        @Test
        @DisplayName(
                "T18 an operator decides a review: paid, not paid under a new key, or overpaid; name and grounds are kept")
        void decided() {
            PaymentSlot paid = moved(review(), operator(Evidence.Verdict.PAID, "seen"));
            assertTransition(paid, Transition.OPERATOR_DECIDED, SlotStatus.PAID, 0);
            assertThat(paid.payments()).containsExactly(paymentId("seen"));
            assertThat(paid.attempt()).isEmpty();
            assertThat(paid.cause().actor()).isEqualTo("operator ben");
            assertThat(paid.cause().evidence()).isEqualTo("seen in the provider's portal");
            assertTransition(
                    moved(review(), operator(Evidence.Verdict.NOT_PAID)),
                    Transition.OPERATOR_DECIDED,
                    SlotStatus.PAYABLE,
                    1);
            PaymentSlot twice = moved(review(), operator(Evidence.Verdict.OVERPAID, "a", "b"));
            assertTransition(twice, Transition.OPERATOR_DECIDED, SlotStatus.OVERPAID, 0);
            assertThat(twice.payments()).containsExactly(paymentId("a"), paymentId("b"));
        }

        @Test
        @DisplayName("T18 a verdict without the payments it rests on is refused; those on record will do")
        void withoutPayments() {
            assertThat(decide(reviewByAge(), operator(Evidence.Verdict.PAID))).isEmpty();
            assertThat(decide(review(), operator(Evidence.Verdict.OVERPAID, "a")))
                    .isEmpty();
            assertThat(moved(review(), operator(Evidence.Verdict.PAID)).payments())
                    .containsExactly(paymentId("ours"));
        }

        @Test
        @DisplayName("T18 an operator ends an overpayment by naming the payment that stays")
        void overpaidEnds() {
            PaymentSlot slot = moved(overpaid(), operator(Evidence.Verdict.PAID, "ours"));
            assertTransition(slot, Transition.OPERATOR_DECIDED, SlotStatus.PAID, 0);
            assertThat(decide(overpaid(), operator(Evidence.Verdict.NOT_PAID))).isEmpty();
            assertThat(decide(overpaid(), operator(Evidence.Verdict.OVERPAID, "a", "b")))
                    .isEmpty();
        }

        @Test
        @DisplayName(
                "T18 STA-04 an operator can end a payment made elsewhere once it is pending too long, and not before")
        void elsewhereEnds() {
            assertThat(decide(elsewhere(), operator(Evidence.Verdict.NOT_PAID))).isEmpty();
            PaymentSlot tooLong = moved(elsewhere(), looked(sent()), NOW.plus(PATIENCE.pending()));
            assertTransition(
                    moved(tooLong, operator(Evidence.Verdict.NOT_PAID)),
                    Transition.OPERATOR_DECIDED,
                    SlotStatus.PAYABLE,
                    1);
            assertTransition(
                    moved(tooLong, operator(Evidence.Verdict.PAID)), Transition.OPERATOR_DECIDED, SlotStatus.PAID, 0);
        }

        @Test
        @DisplayName("T18 an operator moves nothing that waits for evidence")
        void undecidable() {
            for (PaymentSlot slot : List.of(payable(), reserved(), sending(), unknown(), pending(), paid())) {
                for (Evidence.Verdict verdict : Evidence.Verdict.values()) {
                    assertThat(decide(slot, operator(verdict, "a", "b")))
                            .as("%s in %s", verdict, slot.status())
                            .isEmpty();
                }
            }
        }
    }

    @Nested
    @DisplayName("when something hints at news")
    class Hints {
        @Test
        @DisplayName("T19 STA-03 a hint brings the next check forward and changes nothing else")
        void hinted() {
            Instant soon = NOW.plusMillis(10);
            for (PaymentSlot from : List.of(unknown(), pending(), elsewhere(), paid(), overpaid(), review())) {
                PaymentSlot slot = moved(from, hint(soon));
                assertTransition(slot, Transition.CHECK_BROUGHT_FORWARD, from.status(), from.sequence());
                assertThat(slot.nextCheck()).containsExactly(soon);
                assertThat(slot.attempt()).isEqualTo(from.attempt());
                assertThat(slot.payments()).isEqualTo(from.payments());
                assertThat(slot.attention()).isEqualTo(from.attention());
                assertThat(slot.since()).isEqualTo(from.since());
                assertThat(slot.checks()).isEqualTo(from.checks());
                assertThat(slot.provider()).isEqualTo(from.provider().orElse(Option.some(PROVIDER)));
            }
        }

        @Test
        @DisplayName(
                "T19 what is in flight stays with its provider; a payable invoice is asked for where the hint came from")
        void atWhichProvider() {
            ProviderId second = new ProviderId("second");
            Evidence fromSecond = new Evidence.Hinted(NOW, Option.none(), Option.some(second), "event");
            PaymentSlot declined = moved(sending(), confirmed(ours(Status.FAILED)));
            assertThat(declined.status()).isEqualTo(SlotStatus.PAYABLE);
            assertThat(declined.provider()).containsExactly(PROVIDER);

            assertThat(moved(declined, fromSecond).provider()).containsExactly(second);
            assertThat(moved(pending(), fromSecond).provider()).containsExactly(PROVIDER);
        }

        @Test
        @DisplayName(
                "T19 LIB-06 an event that does not say whose it is has a payment awaited at every provider, until the watch ends")
        void atAnyProvider() {
            Evidence event = new Evidence.Hinted(NOW, Option.none(), Option.none(), "event");
            PaymentSlot opened = moved(payable(), hint(NOW.plusSeconds(9)));
            assertThat(opened.provider()).containsExactly(PROVIDER);

            PaymentSlot awaited = moved(opened, event);
            assertThat(awaited.provider()).isEmpty();
            assertThat(decide(awaited, event)).as("told once").isEmpty();
            assertThat(moved(awaited, looked(sent())).provider())
                    .as("one that shows nothing does not end it")
                    .isEmpty();
            assertThat(moved(awaited, hint(NOW.minusSeconds(1))).provider())
                    .as("nor does a portal that is opened then")
                    .isEmpty();
            assertThat(moved(pending(), event).provider())
                    .as("what is in flight stays where it is")
                    .isEqualTo(pending().provider());
        }

        @Test
        @DisplayName(
                "T19 a hint begins the watch over a payable invoice afresh, and leaves the count of others as it is")
        void countOfChecks() {
            PaymentSlot watched = moved(moved(payable(), hint(NOW)), looked(sent()));
            assertThat(watched.checks()).isEqualTo(1);
            assertThat(moved(watched, hint(NOW)).checks()).isZero();

            PaymentSlot waiting = moved(pending(), looked(sent(ours(Status.PENDING))));
            assertThat(waiting.checks()).isEqualTo(1);
            assertThat(moved(waiting, hint(NOW)).checks()).isEqualTo(1);
        }

        @Test
        @DisplayName("T19 many hints cost one check: a check that is early enough is not moved")
        void repeated() {
            PaymentSlot slot = moved(pending(), hint(NOW));
            assertThat(decide(slot, hint(NOW))).isEmpty();
            assertThat(decide(slot, hint(NOW.plusSeconds(5)))).isEmpty();
        }

        @Test
        @DisplayName("T19 an account is put right by whoever was verified under another, at the cost of one write")
        void renumbered() {
            AccountId other = new AccountId("20001");
            Evidence later =
                    new Evidence.Hinted(NOW.plusSeconds(5), Option.some(other), Option.some(PROVIDER), "list opened");
            PaymentSlot soon = moved(pending(), hint(NOW));
            PaymentSlot slot = moved(soon, later);
            assertTransition(slot, Transition.CHECK_BROUGHT_FORWARD, SlotStatus.PENDING, soon.sequence());
            assertThat(slot.account()).containsExactly(other);
            assertThat(slot.nextCheck()).as("and no check is put off").isEqualTo(soon.nextCheck());
            assertThat(decide(slot, later)).isEmpty();

            Evidence seen = new Evidence.Looked(
                    sent(ours(Status.COMPLETED)), Option.none(), false, Option.some(other), Option.some(PROVIDER));
            assertThat(moved(pending(), seen).account()).containsExactly(other);
            assertThat(moved(pending(), looked(sent(ours(Status.COMPLETED)))).account())
                    .isEqualTo(pending().account());
        }

        @Test
        @DisplayName("T19 a payable invoice is watched after a hint, at the provider that gave it, for about an hour")
        void watchedAfterAHint() {
            ProviderId second = new ProviderId("second");
            PaymentSlot slot = moved(
                    payable(), new Evidence.Hinted(NOW, Option.some(ACCOUNT), Option.some(second), "portal opened"));
            assertThat(slot.provider()).containsExactly(second);
            assertThat(slot.account()).containsExactly(ACCOUNT);
            Instant now = NOW;
            int looks = 0;
            while (slot.nextCheck().isDefined()) {
                now = slot.nextCheck().get();
                slot = moved(slot, looked(sent()), now);
                assertThat(slot.status()).isEqualTo(SlotStatus.PAYABLE);
                looks++;
            }
            assertThat(looks).isEqualTo(Schedule.CHECKS_IN_AN_HOUR + 1);
            assertThat(slot.checks()).isZero();
            assertThat(Duration.between(NOW, now)).isBetween(Duration.ofMinutes(60), Duration.ofMinutes(100));
        }
    }

    @Nested
    @DisplayName("an answer that comes too late")
    class Late {
        @Test
        @DisplayName("T8 a late decline does not touch the next attempt")
        void lateDecline() {
            PaymentSlot again = moved(sending(), confirmed(ours(Status.FAILED)));
            PaymentSlot second = moved(moved(again, pressed(attempt(2, 1))), new Evidence.ReadyToSend(attemptId(2)));
            assertThat(decide(second, confirmed(ours(Status.FAILED)))).isEmpty();
            assertThat(decide(second, looked(sent(ours(Status.FAILED))))).isEmpty();
            assertThat(second.attempt().get().key()).isEqualTo(key(1));
        }

        @Test
        @DisplayName("STA-03 an answer moves nothing that the provider has already cleared up")
        void lateAnswer() {
            for (Status status : Status.values()) {
                assertThat(decide(paid(), confirmed(ours(status)))).isEmpty();
                assertThat(decide(pending(), confirmed(ours(status)))).isEmpty();
                assertThat(decide(review(), confirmed(ours(status)))).isEmpty();
                assertThat(decide(payable(), confirmed(ours(status)))).isEmpty();
            }
        }
    }
}
