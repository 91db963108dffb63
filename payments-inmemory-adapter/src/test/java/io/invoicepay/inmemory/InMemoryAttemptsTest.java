package io.invoicepay.inmemory;

import static io.invoicepay.inmemory.Fixtures.START;
import static io.invoicepay.inmemory.Fixtures.key;
import static io.invoicepay.inmemory.Fixtures.slot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.invoicepay.attempt.Attention;
import io.invoicepay.attempt.Cause;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.attempt.Transition;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.spi.CasResult;
import io.invoicepay.spi.StoredSlot;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Attempts in memory")
class InMemoryAttemptsTest {
    private static final InvoiceKey ONE = key("PS-1");
    private static final InvoiceKey TWO = key("PS-2");
    private static final InvoiceKey THREE = key("PS-3");

    private final InMemoryAttempts attempts = new InMemoryAttempts();

    private void write(long expectedVersion, PaymentSlot slot) {
        assertThat(attempts.compareAndSet(expectedVersion, slot, new UUID(0, expectedVersion + 1)))
                .isEqualTo(CasResult.WON);
    }

    @DisplayName("are written by whoever knows the version, and by nobody else")
    @Test
    void compareAndSet() {
        assertThat(attempts.read(ONE)).isEqualTo(StoredSlot.none(ONE));
        PaymentSlot first = slot(ONE, START);
        PaymentSlot second = slot(ONE, START.plusSeconds(1));

        write(0, first);
        assertThat(attempts.compareAndSet(0, second, new UUID(9, 9))).isEqualTo(CasResult.LOST);
        assertThat(attempts.compareAndSet(2, second, new UUID(9, 9))).isEqualTo(CasResult.LOST);
        assertThat(attempts.read(ONE)).isEqualTo(new StoredSlot(1, first, new UUID(0, 1)));

        write(1, second);
        assertThat(attempts.read(ONE)).isEqualTo(new StoredSlot(2, second, new UUID(0, 2)));
        assertThat(attempts.history(ONE))
                .containsExactly(new StoredSlot(1, first, new UUID(0, 1)), new StoredSlot(2, second, new UUID(0, 2)));
        assertThat(attempts.history(TWO)).isEmpty();
        assertThat(attempts.readAll(List.of(ONE, TWO))).containsOnlyKeys(ONE);
    }

    @DisplayName("GST-09 raced for by many threads have one winner a version, and no gap")
    @Test
    void oneWinner() throws InterruptedException {
        int threads = 8;
        int rounds = 100_000;
        PaymentSlot next = slot(ONE, START);

        List<Long> wins = Race.of(threads, thread -> {
            long won = 0;
            for (long version = attempts.read(ONE).version();
                    version < rounds;
                    version = attempts.read(ONE).version()) {
                if (attempts.compareAndSet(version, next, new UUID(thread, version)) == CasResult.WON) {
                    won++;
                }
            }
            return won;
        });

        assertThat(wins.stream().mapToLong(Long::longValue).sum())
                .isEqualTo(attempts.read(ONE).version());
        assertThat(attempts.history(ONE))
                .extracting(StoredSlot::version)
                .isEqualTo(LongStream.rangeClosed(1, attempts.read(ONE).version())
                        .boxed()
                        .toList());
    }

    @DisplayName("are due when their time has come, the longest overdue first")
    @Test
    void due() {
        write(0, slot(TWO, START.plusSeconds(10)));
        write(0, slot(ONE, START.plusSeconds(10)));
        write(0, slot(THREE, START));
        Instant due = START.plusSeconds(40);

        assertThat(attempts.due(ONE.merchant(), START, 10)).isEmpty();
        assertThat(attempts.due(ONE.merchant(), due.minusMillis(1), 10)).containsExactly(THREE);
        assertThat(attempts.due(ONE.merchant(), due, 10)).containsExactly(THREE, ONE, TWO);
        assertThat(attempts.due(ONE.merchant(), due, 2)).containsExactly(THREE, ONE);
    }

    @DisplayName("wait for a person by status or by need of attention, in the order of entering the status")
    @Test
    void attention() {
        write(0, slot(ONE, START));
        write(0, review(TWO, START.plusSeconds(2)));
        PaymentSlot raised = PaymentSlot.builder(
                        THREE,
                        SlotStatus.PAID,
                        new Cause(Transition.ATTENTION_RAISED, START.plusSeconds(1), "reconciler", ""))
                .payments(List.of(new PaymentId("payment-1")))
                .attention(Option.some(Attention.PAID_BUT_OPEN))
                .build();
        write(0, raised);

        assertThat(attempts.attention(ONE.merchant(), Set.of(SlotStatus.REVIEW), 10))
                .containsExactly(THREE, TWO);
        assertThat(attempts.attention(ONE.merchant(), Set.of(SlotStatus.RESERVED), 10))
                .containsExactly(ONE, THREE, TWO);
        assertThat(attempts.attention(ONE.merchant(), Set.of(), 1)).containsExactly(THREE);
    }

    private static PaymentSlot review(InvoiceKey invoice, Instant at) {
        return PaymentSlot.builder(
                        invoice, SlotStatus.REVIEW, new Cause(Transition.SENT_TO_REVIEW, at, "reconciler", ""))
                .attention(Option.some(Attention.RECORDS_CONFLICT))
                .nextCheck(Option.some(at))
                .build();
    }

    @DisplayName("can be written down as values and taken back, history and all")
    @Test
    void snapshot() {
        write(0, slot(TWO, START));
        write(0, slot(ONE, START));
        write(1, slot(ONE, START.plusSeconds(5)));

        List<List<StoredSlot>> written = attempts.snapshot();
        InMemoryAttempts restored = new InMemoryAttempts();
        restored.compareAndSet(0, slot(THREE, START), new UUID(0, 1));
        restored.restore(written);

        assertThat(written).containsExactly(attempts.history(ONE), attempts.history(TWO));
        assertThat(restored.snapshot()).isEqualTo(written);
        assertThat(restored.read(ONE)).isEqualTo(attempts.read(ONE));
        assertThat(restored.read(THREE)).isEqualTo(StoredSlot.none(THREE));
        assertThat(restored.compareAndSet(2, slot(ONE, START), new UUID(0, 3))).isEqualTo(CasResult.WON);
    }

    @DisplayName("are not taken back from a damaged record, and what is there stays")
    @Test
    void damagedSnapshot() {
        write(0, slot(ONE, START));
        write(1, slot(ONE, START));
        List<StoredSlot> whole = attempts.history(ONE);
        List<List<StoredSlot>> before = attempts.snapshot();

        assertThatThrownBy(() -> attempts.restore(List.of(whole.subList(1, 2))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("default/PS-1");
        assertThatThrownBy(() -> attempts.restore(List.of(List.of()))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> attempts.restore(Collections.nCopies(2, whole)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> attempts.restore(
                        List.of(List.of(whole.get(0), new StoredSlot(2, slot(TWO, START), new UUID(0, 2))))))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(attempts.snapshot()).isEqualTo(before);
    }
}
