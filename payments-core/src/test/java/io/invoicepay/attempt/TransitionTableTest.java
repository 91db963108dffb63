package io.invoicepay.attempt;

import static io.invoicepay.fixtures.Sample.AMOUNT;
import static io.invoicepay.fixtures.Sample.NOW;
import static io.invoicepay.fixtures.Sample.PROVIDER;
import static io.invoicepay.fixtures.Sample.attempt;
import static io.invoicepay.fixtures.Sample.attemptId;
import static io.invoicepay.fixtures.Sample.ours;
import static io.invoicepay.fixtures.Sample.paymentId;
import static io.invoicepay.fixtures.Sample.portal;
import static io.invoicepay.fixtures.Sample.refunded;
import static io.invoicepay.fixtures.Sample.sent;
import static io.invoicepay.fixtures.Sample.usd;
import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.provider.ProviderView;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Every status against every kind of evidence: what is listed happens, and nothing else does. */
class TransitionTableTest {
    /**
     * In a cell: the transition's number and the sequence's rise, then where it leads, if elsewhere; {@code =} is a mere check,
     * {@code !} raised attention, {@code .} nothing at all.
     */
    private static final String EXPECTED = """
            pay                       | T1 reserved  | .            | .            | .            | .            | .            | .            | .            | .
            give up, own              | .            | T4 payable   | .            | .            | .            | .            | .            | .            | .
            give up, other's          | .            | .            | .            | .            | .            | .            | .            | .            | .
            arm, own                  | .            | T3 sending   | .            | .            | .            | .            | .            | .            | .
            arm, other's              | .            | .            | .            | .            | .            | .            | .            | .            | .
            answer PENDING            | .            | .            | T7 pending   | T7 pending   | .            | .            | .            | .            | .
            answer COMPLETED          | .            | .            | T6 paid      | T6 paid      | .            | .            | .            | .            | .
            answer FAILED             | .            | .            | T8+1 payable | T8+1 payable | .            | .            | .            | .            | .
            answer CANCELLED          | .            | .            | T8+1 payable | T8+1 payable | .            | .            | .            | .            | .
            answer UNRECOGNISED       | .            | .            | T7 pending   | T7 pending   | .            | .            | .            | .            | .
            answer wrong amount       | .            | .            | T12 review   | T12 review   | .            | .            | .            | .            | .
            answer not sent           | .            | .            | T5 payable   | .            | .            | .            | .            | .            | .
            answer ambiguous          | .            | .            | T9 unknown   | .            | .            | .            | .            | .            | .
            answer to another         | .            | .            | .            | .            | .            | .            | .            | .            | .
            look: nothing             | .            | .            | .            | =            | =            | =            | =            | =            | =
            look: nothing, order kept | .            | .            | .            | T11          | =            | =            | =            | =            | =
            look: ours PENDING        | T13 elsewhere| .            | T7 pending   | T7 pending   | =            | =            | =            | =            | =
            look: ours COMPLETED      | T13 paid     | .            | T6 paid      | T6 paid      | T15 paid     | T14 paid     | =            | =            | T17 paid
            look: ours FAILED         | T8+1         | .            | T8+1 payable | T8+1 payable | T8+1 payable | =            | !            | =            | =
            look: ours CANCELLED      | T8+1         | .            | T8+1 payable | T8+1 payable | T8+1 payable | =            | !            | =            | =
            look: ours UNRECOGNISED   | T13 elsewhere| .            | T7 pending   | T7 pending   | =            | =            | =            | =            | =
            look: ours wrong amount   | T13 elsewhere| .            | T12 review   | T12 review   | T12 review   | =            | =            | =            | =
            look: portal PENDING      | T13 elsewhere| .            | .            | =            | =            | =            | =            | =            | =
            look: portal COMPLETED    | T13 paid     | .            | T6 paid      | T6 paid      | T15 paid     | T14 paid     | T16 overpaid | =            | =
            look: portal FAILED       | .            | .            | .            | =            | =            | T14 payable  | =            | =            | =
            look: portal CANCELLED    | .            | .            | .            | =            | =            | T14 payable  | =            | =            | =
            look: portal UNRECOGNISED | T13 elsewhere| .            | .            | =            | =            | =            | =            | =            | =
            look: two completed       | T16 overpaid | .            | T16 overpaid | T16 overpaid | T16 overpaid | T16 overpaid | T16 overpaid | =            | T16 overpaid
            look: ours refunded       | T8+1         | .            | T6 paid      | T6 paid      | T15 paid     | =            | !            | =            | T17 paid
            look: ours refunded, owed | T8+1         | .            | T6 paid      | T6 paid      | T15 paid     | =            | T20+1 payable| =            | T17 paid
            look: not sent            | .            | .            | .            | =            | =            | =            | =            | =            | =
            look: contradictory       | .            | .            | .            | T12 review   | T12 review   | T12 review   | =            | =            | =
            look: no answer           | .            | .            | .            | =            | =            | =            | =            | =            | =
            paid beside               | .            | .            | .            | T12 review   | T12 review   | T12 review   | T16 overpaid | T16          | T12
            time, not due             | .            | .            | .            | .            | .            | .            | .            | .            | .
            time, due                 | .            | T4 payable   | T10 unknown  | .            | .            | .            | .            | .            | .
            hint                      | T19          | .            | .            | T19          | T19          | T19          | T19          | T19          | T19
            operator: PAID            | .            | .            | .            | .            | .            | .            | .            | T18 paid     | T18 paid
            operator: NOT_PAID        | .            | .            | .            | .            | .            | .            | .            | .            | T18+1 payable
            operator: OVERPAID        | .            | .            | .            | .            | .            | .            | .            | .            | T18 overpaid
            """;

