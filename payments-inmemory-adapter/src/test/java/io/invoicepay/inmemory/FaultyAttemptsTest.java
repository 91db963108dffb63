package io.invoicepay.inmemory;

import static io.invoicepay.inmemory.Fixtures.START;
import static io.invoicepay.inmemory.Fixtures.key;
import static io.invoicepay.inmemory.Fixtures.slot;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.invoicepay.inmemory.FaultyAttempts.Fault;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.spi.AttemptsUnavailableException;
import io.invoicepay.spi.CasResult;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A faulty store")
class FaultyAttemptsTest {
    private static final InvoiceKey ONE = key("PS-1");

    private final InMemoryAttempts store = new InMemoryAttempts();
    private final FaultyAttempts faulty = FaultyAttempts.over(store);

    private CasResult write(long expectedVersion) {
        return faulty.compareAndSet(expectedVersion, slot(ONE, START), new UUID(0, expectedVersion + 1));
    }

    @DisplayName("is the store itself until told otherwise")
    @Test
    void faultless() {
        assertThat(write(0)).isEqualTo(CasResult.WON);
        assertThat(write(0)).isEqualTo(CasResult.LOST);
        assertThat(faulty.read(ONE)).isEqualTo(store.read(ONE));
        assertThat(faulty.readAll(List.of(ONE))).isEqualTo(store.readAll(List.of(ONE)));
        assertThat(faulty.history(ONE)).isEqualTo(store.history(ONE));
        assertThat(faulty.due(ONE.merchant(), START.plusSeconds(60), 1)).containsExactly(ONE);
        assertThat(faulty.attention(ONE.merchant(), Set.of(), 1)).isEmpty();
    }

    @DisplayName("does not tell whether it has written")
    @Test
    void unknown() {
        faulty.nextWrites(Fault.UNKNOWN_NOT_WRITTEN, Fault.UNAVAILABLE, Fault.UNKNOWN_WRITTEN);

        assertThat(write(0)).isEqualTo(CasResult.UNKNOWN);
        assertThat(write(0)).isEqualTo(CasResult.UNKNOWN);
        assertThat(store.read(ONE).version()).isZero();
        assertThat(write(0)).isEqualTo(CasResult.UNKNOWN);
        assertThat(store.read(ONE).writeId()).isEqualTo(new UUID(0, 1));
        assertThat(write(1)).isEqualTo(CasResult.WON);
    }

    @DisplayName("lets a write arrive late, where it wins or loses as any other")
    @Test
    void underWay() {
        faulty.nextWrites(Fault.UNKNOWN_UNDER_WAY, Fault.UNKNOWN_UNDER_WAY);
        assertThat(write(0)).isEqualTo(CasResult.UNKNOWN);
        assertThat(faulty.compareAndSet(0, slot(ONE, START), new UUID(7, 7))).isEqualTo(CasResult.UNKNOWN);
        assertThat(store.read(ONE).version()).isZero();

        faulty.arrive();
        faulty.arrive();

        assertThat(store.read(ONE).version()).isOne();
        assertThat(store.read(ONE).writeId()).isEqualTo(new UUID(0, 1));
    }

    @DisplayName("loses without anybody else having won")
    @Test
    void lost() {
        faulty.nextWrites(Fault.LOST);

        assertThat(write(0)).isEqualTo(CasResult.LOST);
        assertThat(store.read(ONE).version()).isZero();
    }

    @DisplayName("cannot be reached for reading, call by call")
    @Test
    void unavailable() {
        faulty.nextReads(Fault.UNAVAILABLE, Fault.NONE, Fault.UNAVAILABLE);

        assertThatThrownBy(() -> faulty.read(ONE)).isInstanceOf(AttemptsUnavailableException.class);
        assertThat(faulty.read(ONE)).isEqualTo(store.read(ONE));
        assertThatThrownBy(() -> faulty.due(ONE.merchant(), START, 1)).isInstanceOf(AttemptsUnavailableException.class);
        assertThatThrownBy(() -> faulty.nextReads(Fault.LOST)).isInstanceOf(IllegalArgumentException.class);
    }

    @DisplayName("asks before each call what goes wrong, where that was not told beforehand")
    @Test
    void asked() {
        FaultyAttempts asking = FaultyAttempts.over(store, () -> Fault.UNKNOWN_NOT_WRITTEN, () -> Fault.UNAVAILABLE);
        asking.nextWrites(Fault.NONE);

        assertThat(asking.compareAndSet(0, slot(ONE, START), new UUID(0, 1))).isEqualTo(CasResult.WON);
        assertThat(asking.compareAndSet(1, slot(ONE, START), new UUID(0, 2))).isEqualTo(CasResult.UNKNOWN);
        assertThatThrownBy(() -> asking.history(ONE)).isInstanceOf(AttemptsUnavailableException.class);
        assertThat(store.read(ONE).version()).isOne();
    }
}
