package io.invoicepay.checkout;

import static io.invoicepay.fixtures.Sample.AMOUNT;
import static io.invoicepay.fixtures.Sample.NOW;
import static io.invoicepay.fixtures.Sample.PROVIDER;
import static io.invoicepay.fixtures.Sample.paymentId;
import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.attempt.Attempt;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.attempt.Transition;
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
            assertThat(slot.since()).isEqualTo(NOW);
            assertThat(slot.cause().defaultText())
                    .isEqualTo("The charge is about to be sent. amount and balance agree");
            assertThat(slot.nextCheck()).containsExactly(NOW.plusSeconds(60));
            ends.add(slot.status().whatEndsIt());
        }
        assertThat(ends).hasSize(8).allMatch(text -> text.matches("[A-Z].+\\."));
    }

    @Test
    @DisplayName(
            "STA-05 an entry of the history tells who, when, what amount, what happened and the provider's references")
    void history() {
        PaymentSlot entry = ViewsOfSlots.in(SlotStatus.PENDING);
        assertThat(entry.cause().at()).isEqualTo(NOW);
        assertThat(entry.cause().actor()).isEqualTo("customer ann");
        assertThat(entry.cause().transition()).isEqualTo(Transition.ARMED);
        assertThat(entry.cause().evidence()).isEqualTo("amount and balance agree");
        assertThat(entry.status()).isEqualTo(SlotStatus.PENDING);
        assertThat(entry.attempt().map(Attempt::amount)).containsExactly(AMOUNT);
        assertThat(entry.provider()).containsExactly(PROVIDER);
        assertThat(entry.payments()).containsExactly(paymentId("ours"));
    }
}