    private static Map<String, Evidence> evidence() {
        Map<String, Evidence> all = new LinkedHashMap<>();
        all.put("pay", Slots.pressed(attempt(2, 0)));
        all.put("give up, own", new Evidence.GivenUp(attemptId(1), Option.none(), "cancelled"));
        all.put("give up, other's", new Evidence.GivenUp(attemptId(2), Option.none(), "cancelled"));
        all.put("arm, own", new Evidence.ReadyToSend(attemptId(1)));
        all.put("arm, other's", new Evidence.ReadyToSend(attemptId(2)));
        for (Status status : Status.values()) {
            all.put("answer " + status, answer(ChargeResult.confirmed(ours(status))));
        }
        all.put("answer wrong amount", answer(ChargeResult.confirmed(ours("ours", Status.COMPLETED, usd("1.00")))));
        all.put("answer not sent", answer(ChargeResult.notSent(NotChargedReason.PROVIDER_UNREACHABLE)));
        all.put("answer ambiguous", answer(ChargeResult.ambiguous("timed out")));
        all.put(
                "answer to another",
                new Evidence.Answered(attemptId(2), ChargeResult.confirmed(ours(Status.COMPLETED))));
        all.put("look: nothing", look(sent()));
        all.put("look: nothing, order kept", new Evidence.Looked(sent(), Option.none(), true));
        for (Status status : Status.values()) {
            all.put("look: ours " + status, look(sent(ours(status))));
        }
        all.put("look: ours wrong amount", look(sent(ours("ours", Status.PENDING, usd("1.00")))));
        for (Status status : Status.values()) {
            all.put("look: portal " + status, look(sent(portal(status))));
        }
        all.put("look: two completed", look(sent(ours(Status.COMPLETED), portal(Status.COMPLETED))));
        all.put("look: ours refunded", look(sent(refunded(ours(Status.COMPLETED), AMOUNT))));
        all.put(
                "look: ours refunded, owed",
                new Evidence.Looked(sent(refunded(ours(Status.COMPLETED), AMOUNT)), Option.some(AMOUNT), false));
        all.put("look: not sent", look(ProviderView.notSent()));
        all.put("look: contradictory", look(new ProviderView.Contradictory("two requests")));
        all.put("look: no answer", look(ProviderView.inconclusive(ProviderView.Inconclusive.Cause.UNREACHABLE)));
        all.put("paid beside", new Evidence.PaidBeside(new ProviderId("other"), List.of(paymentId("beside"))));
        all.put("time, not due", new Evidence.TimePassed());
        all.put("time, due", new Evidence.TimePassed());
        all.put("hint", new Evidence.Hinted(NOW, Option.none(), Option.some(PROVIDER), "event"));
        for (Evidence.Verdict verdict : Evidence.Verdict.values()) {
            all.put(
                    "operator: " + verdict,
                    new Evidence.Decided(verdict, List.of(paymentId("a"), paymentId("b")), "ben", "seen"));
        }
        return all;
    }

