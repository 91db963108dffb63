package io.invoicepay.behaviours;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.spi.CasResult;
import io.invoicepay.spi.PaymentAttempts;
import java.util.UUID;
import java.util.function.Consumer;

/** A store that lets something else happen right before a write. */
final class WriteHook extends AttemptsAround {
    private final Consumer<PaymentSlot> meanwhile;

    /** @param meanwhile is given what is about to be written */
    WriteHook(PaymentAttempts store, Consumer<PaymentSlot> meanwhile) {
        super(store);
        this.meanwhile = meanwhile;
    }

    @Override
    public CasResult compareAndSet(long expectedVersion, PaymentSlot next, UUID writeId) {
        meanwhile.accept(next);
        return super.compareAndSet(expectedVersion, next, writeId);
    }
}
