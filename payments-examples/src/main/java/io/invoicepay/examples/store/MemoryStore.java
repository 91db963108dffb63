package io.invoicepay.examples.store;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.inmemory.InMemoryAttempts;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.payment.Secret;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.StoredSlot;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Works in memory; what was kept goes in when it is opened, and all of it comes out to be kept again. */
public final class MemoryStore implements OpenStore {
    private final InMemoryAttempts attempts = new InMemoryAttempts();
    private final Secret secret;

    private MemoryStore(Secret secret) {
        this.secret = secret;
    }

    /**
     * Opens the store with what was kept.
     *
     * @throws IllegalArgumentException if what was kept contradicts itself
     */
    public static MemoryStore holding(List<List<StoredSlot>> kept, Secret secret) {
        MemoryStore store = new MemoryStore(secret);
        store.attempts.restore(kept);
        return store;
    }

    @Override
    public PaymentAttempts attempts() {
        return attempts;
    }

    @Override
    public Secret secret() {
        return secret;
    }

    /** All there are, whether asked for or not: nothing of what is kept may get lost. */
    @Override
    public Set<InvoiceNumber> onRecord(Collection<InvoiceNumber> asked) {
        return toKeep().stream()
                .map(history -> history.get(0).slot().invoice().invoice())
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<ProviderId> providersInFlight(Collection<InvoiceNumber> asked) {
        return InFlight.providers(toKeep().stream().map(history -> lastOf(history)), attempts::history);
    }

    private static PaymentSlot lastOf(List<StoredSlot> history) {
        return history.get(history.size() - 1).slot();
    }

    @Override
    public List<List<StoredSlot>> toKeep() {
        return attempts.snapshot();
    }

    @Override
    public void close() {}
}
