package io.invoicepay.examples.state;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.inmemory.InMemoryAttempts;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.StoredSlot;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Where a program keeps payment attempts: the one place where the store is chosen. It works in memory; what was kept goes in when it is
 * opened, and all of it comes out to be kept again.
 */
public final class AttemptStore {
    private final InMemoryAttempts attempts = new InMemoryAttempts();

    /**
     * Opens the store with what was kept.
     *
     * @throws IllegalArgumentException if what was kept contradicts itself
     */
    public static AttemptStore holding(List<List<StoredSlot>> kept) {
        AttemptStore store = new AttemptStore();
        store.attempts.restore(kept);
        return store;
    }

    private AttemptStore() {}

    /** The store as the library sees it. */
    public PaymentAttempts attempts() {
        return attempts;
    }

    /** Every invoice's payment with its whole history. */
    public List<List<StoredSlot>> all() {
        return attempts.snapshot();
    }

    /** The invoices of which there is anything on record. */
    public Set<InvoiceNumber> invoices() {
        return all().stream()
                .map(history -> history.get(0).slot().invoice().invoice())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The providers that began payments which have not ended, or which are still watched. */
    public Set<ProviderId> providersInFlight() {
        return all().stream()
                .map(history -> history.get(history.size() - 1).slot())
                .filter(slot ->
                        slot.status().holdsTheInvoice() || slot.nextCheck().isDefined())
                .flatMap(AttemptStore::provider)
                .collect(Collectors.toUnmodifiableSet());
    }

    private static Stream<ProviderId> provider(PaymentSlot slot) {
        return slot.provider().toJavaStream();
    }
}
