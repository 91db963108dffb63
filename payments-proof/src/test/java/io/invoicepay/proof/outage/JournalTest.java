package io.invoicepay.proof.outage;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.inmemory.InMemoryAttempts;
import io.invoicepay.proof.host.Reservations;
import io.invoicepay.spi.CasResult;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The journal of what was acknowledged")
class JournalTest {
    private static final int INVOICE = 7;

    private final InMemoryAttempts attempts = new InMemoryAttempts();
    private final Journal journal = new Journal();

    private UUID write(long expected) {
        UUID id = new UUID(1, expected + 1);
        assertThat(attempts.compareAndSet(expected, Reservations.of(Journal.key(INVOICE), "ann", id), id))
                .isEqualTo(CasResult.WON);
        return id;
    }

    private void compare() {
        journal.compare(attempts, List.of(INVOICE));
    }

    @DisplayName("agrees with a store that has what it acknowledged, and not what it refused")
    @Test
    void agrees() {
        journal.enter(INVOICE, 1, write(0), CasResult.WON);
        journal.enter(INVOICE, 1, new UUID(2, 2), CasResult.LOST);
        compare();
        assertThat(journal.faults()).isEmpty();
    }

    @DisplayName("misses what was acknowledged and is not there")
    @Test
    void lost() {
        journal.enter(INVOICE, 1, new UUID(2, 2), CasResult.WON);
        compare();
        assertThat(journal.lost()).isEqualTo(1);
        assertThat(journal.faults()).singleElement().asString().startsWith("acknowledged and lost");
    }

    @DisplayName("notices what was refused and is there, and what nobody wrote")
    @Test
    void tooMuch() {
        journal.enter(INVOICE, 1, write(0), CasResult.LOST);
        write(1);
        compare();
        assertThat(journal.faults())
                .anyMatch(fault -> fault.startsWith("refused and written"))
                .anyMatch(fault -> fault.startsWith("a write that nobody made"));
    }

    @DisplayName("tells unknown writes that were kept from those that were not, and notices one that comes later")
    @Test
    void unknown() {
        journal.enter(INVOICE, 1, write(0), CasResult.UNKNOWN);
        journal.enter(INVOICE, 2, new UUID(1, 2), CasResult.UNKNOWN);
        compare();
        assertThat(journal.kept()).isEqualTo(1);
        assertThat(journal.faults()).isEmpty();
        write(1);
        compare();
        assertThat(journal.faults()).singleElement().asString().contains("not kept once");
    }
}
