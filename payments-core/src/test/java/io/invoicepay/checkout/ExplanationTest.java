package io.invoicepay.checkout;

import static io.invoicepay.fixtures.Sample.AMOUNT;
import static io.invoicepay.fixtures.Sample.NOW;
import static io.invoicepay.fixtures.Sample.PROVIDER;
import static io.invoicepay.fixtures.Sample.paymentId;
import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.attempt.Attention;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.attempt.Transition;
import io.vavr.control.Option;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ExplanationTest {
    @Test
    @DisplayName(
            "STA-04 for every status one can read since when, on what evidence, when the next check is and what would end it")
    void explained() {
        Set<String> ends = new HashSet<>();
        for (SlotStatus status : SlotStatus.values()) {
            PaymentSlot slot = ViewsOfSlots.in(status);
            Explanation explanation = Explanation.of(slot);
            assertThat(explanation.status()).isEqualTo(status);
            assertThat(explanation.since()).isEqualTo(NOW);
            assertThat(explanation.evidence()).isEqualTo("The charge is about to be sent. amount and balance agree");
            assertThat(explanation.nextCheck()).containsExactly(NOW.plusSeconds(60));
            assertThat(explanation.checks()).isZero();
            assertThat(explanation.attention()).isEqualTo(slot.attention());
            ends.add(explanation.whatEndsIt());
        }
        assertThat(ends).hasSize(8).allMatch(text -> text.matches("[A-Z].+\\."));
        assertThat(Explanation.of(ViewsOfSlots.in(SlotStatus.REVIEW)).attention())
                .containsExactly(Attention.AMOUNT_MISMATCH);
    }

    @Test
    @DisplayName(
            "STA-05 an entry of the history tells who, when, what amount, what happened and the provider's references")
    void history() {
        HistoryEntry entry = HistoryEntry.of(ViewsOfSlots.in(SlotStatus.PENDING));
        assertThat(entry.at()).isEqualTo(NOW);
        assertThat(entry.actor()).isEqualTo("customer ann");
        assertThat(entry.transition()).isEqualTo(Transition.ARMED);
        assertThat(entry.status()).isEqualTo(SlotStatus.PENDING);
        assertThat(entry.amount()).containsExactly(AMOUNT);
        assertThat(entry.provider()).containsExactly(PROVIDER);
        assertThat(entry.payments()).containsExactly(paymentId("ours"));
        assertThat(entry.evidence()).isEqualTo("amount and balance agree");
        assertThat(HistoryEntry.of(ViewsOfSlots.in(SlotStatus.PAID)).amount()).isEqualTo(Option.none());
    }
}
