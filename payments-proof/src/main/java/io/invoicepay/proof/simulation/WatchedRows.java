package io.invoicepay.proof.simulation;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.inmemory.InMemoryAttempts;
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
import java.util.function.BiConsumer;

/** The rows themselves, beneath all faults: whatever is really written is judged, whether or not its writer hears of it. */
final class WatchedRows implements PaymentAttempts {
    private final InMemoryAttempts rows;
    private final BiConsumer<StoredSlot, StoredSlot> judge;

    WatchedRows(InMemoryAttempts rows, BiConsumer<StoredSlot, StoredSlot> judge) {
        this.rows = rows;
        this.judge = judge;
    }

    @Override
    public StoredSlot read(InvoiceKey invoice) {
        return rows.read(invoice);
    }

    @Override
    public Map<InvoiceKey, StoredSlot> readAll(Collection<InvoiceKey> invoices) {
        return rows.readAll(invoices);
    }

    @Override
    public CasResult compareAndSet(long expectedVersion, PaymentSlot next, UUID writeId) {
        StoredSlot before = rows.read(next.invoice());
        CasResult result = rows.compareAndSet(expectedVersion, next, writeId);
        if (result == CasResult.WON) {
            judge.accept(before, rows.read(next.invoice()));
        }
        return result;
    }

    @Override
    public List<InvoiceKey> due(MerchantId merchant, Instant now, int limit) {
        return rows.due(merchant, now, limit);
    }

    @Override
    public List<InvoiceKey> attention(MerchantId merchant, Set<SlotStatus> statuses, int limit) {
        return rows.attention(merchant, statuses, limit);
    }

    @Override
    public List<StoredSlot> history(InvoiceKey invoice) {
        return rows.history(invoice);
    }
}
