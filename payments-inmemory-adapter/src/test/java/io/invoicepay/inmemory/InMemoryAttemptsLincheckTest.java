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

/**
 * Reads and writes of two invoices by two and three threads, in every order that a model checker and plain stress find. {@code
 * -Dlincheck.invocations=10000 -Dlincheck.scenarios=100} is the long run, with three threads throughout.
 */
@DisplayName("Attempts in memory are linearizable")
class InMemoryAttemptsLincheckTest {
    private static final int SCENARIOS = Integer.getInteger("lincheck.scenarios", 0);
    private static final int INVOCATIONS = Integer.getInteger("lincheck.invocations", 0);
    private static final boolean LONG = SCENARIOS > 0 && INVOCATIONS > 0;
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
        int scenarios = LONG ? SCENARIOS : 100;
        int invocations = LONG ? INVOCATIONS : 50;
        int threads = LONG ? 3 : 2;
        int actors = LONG ? 3 : 2;
        new ModelCheckingOptions()
                .iterations(scenarios)
                .invocationsPerIteration(invocations)
                .threads(threads)
                .actorsBefore(0)
                .actorsPerThread(actors)
                .actorsAfter(1)
                .check(Store.class);
        tell("model checking", scenarios, invocations, threads, actors);
    }

    @DisplayName("GST-09 under stress")
    @Test
    void stressed() {
        int scenarios = LONG ? SCENARIOS : 5;
        int invocations = LONG ? INVOCATIONS : 500;
        new StressOptions()
                .iterations(scenarios)
                .invocationsPerIteration(invocations)
                .threads(3)
                .actorsPerThread(3)
                .check(Store.class);
        tell("stress", scenarios, invocations, 3, 3);
    }

    /** Only said where the check before it has thrown nothing. */
    private static void tell(String how, int scenarios, int invocations, int threads, int actors) {
        System.out.println("S4 linearizable, 0 violations, by " + how + ": " + scenarios + " scenarios x " + invocations
                + " invocations, " + threads + " threads x " + actors + " calls (Lincheck draws from a fixed seed)");
    }
}
