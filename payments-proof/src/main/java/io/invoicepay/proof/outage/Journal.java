package io.invoicepay.proof.outage;

import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.proof.host.Erp;
import io.invoicepay.proof.host.Host;
import io.invoicepay.spi.CasResult;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.StoredSlot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;

/** What writers were told of each of their writes, kept where no outage reaches it, and compared with what the store then has. */
final class Journal {
    private final Map<Integer, Map<UUID, Entry>> byInvoice = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private final Map<CasResult, Integer> counts = new HashMap<>();
    private int lost;

    /** A write, and what the store said about it; of one that ended unknown, later, whether it was found. */
    private static final class Entry {
        private final long version;
        private final CasResult said;
        private boolean looked;
        private boolean kept;

        Entry(long version, CasResult said) {
            this.version = version;
            this.said = said;
        }
    }

    static InvoiceKey key(int invoice) {
        return new InvoiceKey(Host.MERCHANT, Erp.number(invoice));
    }

    synchronized void enter(int invoice, long version, UUID writeId, CasResult said) {
        byInvoice.computeIfAbsent(invoice, number -> new LinkedHashMap<>()).put(writeId, new Entry(version, said));
        counts.merge(said, 1, Integer::sum);
    }

    /** Looks for every write of these invoices in their histories, and for a gap in those. */
    synchronized void compare(PaymentAttempts attempts, Collection<Integer> invoices) {
        for (int invoice : invoices) {
            Map<UUID, Entry> entries = byInvoice.getOrDefault(invoice, Map.of());
            List<StoredSlot> history = attempts.history(key(invoice));
            StoredSlot now = attempts.read(key(invoice));
            isGapless(invoice, history, now);
            Map<UUID, Long> found = new HashMap<>();
            for (StoredSlot slot : history) {
                found.put(slot.writeId(), slot.version());
                if (!entries.containsKey(slot.writeId())) {
                    faults.add("a write that nobody made: " + key(invoice) + " " + slot);
                }
            }
            entries.forEach((id, entry) -> compare(invoice, id, entry, found, now));
        }
    }

    private void isGapless(int invoice, List<StoredSlot> history, StoredSlot now) {
        boolean gapless = history.size() == now.version();
        for (int i = 0; gapless && i < history.size(); i++) {
            gapless = history.get(i).version() == i + 1;
        }
        boolean ends = history.isEmpty() || history.get(history.size() - 1).equals(now);
        if (!gapless || !ends) {
            faults.add("a gap in the history of " + key(invoice) + ", or another end: "
                    + history.stream().map(StoredSlot::version).toList() + " and " + now);
        }
    }

    private void compare(int invoice, UUID id, Entry entry, Map<UUID, Long> found, StoredSlot now) {
        boolean kept = found.containsKey(id);
        String what = key(invoice) + " version " + entry.version + " by write " + id;
        if (found.getOrDefault(id, entry.version) != entry.version) {
            faults.add("another version than was asked for: " + what);
        }
        switch (entry.said) {
            case WON -> {
                if (!kept) {
                    lost++;
                    faults.add("acknowledged and lost: " + what);
                }
            }
            case LOST -> {
                if (kept) {
                    faults.add("refused and written: " + what);
                }
            }
            case UNKNOWN -> {
                // as the library asks it: the row shows this write, or has got on without it or over it
                boolean own = now.writeId().equals(id);
                if (own != (kept && now.version() == entry.version)) {
                    faults.add("row and history tell two tales: " + what);
                }
                if (entry.looked && entry.kept != kept) {
                    faults.add("found to be " + (entry.kept ? "kept" : "not kept") + " once, and now not: " + what);
                }
                entry.looked = true;
                entry.kept = kept;
            }
        }
    }

    /** Every invoice there is. */
    synchronized List<Integer> invoices() {
        return List.copyOf(byInvoice.keySet());
    }

    synchronized int count(CasResult said) {
        return counts.getOrDefault(said, 0);
    }

    /** Of the writes that ended unknown, those that were found. */
    synchronized int kept() {
        return (int) byInvoice.values().stream()
                .flatMap(entries -> entries.values().stream())
                .filter(entry -> entry.said == CasResult.UNKNOWN && entry.kept)
                .count();
    }

    /** How often an acknowledged write was missed. */
    synchronized int lost() {
        return lost;
    }

    synchronized List<String> faults() {
        return List.copyOf(faults);
    }
}
