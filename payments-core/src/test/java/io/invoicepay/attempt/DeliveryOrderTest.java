package io.invoicepay.attempt;

import static io.invoicepay.fixtures.Sample.NOW;
import static io.invoicepay.fixtures.Sample.PROVIDER;
import static io.invoicepay.fixtures.Sample.attemptId;
import static io.invoicepay.fixtures.Sample.ours;
import static io.invoicepay.fixtures.Sample.portal;
import static io.invoicepay.fixtures.Sample.sent;
import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.provider.ProviderView;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Events come twice, late and in any order; each is only a reason to ask, and what is then found decides. */
class DeliveryOrderTest {
    private static final int LONGEST = 6;
    private static final List<Character> ALPHABET = List.of('h', 'H', 'l', 'a', 'S');

    @Test
    @DisplayName("STA-03 in all orders of up to six deliveries, repeated ones too, the end is what the provider knows")
    void orders() {
        Map<ProviderView, String> truths = Map.of(
                sent(ours(Status.COMPLETED)), "PAID 0 [ours]",
                sent(ours(Status.PENDING)), "PENDING 0 [ours]",
                sent(ours(Status.FAILED)), "PAYABLE 1 []",
                sent(portal(Status.COMPLETED)), "PAID 0 [portal]",
                sent(ours(Status.COMPLETED), portal(Status.COMPLETED)), "OVERPAID 0 [ours, portal]");
        truths.forEach((truth, end) -> {
            for (SlotStatus start : List.of(SlotStatus.SENDING, SlotStatus.UNKNOWN, SlotStatus.PENDING)) {
                Map<String, Set<String>> ends = new TreeMap<>();
                int orders = run("", truth, Slots.in(start), NOW, ends);
                assertThat(orders).isEqualTo(5 + 25 + 125 + 625 + 3_125 + 15_625);
                assertThat(ends).hasSize(461); // multisets of one to six out of five
                assertThat(ends.values()).as("from %s", start).containsOnly(Set.of(end));
            }
        });
    }

    private static int run(
            String done, ProviderView truth, PaymentSlot slot, Instant now, Map<String, Set<String>> ends) {
        int orders = 0;
        if (!done.isEmpty()) {
            ends.computeIfAbsent(sorted(done), key -> new HashSet<>()).add(end(drained(slot, truth)));
            orders++;
        }
        if (done.length() < LONGEST) {
            for (char delivery : ALPHABET) {
                orders += run(
                        done + delivery,
                        truth,
                        delivered(slot, delivery, truth, now.plusSeconds(1)),
                        now.plusSeconds(1),
                        ends);
            }
        }
        return orders;
    }

    private static PaymentSlot delivered(PaymentSlot slot, char delivery, ProviderView truth, Instant now) {
        return switch (delivery) {
            case 'h' -> askedIfDue(hinted(slot, "event: payment pending", now), truth, now);
            case 'H' -> askedIfDue(hinted(slot, "event: payment completed", now), truth, now);
            case 'l' -> decided(slot, Slots.looked(truth), now);
            case 'S' -> decided(slot, Slots.looked(sent()), now); // an answer from before the payment was visible
            default ->
                decided(slot, new Evidence.Answered(attemptId(1), ChargeResult.ambiguous("the connection broke")), now);
        };
    }

    private static PaymentSlot hinted(PaymentSlot slot, String event, Instant now) {
        return decided(slot, new Evidence.Hinted(now, Option.none(), Option.some(PROVIDER), event), now);
    }

    private static PaymentSlot askedIfDue(PaymentSlot slot, ProviderView truth, Instant now) {
        return slot.isDue(now) ? decided(slot, Slots.looked(truth), now) : slot;
    }

    private static PaymentSlot decided(PaymentSlot slot, Evidence evidence, Instant now) {
        return Slots.LIFECYCLE.decide(slot, evidence, now).getOrElse(slot);
    }

    /** What is due anyway: the deadline of a charge without an answer, and the next check. */
    private static PaymentSlot drained(PaymentSlot slot, ProviderView truth) {
        PaymentSlot end = slot;
        for (Instant due : slot.nextCheck()) {
            end = decided(end, new Evidence.TimePassed(), due);
            end = decided(end, Slots.looked(truth), due);
        }
        return end;
    }

    private static String end(PaymentSlot slot) {
        return slot.status() + " " + slot.sequence() + " " + slot.payments();
    }

    private static String sorted(String deliveries) {
        return deliveries.chars().sorted().mapToObj(Character::toString).collect(Collectors.joining());
    }

    @Test
    @DisplayName("STA-03 an answer that was overtaken by an event changes nothing any more")
    void overtakenAnswer() {
        PaymentSlot slot = decided(Slots.in(SlotStatus.SENDING), Slots.looked(sent(ours(Status.COMPLETED))), NOW);
        for (ChargeResult late : List.of(
                ChargeResult.ambiguous("the connection broke"),
                ChargeResult.confirmed(ours(Status.PENDING)),
                ChargeResult.confirmed(ours(Status.FAILED)))) {
            assertThat(Slots.LIFECYCLE.decide(slot, new Evidence.Answered(attemptId(1), late), NOW))
                    .isEmpty();
        }
    }
}
