package io.invoicepay.spi;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.MerchantId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/**
 * Where payment attempts are kept: one slot an invoice, moved by one atomic operation, with every slot that ever won as its history.
 * All storefront nodes share one (LIB-08). Everything the promise "paid at most once" needs of a store is in
 * {@link #compareAndSet}.
 *
 * <p>Implementations are called by many threads at once. They hand out values, never their own mutable insides. A store that cannot be
 * reached throws {@link AttemptsUnavailableException}, except from {@link #compareAndSet}, which answers
 * {@link CasResult#UNKNOWN}.
 *
 * <p>A slot comes back equal to the one that was written: texts to the last code point and compared exactly, amounts to the last minor
 * unit, times from 1970 to 9999 to the microsecond. What is finer than a microsecond may be cut off; the library writes none.
 */
public interface PaymentAttempts {
    /**
     * The slot as of now: linearizable, so never older than a write that was known to have won. Where there is no row:
     * {@link PaymentSlot#untouched} with version 0 and {@link StoredSlot#NO_WRITE}.
     */
    StoredSlot read(InvoiceKey invoice);

    /**
     * The slots of many invoices in one go, for lists. Invoices that have no row are left out. May be slightly stale.
     */
    Map<InvoiceKey, StoredSlot> readAll(Collection<InvoiceKey> invoices);

    /**
     * Writes {@code next} if the invoice's slot still has the expected version (0: no row yet), as version {@code expectedVersion + 1},
     * together with its entry in the history: all of it or nothing, durably once it answers WON.
     *
     * @param writeId names this very write; {@link #read} gives it back, so that a caller can recognise its own write after UNKNOWN
     * @return WON, LOST (another version is there; nothing was written) or UNKNOWN (the connection died: it may have been written)
     */
    CasResult compareAndSet(long expectedVersion, PaymentSlot next, UUID writeId);

    /**
     * Invoices of the merchant whose slot is due at {@code now} ({@link PaymentSlot#isDue}), the longest overdue first, at most
     * {@code limit}, and nobody else's. May be slightly stale: it is a hint, every decision reads the slot again.
     */
    List<InvoiceKey> due(MerchantId merchant, Instant now, int limit);

    /**
     * Invoices of the merchant whose slot has one of the statuses or {@linkplain PaymentSlot#attention needs attention}, at most
     * {@code limit}, in the order of entering the status. May be slightly stale.
     */
    List<InvoiceKey> attention(MerchantId merchant, Set<SlotStatus> statuses, int limit);

    /** Every slot of the invoice that ever won, oldest first, versions without gap. Empty where there is no row. */
    List<StoredSlot> history(InvoiceKey invoice);
}
