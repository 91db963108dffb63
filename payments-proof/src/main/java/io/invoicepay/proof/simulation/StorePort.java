package io.invoicepay.proof.simulation;

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

/** The shared store as one node reaches it: before and after every call somebody else may run, or the node may die. */
final class StorePort implements PaymentAttempts {
    private final World world;
    private final Node node;

    StorePort(World world, Node node) {
        this.world = world;
        this.node = node;
    }

    @Override
    public StoredSlot read(InvoiceKey invoice) {
        world.lookAt(invoice.invoice());
        world.between(node, "before reading the slot");
        world.lookAt(invoice.invoice());
        StoredSlot stored = world.store().read(invoice);
        world.between(node, "after reading the slot");
        return stored;
    }

    @Override
    public Map<InvoiceKey, StoredSlot> readAll(Collection<InvoiceKey> invoices) {
        world.between(node, "before reading slots");
        Map<InvoiceKey, StoredSlot> stored = world.store().readAll(invoices);
        world.between(node, "after reading slots");
        return stored;
    }

    @Override
    public CasResult compareAndSet(long expectedVersion, PaymentSlot next, UUID writeId) {
        world.lookAt(next.invoice().invoice());
        world.between(node, "before writing");
        world.lookAt(next.invoice().invoice());
        CasResult result = world.store().compareAndSet(expectedVersion, next, writeId);
        world.note(() -> node + " writes " + World.text(next) + " over version " + expectedVersion + ": " + result);
        if (result == CasResult.UNKNOWN) {
            world.tally().ambiguous();
        }
        world.between(node, "after writing");
        return result;
    }

    @Override
    public List<InvoiceKey> due(MerchantId merchant, Instant now, int limit) {
        world.between(node, "before reading what is due");
        return world.store().due(merchant, now, limit);
    }

    @Override
    public List<InvoiceKey> attention(MerchantId merchant, Set<SlotStatus> statuses, int limit) {
        world.between(node, "before reading what needs attention");
        return world.store().attention(merchant, statuses, limit);
    }

    @Override
    public List<StoredSlot> history(InvoiceKey invoice) {
        world.between(node, "before reading the history");
        return world.store().history(invoice);
    }
}
