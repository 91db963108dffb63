package io.invoicepay.conformance;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.spi.AttemptsUnavailableException;
import io.invoicepay.spi.CasResult;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.StoredSlot;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A handle on {@link Shelf} that keeps every promise of the port, and shows how little that takes. */
final class ShelfAttempts implements PaymentAttempts {
    private final Shelf shelf;

    ShelfAttempts(Shelf shelf) {
        this.shelf = shelf;
    }

    private Shelf open() {
        if (shelf.isClosed()) {
            throw new AttemptsUnavailableException("the shelf is closed");
        }
        return shelf;
    }

    @Override
    public StoredSlot read(InvoiceKey invoice) {
        List<StoredSlot> history = history(invoice);
        return history.isEmpty() ? StoredSlot.none(invoice) : history.get(history.size() - 1);
    }

    @Override
    public Map<InvoiceKey, StoredSlot> readAll(Collection<InvoiceKey> invoices) {
        return new HashSet<>(invoices)
                .stream()
                        .map(this::read)
                        .filter(stored -> stored.version() > 0)
                        .collect(Collectors.toUnmodifiableMap(
                                stored -> stored.slot().invoice(), Function.identity()));
    }

    @Override
    public CasResult compareAndSet(long expectedVersion, PaymentSlot next, UUID writeId) {
        return shelf.compareAndSet(expectedVersion, next, writeId);
    }

    @Override
    public List<InvoiceKey> due(MerchantId merchant, Instant now, int limit) {
        return listed(
                merchant, slot -> slot.isDue(now), slot -> slot.nextCheck().get(), limit);
    }

    @Override
    public List<InvoiceKey> attention(MerchantId merchant, Set<SlotStatus> statuses, int limit) {
        return listed(
                merchant,
                slot -> slot.attention().isDefined() || statuses.contains(slot.status()),
                PaymentSlot::since,
                limit);
    }

    private List<InvoiceKey> listed(
            MerchantId merchant, Predicate<PaymentSlot> wanted, Function<PaymentSlot, Instant> order, int limit) {
        return open().current().stream()
                .map(StoredSlot::slot)
                .filter(slot -> slot.invoice().merchant().equals(merchant))
                .filter(wanted)
                .sorted(Comparator.comparing(order))
                .limit(limit)
                .map(PaymentSlot::invoice)
                .toList();
    }

    @Override
    public List<StoredSlot> history(InvoiceKey invoice) {
        return open().history(invoice);
    }
}
