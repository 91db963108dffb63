package io.invoicepay.attempt;

import static io.invoicepay.fixtures.Sample.ACCOUNT;
import static io.invoicepay.fixtures.Sample.AMOUNT;
import static io.invoicepay.fixtures.Sample.INVOICE;
import static io.invoicepay.fixtures.Sample.MERCHANT;
import static io.invoicepay.fixtures.Sample.NOW;
import static io.invoicepay.fixtures.Sample.PROVIDER;
import static io.invoicepay.fixtures.Sample.attempt;
import static io.invoicepay.fixtures.Sample.attemptId;
import static io.invoicepay.fixtures.Sample.key;
import static io.invoicepay.fixtures.Sample.paymentId;
import static io.invoicepay.fixtures.Sample.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.PaymentId;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaymentSlotTest {
    private static final Cause CAUSE = new Cause(Transition.CHECKED, NOW, "reconciler", "seen");

    private static PaymentSlot.Builder slot(SlotStatus status) {
        return PaymentSlot.builder(INVOICE, status, CAUSE);
    }

    private static PaymentSlot.Builder complete() {
        return slot(SlotStatus.PENDING)
                .sequence(1)
                .account(Option.some(ACCOUNT))
                .provider(Option.some(PROVIDER))
                .attempt(Option.some(attempt(1, 1)))
                .payments(List.of(paymentId("p")))
                .attention(Option.some(Attention.REVERSED))
                .since(NOW.minusSeconds(5))
                .nextCheck(Option.some(NOW.plusSeconds(5)))
                .checks(3);
    }

    /** A slot with every part its status may have; the parts are then taken away one at a time. */
    private static PaymentSlot.Builder full(SlotStatus status) {
        PaymentSlot.Builder builder = slot(status).nextCheck(Option.some(NOW));
        boolean attempted = switch (status) {
            case PAYABLE, EXTERNAL_PENDING -> false;
            default -> true;
        };
        return builder.attempt(Option.when(attempted, () -> attempt()))
                .payments(status == SlotStatus.PAYABLE ? List.of() : List.of(paymentId("a"), paymentId("b")))
                .attention(Option.some(Attention.OVERPAID));
    }

    private static void assertNeeds(SlotStatus status, boolean needed, UnaryOperator<PaymentSlot.Builder> change) {
        PaymentSlot.Builder changed = change.apply(full(status));
        if (needed) {
            assertThatIllegalArgumentException().isThrownBy(changed::build).withMessageContaining("PS-INV103001");
        } else {
            assertThat(changed.build().status()).isEqualTo(status);
        }
    }

    @ParameterizedTest
    @EnumSource(SlotStatus.class)
    @DisplayName("I9 parts that contradict the status are refused, so that a damaged row cannot pass for a sound one")
    void contradictions(SlotStatus status) {
        assertThat(full(status).build().status()).isEqualTo(status);
        boolean needsAttempt = switch (status) {
            case RESERVED, SENDING, UNKNOWN, PENDING -> true;
            default -> false;
        };
        boolean needsDueTime = switch (status) {
            case PAYABLE, PAID, OVERPAID -> false;
            default -> true;
        };
        boolean needsPayment = switch (status) {
            case PENDING, EXTERNAL_PENDING, PAID, OVERPAID -> true;
            default -> false;
        };
        assertNeeds(status, needsAttempt, slot -> slot.attempt(Option.none()));
        assertNeeds(status, needsDueTime, slot -> slot.nextCheck(Option.none()));
        assertNeeds(status, needsPayment, slot -> slot.payments(List.of()));
        assertNeeds(
                status,
                status == SlotStatus.OVERPAID,
                slot -> slot.payments(status == SlotStatus.PAYABLE ? List.of() : List.of(paymentId("a"))));
        assertNeeds(status, status == SlotStatus.REVIEW, slot -> slot.attention(Option.none()));
        boolean noAttempt = status == SlotStatus.PAYABLE || status == SlotStatus.EXTERNAL_PENDING;
        assertNeeds(status, noAttempt, slot -> slot.attempt(Option.some(attempt())));
        assertNeeds(
                status, status == SlotStatus.PAYABLE, slot -> slot.payments(List.of(paymentId("a"), paymentId("b"))));
        assertNeeds(status, true, slot -> slot.sequence(-1));
        assertNeeds(status, true, slot -> slot.checks(-1));
        assertNeeds(status, false, slot -> slot.sequence(0).checks(0));
    }

    @Test
    @DisplayName("An invoice nobody has touched is payable with its first key, and nothing waits for it")
    void untouched() {
        PaymentSlot slot = PaymentSlot.untouched(INVOICE);
        assertThat(slot.invoice()).isEqualTo(INVOICE);
        assertThat(slot.status()).isEqualTo(SlotStatus.PAYABLE);
        assertThat(slot.sequence()).isZero();
        assertThat(slot.checks()).isZero();
        assertThat(slot.nextCheck()).isEmpty();
        assertThat(slot.isDue(NOW)).isFalse();
    }

    @Test
    @DisplayName("A slot given back from its parts is equal, part by part")
    void equality() {
        PaymentSlot slot = complete().build();
        assertThat(complete().build()).isEqualTo(slot).hasSameHashCodeAs(slot);
        assertThat(complete().sequence(2).build()).doesNotHaveSameHashCodeAs(slot);
        assertThat(slot.toBuilder().build()).isEqualTo(slot);
        List<PaymentSlot> others = List.of(
                PaymentSlot.builder(new InvoiceKey(MERCHANT, new InvoiceNumber("other")), SlotStatus.PENDING, CAUSE)
                        .attempt(slot.attempt())
                        .payments(slot.payments())
                        .nextCheck(slot.nextCheck())
                        .build(),
                complete().sequence(2).build(),
                complete().account(Option.none()).build(),
                complete().provider(Option.none()).build(),
                complete().attempt(Option.some(attempt(2, 1))).build(),
                complete().payments(List.of(paymentId("q"))).build(),
                complete().attention(Option.none()).build(),
                complete().since(NOW).build(),
                complete().nextCheck(Option.some(NOW)).build(),
                complete().checks(4).build(),
                slot.toBuilder()
                        .because(new Cause(Transition.CHECKED, NOW, "reconciler", "other"))
                        .build());
        assertThat(others).doesNotContain(slot).doesNotHaveDuplicates();
        assertThat(slot).isNotEqualTo(full(SlotStatus.UNKNOWN).build());
        assertThat(slot).hasToString("PaymentSlot[cronus/PS-INV103001 PENDING(1) since 2026-03-02T08:59:55Z]");
    }

    @Test
    @DisplayName("A slot is due from its time on, and its payments do not change behind its back")
    void due() {
        PaymentSlot slot = complete().build();
        assertThat(slot.isDue(NOW.plusSeconds(5))).isTrue();
        assertThat(slot.isDue(NOW.plusSeconds(5).minusNanos(1))).isFalse();
        List<PaymentId> payments = new ArrayList<>(slot.payments());
        PaymentSlot copy = complete().payments(payments).build();
        payments.clear();
        assertThat(copy.payments()).isEqualTo(slot.payments());
    }

    @Test
    @DisplayName("An attempt is for a positive amount, by somebody with a name")
    void attempts() {
        for (Money amount : List.of(usd("0.00"), usd("-0.01"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Attempt(attemptId(1), "ann", amount, key(0), NOW))
                    .withMessageContaining("positive");
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new Attempt(attemptId(1), " ", AMOUNT, key(0), NOW));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Attempt(attemptId(1), "a".repeat(101), AMOUNT, key(0), NOW));
    }

    @Test
    @DisplayName("STA-05 what is kept in the history is cut, and on one line")
    void causes() {
        Cause cause = new Cause(Transition.CHECKED, NOW, "customer a\nb" + "x".repeat(200), "e\r\n" + "y".repeat(400));
        assertThat(cause.actor()).startsWith("customer a bxx").hasSize(120);
        assertThat(cause.evidence()).startsWith("e  yy").hasSize(300);
    }

    @Test
    @DisplayName(
            "Patience is made of positive lengths of time; 60 s, 2 min, 24 h, 3, 10 and 30 days unless said otherwise")
    void patience() {
        assertThat(Patience.standard())
                .isEqualTo(new Patience(
                        Duration.ofSeconds(60),
                        Duration.ofMinutes(2),
                        Duration.ofHours(24),
                        Duration.ofDays(3),
                        Duration.ofDays(10),
                        Duration.ofDays(30)));
        assertThat(Patience.standard().pendingFor(Duration.ofDays(12)).pending())
                .isEqualTo(Duration.ofDays(12));
        Duration second = Duration.ofSeconds(1);
        for (Duration wrong : List.of(Duration.ZERO, Duration.ofNanos(-1))) {
            for (int at = 0; at < 6; at++) {
                List<Duration> lengths = new ArrayList<>(java.util.Collections.nCopies(6, second));
                lengths.set(at, wrong);
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> new Patience(
                                lengths.get(0),
                                lengths.get(1),
                                lengths.get(2),
                                lengths.get(3),
                                lengths.get(4),
                                lengths.get(5)))
                        .withMessageContaining(wrong.toString());
            }
        }
    }

    @Test
    @DisplayName("T1 to T20 have their numbers and a text for the history, each its own")
    void transitions() {
        assertThat(Transition.values()).extracting(Transition::defaultText).allMatch(text -> text.endsWith("."));
        List<String> numbers = java.util.Arrays.stream(Transition.values())
                .map(Transition::number)
                .filter(number -> !number.equals("-"))
                .toList();
        assertThat(numbers)
                .containsExactlyElementsOf(java.util.stream.IntStream.rangeClosed(1, 20)
                        .mapToObj(number -> "T" + number)
                        .toList());
        assertThat(Attention.UNKNOWN_TOO_LONG.isByAge()).isTrue();
        assertThat(Attention.PENDING_TOO_LONG.isByAge()).isTrue();
        assertThat(java.util.Arrays.stream(Attention.values()).filter(Attention::isByAge))
                .hasSize(2);
    }
}