    private static Evidence answer(ChargeResult result) {
        return new Evidence.Answered(attemptId(1), result);
    }

    private static Evidence look(ProviderView view) {
        return Slots.looked(view);
    }

    @Test
    @DisplayName("T1 to T20: of all statuses and all evidence, what is listed moves a slot and nothing else does")
    void table() {
        StringBuilder table = new StringBuilder();
        evidence().forEach((name, evidence) -> {
            StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "%-26s", name));
            for (SlotStatus status : SlotStatus.values()) {
                PaymentSlot slot = Slots.in(status);
                Instant now = name.equals("time, due") ? slot.nextCheck().getOrElse(NOW) : NOW;
                line.append(
                        String.format(Locale.ROOT, "| %-13s", cell(slot, Slots.LIFECYCLE.decide(slot, evidence, now))));
            }
            table.append(line.toString().stripTrailing()).append('\n');
        });
        assertThat(table.toString()).isEqualTo(EXPECTED);
    }

    private static String cell(PaymentSlot before, Option<PaymentSlot> decision) {
        if (decision.isEmpty()) {
            return ".";
        }
        PaymentSlot after = decision.get();
        String mark = switch (after.cause().transition()) {
            case CHECKED -> "=";
            case ATTENTION_RAISED -> "!";
            default -> after.cause().transition().number();
        };
        String rise = after.sequence() == before.sequence() ? "" : "+" + (after.sequence() - before.sequence());
        String to = after.status() == before.status() ? "" : " " + SHORT.get(after.status());
        return mark + rise + to;
    }

    private static final Map<SlotStatus, String> SHORT = Map.of(
            SlotStatus.PAYABLE, "payable",
            SlotStatus.RESERVED, "reserved",
            SlotStatus.SENDING, "sending",
            SlotStatus.UNKNOWN, "unknown",
            SlotStatus.PENDING, "pending",
            SlotStatus.EXTERNAL_PENDING, "elsewhere",
            SlotStatus.PAID, "paid",
            SlotStatus.OVERPAID, "overpaid",
            SlotStatus.REVIEW, "review");

    @Test
    @DisplayName("Every transition of the protocol occurs in the tests of this table")
    void allTransitionsOccur() {
        List<Transition> seen = evidence().values().stream()
                .flatMap(evidence -> java.util.Arrays.stream(SlotStatus.values())
                        .flatMap(status -> java.util.stream.Stream.of(NOW, NOW.plusSeconds(600))
                                .flatMap(now -> Slots.LIFECYCLE
                                        .decide(Slots.in(status), evidence, now)
                                        .map(slot -> slot.cause().transition())
                                        .toJavaStream())))
                .distinct()
                .toList();
        assertThat(seen)
                .filteredOn(Objects::nonNull)
                .containsExactlyInAnyOrderElementsOf(
                        java.util.EnumSet.complementOf(java.util.EnumSet.of(Transition.WITHDRAWN)));
    }
}
