package io.invoicepay.behaviours;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.spi.CasResult;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.StoredSlot;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** Another store, to which every call is handed on; who extends it says what is different. */
abstract class AttemptsAround implements PaymentAttempts {
    private final PaymentAttempts store;

    AttemptsAround(PaymentAttempts store) {
        this.store = store;
    }

    /** Right before every call that is handed on. */
    void before() {
        // nothing, unless said otherwise
    }

    @Override
    public StoredSlot read(InvoiceKey invoice) {
        before();
        return store.read(invoice);
    }

    @Override
    public Map<InvoiceKey, StoredSlot> readAll(Collection<InvoiceKey> invoices) {
        before();
        return store.readAll(invoices);
    }

    @Override
    public CasResult compareAndSet(long expectedVersion, PaymentSlot next, UUID writeId) {
        before();
        return store.compareAndSet(expectedVersion, next, writeId);
    }

    @Override
    public List<InvoiceKey> due(MerchantId merchant, Instant now, int limit) {
        before();
        return store.due(merchant, now, limit);
    }

    @Override
    public List<InvoiceKey> attention(MerchantId merchant, Set<SlotStatus> statuses, int limit) {
        before();
        return store.attention(merchant, statuses, limit);
    }

    @Override
    public List<StoredSlot> history(InvoiceKey invoice) {
        before();
        return store.history(invoice);
    }
}
