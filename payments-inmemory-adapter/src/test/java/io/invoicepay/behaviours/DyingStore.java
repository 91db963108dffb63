package io.invoicepay.behaviours;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.spi.CasResult;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.StoredSlot;
import java.io.Serial;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** The store as seen by a process that is killed right before its n-th write. */
final class DyingStore implements PaymentAttempts {
    /** The end of the process: nothing catches it, and nothing is done after it. */
    static final class Death extends Error {
        @Serial
        private static final long serialVersionUID = 1;
    }

    private final PaymentAttempts store;
    private int writesLeft;

    DyingStore(PaymentAttempts store, int fatalWrite) {
        this.store = store;
        this.writesLeft = fatalWrite - 1;
    }

    private void live() {
        if (writesLeft < 0) {
            throw new Death();
        }
    }

    @Override
    public CasResult compareAndSet(long expectedVersion, PaymentSlot next, UUID writeId) {
        writesLeft--;
        live();
        return store.compareAndSet(expectedVersion, next, writeId);
    }

    @Override
    public StoredSlot read(InvoiceKey invoice) {
        live();
        return store.read(invoice);
    }

    @Override
    public Map<InvoiceKey, StoredSlot> readAll(Collection<InvoiceKey> invoices) {
        live();
        return store.readAll(invoices);
    }

    @Override
    public List<InvoiceKey> due(Instant now, int limit) {
        live();
        return store.due(now, limit);
    }

    @Override
    public List<InvoiceKey> attention(Set<SlotStatus> statuses, int limit) {
        live();
        return store.attention(statuses, limit);
    }

    @Override
    public List<StoredSlot> history(InvoiceKey invoice) {
        live();
        return store.history(invoice);
    }
}
