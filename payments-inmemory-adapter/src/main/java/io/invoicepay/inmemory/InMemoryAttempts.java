package io.invoicepay.inmemory;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.spi.CasResult;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.StoredSlot;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Payment attempts kept in memory: for one process, and for as long as it lives. It never answers {@link CasResult#UNKNOWN} and is
 * never unavailable; {@link FaultyAttempts} makes it so.
 *
 * <p>Safe for any thread; claims on different invoices do not wait for each other.
 */
public final class InMemoryAttempts implements PaymentAttempts {
    private static final Comparator<InvoiceKey> BY_INVOICE =
            Comparator.comparing((InvoiceKey key) -> key.merchant().value()).thenComparing(InvoiceKey::invoice);

    private final ConcurrentHashMap<InvoiceKey, Row> rows = new ConcurrentHashMap<>();

    /** What an invoice's slot is and was. Compared by identity, which is what makes {@code replace} a compare-and-set. */
    private static final class Row {
        private final StoredSlot stored;
        private final Option<Row> before;

        Row(StoredSlot stored, Option<Row> before) {
            this.stored = stored;
            this.before = before;
        }

        PaymentSlot slot() {
            return stored.slot();
        }

        List<StoredSlot> history() {
            List<StoredSlot> history = new ArrayList<>();
            for (Option<Row> row = Option.some(this); row.isDefined(); row = row.get().before) {
                history.add(row.get().stored);
            }
            Collections.reverse(history);
            return Collections.unmodifiableList(history);
        }
    }

    @Override
    public StoredSlot read(InvoiceKey invoice) {
        Row row = rows.get(invoice);
        return row == null ? StoredSlot.none(invoice) : row.stored;
    }

    @Override
    public Map<InvoiceKey, StoredSlot> readAll(Collection<InvoiceKey> invoices) {
        Map<InvoiceKey, StoredSlot> found = new HashMap<>();
        for (InvoiceKey invoice : invoices) {
            Row row = rows.get(invoice);
            if (row != null) {
                found.put(invoice, row.stored);
            }
        }
        return Collections.unmodifiableMap(found);
    }

    @Override
    public CasResult compareAndSet(long expectedVersion, PaymentSlot next, UUID writeId) {
        Row current = rows.get(next.invoice());
        long version = current == null ? 0 : current.stored.version();
        if (version != expectedVersion) {
            return CasResult.LOST;
        }
        Row written = new Row(new StoredSlot(version + 1, next, writeId), Option.of(current));
        boolean won = current == null
                ? rows.putIfAbsent(next.invoice(), written) == null
                : rows.replace(next.invoice(), current, written);
        return won ? CasResult.WON : CasResult.LOST;
    }

    @Override
    public List<InvoiceKey> due(MerchantId merchant, Instant now, int limit) {
        return keys(merchant, slot -> slot.isDue(now), slot -> slot.nextCheck().getOrElse(now), limit);
    }

    @Override
    public List<InvoiceKey> attention(MerchantId merchant, Set<SlotStatus> statuses, int limit) {
        return keys(
                merchant,
                slot -> slot.attention().isDefined() || statuses.contains(slot.status()),
                PaymentSlot::since,
                limit);
    }

    private List<InvoiceKey> keys(
            MerchantId merchant, Predicate<PaymentSlot> wanted, Function<PaymentSlot, Instant> order, int limit) {
        return rows.values().stream()
                .map(Row::slot)
                .filter(slot -> slot.invoice().merchant().equals(merchant))
                .filter(wanted)
                .sorted(Comparator.comparing(order).thenComparing(PaymentSlot::invoice, BY_INVOICE))
                .limit(limit)
                .map(PaymentSlot::invoice)
                .toList();
    }

    @Override
    public List<StoredSlot> history(InvoiceKey invoice) {
        return Option.of(rows.get(invoice)).map(Row::history).getOrElse(List.of());
    }

    /** Everything, as values: the history of each invoice, oldest first, ordered by invoice. */
    public List<List<StoredSlot>> snapshot() {
        return rows.entrySet().stream()
                .sorted(Map.Entry.comparingByKey(BY_INVOICE))
                .map(entry -> entry.getValue().history())
                .toList();
    }

    /**
     * Takes back what {@link #snapshot} gave, in place of all that is there. Nothing else may use the store meanwhile.
     *
     * @throws IllegalArgumentException if a history is empty, has a gap, or is of two invoices; nothing has changed then
     */
    public void restore(List<List<StoredSlot>> histories) {
        Map<InvoiceKey, Row> restored = new HashMap<>();
        for (List<StoredSlot> history : histories) {
            Row row = row(history);
            if (restored.put(row.slot().invoice(), row) != null) {
                throw new IllegalArgumentException("invoice " + row.slot().invoice() + " has two histories");
            }
        }
        rows.clear();
        rows.putAll(restored);
    }

    private static Row row(List<StoredSlot> history) {
        if (history.isEmpty()) {
            throw new IllegalArgumentException("a history is empty");
        }
        InvoiceKey invoice = history.get(0).slot().invoice();
        Option<Row> row = Option.none();
        for (StoredSlot stored : history) {
            long expected = row.map(before -> before.stored.version()).getOrElse(0L) + 1;
            if (stored.version() != expected || !stored.slot().invoice().equals(invoice)) {
                throw new IllegalArgumentException(
                        "invoice " + invoice + ": version " + expected + " is missing from its history");
            }
            row = Option.some(new Row(stored, row));
        }
        return row.get();
    }
}
