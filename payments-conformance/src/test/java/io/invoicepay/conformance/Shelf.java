package io.invoicepay.conformance;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.spi.CasResult;
import io.invoicepay.spi.StoredSlot;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Where slots lie, whoever opens it: every slot that won, by invoice. It outlives its handles, and its door can be jammed. */
final class Shelf {
    private final Map<InvoiceKey, List<StoredSlot>> rows = new LinkedHashMap<>();
    private boolean losesWrite;
    private boolean losesAnswer;
    private boolean closed;

    synchronized CasResult compareAndSet(long expectedVersion, PaymentSlot next, UUID writeId) {
        if (closed || losesWrite) {
            losesWrite = false;
            return CasResult.UNKNOWN;
        }
        CasResult result = write(expectedVersion, next, writeId);
        if (losesAnswer) {
            losesAnswer = false;
            return CasResult.UNKNOWN;
        }
        return result;
    }

    private CasResult write(long expectedVersion, PaymentSlot next, UUID writeId) {
        if (history(next.invoice()).size() != expectedVersion) {
            return CasResult.LOST;
        }
        put(new StoredSlot(expectedVersion + 1, next, writeId));
        return CasResult.WON;
    }

    synchronized void put(StoredSlot stored) {
        rows.computeIfAbsent(stored.slot().invoice(), invoice -> new ArrayList<>())
                .add(stored);
    }

    synchronized void clear() {
        rows.clear();
    }

    synchronized List<StoredSlot> history(InvoiceKey invoice) {
        return List.copyOf(rows.getOrDefault(invoice, List.of()));
    }

    /** The slot of each invoice that has one, by the time of its first write. */
    synchronized List<StoredSlot> current() {
        return rows.values().stream().map(row -> row.get(row.size() - 1)).toList();
    }

    synchronized void loseNextWrite() {
        losesWrite = true;
    }

    synchronized void loseNextAnswer() {
        losesAnswer = true;
    }

    synchronized void close(boolean shut) {
        closed = shut;
    }

    synchronized boolean isClosed() {
        return closed;
    }
}
