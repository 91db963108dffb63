package io.invoicepay.examples.state;

import io.invoicepay.inmemory.Snapshot;
import io.invoicepay.payment.Secret;
import io.invoicepay.spi.StoredSlot;
import io.vavr.control.Option;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;

/**
 * All that outlives one call of the program.
 *
 * @param secret from which idempotency keys and dialog tokens come; made once, at random
 * @param ahead how far the program's time is ahead of the system's; not negative
 * @param slots every invoice's payment with its whole history, as the store of attempts gives it
 * @param inMemory what the in-memory provider knows, its ledger included, once it was in use
 */
public record ProgramState(Secret secret, Duration ahead, List<List<StoredSlot>> slots, Option<Snapshot> inMemory) {
    static final int SECRET_BYTES = 32;

    public ProgramState {
        slots = slots.stream().map(List::copyOf).toList();
    }

    /** What a program starts with that has never run before. */
    public static ProgramState fresh() {
        byte[] random = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(random);
        return new ProgramState(Secret.of(random), Duration.ZERO, List.of(), Option.none());
    }
}
