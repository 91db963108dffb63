package io.invoicepay.examples.store;

import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.payment.Secret;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.StoredSlot;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/** A store of payment attempts that is open, and the secret that belongs to it. */
public interface OpenStore extends AutoCloseable {
    /** The store as the library sees it. */
    PaymentAttempts attempts();

    /** From which idempotency keys and dialog tokens come: the same for all programs that share the store, and for good. */
    Secret secret();

    /**
     * Those invoices of which there is anything on record.
     *
     * @param asked the ERP's
     */
    Set<InvoiceNumber> onRecord(Collection<InvoiceNumber> asked);

    /**
     * The providers that began payments which have not ended, or which are still watched.
     *
     * @param asked the ERP's invoices; whatever is still watched counts beside them
     */
    Set<ProviderId> providersInFlight(Collection<InvoiceNumber> asked);

    /** What somebody else must keep, since the store does not: every payment with its whole history; nothing from a database. */
    List<List<StoredSlot>> toKeep();

    @Override
    void close();
}
