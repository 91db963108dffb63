package io.invoicepay.spi;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.payment.InvoiceKey;
import java.util.Objects;
import java.util.UUID;

/**
 * A slot as a store holds it.
 *
 * @param version 0 where there is no row; rises by exactly 1 with every write
 * @param writeId the write that made it
 */
public record StoredSlot(long version, PaymentSlot slot, UUID writeId) {
    /** The write id of a row that was never written. */
    public static final UUID NO_WRITE = new UUID(0, 0);

    public StoredSlot {
        Objects.requireNonNull(slot, "slot");
        Objects.requireNonNull(writeId, "writeId");
        if (version < 0) {
            throw new IllegalArgumentException("version " + version + " is negative");
        }
    }

    /** What a store answers where it has no row. */
    public static StoredSlot none(InvoiceKey invoice) {
        return new StoredSlot(0, PaymentSlot.untouched(invoice), NO_WRITE);
    }
}
