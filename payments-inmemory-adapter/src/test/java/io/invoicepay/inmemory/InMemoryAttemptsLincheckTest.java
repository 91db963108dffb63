package io.invoicepay.inmemory;

import static io.invoicepay.inmemory.Fixtures.START;
import static io.invoicepay.inmemory.Fixtures.key;
import static io.invoicepay.inmemory.Fixtures.slot;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.spi.CasResult;
import io.invoicepay.spi.StoredSlot;
import java.util.UUID;
import org.jetbrains.lincheck.datastructures.IntGen;
import org.jetbrains.lincheck.datastructures.ModelCheckingOptions;
import org.jetbrains.lincheck.datastructures.Operation;
import org.jetbrains.lincheck.datastructures.Param;
import org.jetbrains.lincheck.datastructures.StressOptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Reads and writes of two invoices by three threads, in every order that a model checker and plain stress find. */
@DisplayName("Attempts in memory are linearizable")
class InMemoryAttemptsLincheckTest {
    private static final PaymentSlot[] SLOTS = {slot(key("PS-1"), START), slot(key("PS-2"), START)};

    /** What threads do to the store; public, because Lincheck makes its own. */
    public static final class Store {
        private final InMemoryAttempts attempts = new InMemoryAttempts();

        /** Which version, by which write. */
        @Operation
        public long read(@Param(gen = IntGen.class, conf = "0:1") int invoice) {
            StoredSlot stored = attempts.read(SLOTS[invoice].invoice());
            return stored.version() * 10 + stored.writeId().getLeastSignificantBits();
        }

        @Operation
        public CasResult compareAndSet(
                @Param(gen = IntGen.class, conf = "0:1") int invoice,
                @Param(gen = IntGen.class, conf = "0:1") int expectedVersion,
                @Param(gen = IntGen.class, conf = "1:5") int writeId) {
            return attempts.compareAndSet(expectedVersion, SLOTS[invoice], new UUID(0, writeId));
        }
    }

    @DisplayName("GST-09 in every order a model checker finds")
    @Test
    void modelChecked() {
        new ModelCheckingOptions()
                .iterations(100)
                .invocationsPerIteration(50)
                .threads(2)
                .actorsBefore(0)
                .actorsPerThread(2)
                .actorsAfter(1)
                .check(Store.class);
    }

    @DisplayName("GST-09 under stress")
    @Test
    void stressed() {
        new StressOptions()
                .iterations(5)
                .invocationsPerIteration(500)
                .threads(3)
                .actorsPerThread(3)
                .check(Store.class);
    }
}
