package io.invoicepay.behaviours;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.spi.CasResult;
import io.invoicepay.spi.PaymentAttempts;
import java.io.Serial;
import java.util.UUID;

/** The store as seen by a process that is killed right before its n-th write. */
final class DyingStore extends AttemptsAround {
    /** The end of the process: nothing catches it, and nothing is done after it. */
    static final class Death extends Error {
        @Serial
        private static final long serialVersionUID = 1;
    }

    private int writesLeft;

    DyingStore(PaymentAttempts store, int fatalWrite) {
        super(store);
        this.writesLeft = fatalWrite - 1;
    }

    @Override
    void before() {
        if (writesLeft < 0) {
            throw new Death();
        }
    }

    @Override
    public CasResult compareAndSet(long expectedVersion, PaymentSlot next, UUID writeId) {
        writesLeft--;
        return super.compareAndSet(expectedVersion, next, writeId);
    }
}
