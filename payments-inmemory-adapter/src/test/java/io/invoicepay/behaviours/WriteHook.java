package io.invoicepay.behaviours;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.spi.CasResult;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.StoredSlot;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** A store that lets something else happen right before a write. */
final class WriteHook implements PaymentAttempts {
    private final PaymentAttempts store;
    private final Consumer<PaymentSlot> meanwhile;

    /** @param meanwhile is given what is about to be written */
    WriteHook(PaymentAttempts store, Consumer<PaymentSlot> meanwhile) {
        this.store = store;
        this.meanwhile = meanwhile;
    }

    @Override
    public CasResult compareAndSet(long expectedVersion, PaymentSlot next, UUID writeId) {
        meanwhile.accept(next);
        return store.compareAndSet(expectedVersion, next, writeId);
    }

    @Override
    public StoredSlot read(InvoiceKey invoice) {
        return store.read(invoice);
    }

    @Override
    public Map<InvoiceKey, StoredSlot> readAll(Collection<InvoiceKey> invoices) {
        return store.readAll(invoices);
    }

    @Override
    public List<InvoiceKey> due(Instant now, int limit) {
        return store.due(now, limit);
    }

    @Override
    public List<InvoiceKey> attention(Set<SlotStatus> statuses, int limit) {
        return store.attention(statuses, limit);
    }

    @Override
    public List<StoredSlot> history(InvoiceKey invoice) {
        return store.history(invoice);
    }
}
