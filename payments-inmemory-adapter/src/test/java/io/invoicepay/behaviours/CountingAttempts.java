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
import java.util.concurrent.atomic.AtomicInteger;

/** A store that counts its calls. */
final class CountingAttempts implements PaymentAttempts {
    final AtomicInteger calls = new AtomicInteger();
    private final PaymentAttempts store;

    CountingAttempts(PaymentAttempts store) {
        this.store = store;
    }

    @Override
    public StoredSlot read(InvoiceKey invoice) {
        calls.incrementAndGet();
        return store.read(invoice);
    }

    @Override
    public Map<InvoiceKey, StoredSlot> readAll(Collection<InvoiceKey> invoices) {
        calls.incrementAndGet();
        return store.readAll(invoices);
    }

    @Override
    public CasResult compareAndSet(long expectedVersion, PaymentSlot next, UUID writeId) {
        calls.incrementAndGet();
        return store.compareAndSet(expectedVersion, next, writeId);
    }

    @Override
    public List<InvoiceKey> due(Instant now, int limit) {
        calls.incrementAndGet();
        return store.due(now, limit);
    }

    @Override
    public List<InvoiceKey> attention(Set<SlotStatus> statuses, int limit) {
        calls.incrementAndGet();
        return store.attention(statuses, limit);
    }

    @Override
    public List<StoredSlot> history(InvoiceKey invoice) {
        calls.incrementAndGet();
        return store.history(invoice);
    }
}
