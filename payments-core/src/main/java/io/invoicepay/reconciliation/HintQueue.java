package io.invoicepay.reconciliation;

import io.invoicepay.invoice.InvoiceNumber;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Invoices to be looked at soon, each once however often it is named, the first named first. Bounded: what finds it full is turned away.
 * No call does more than touch the map, so none waits for a store or a provider. Safe for any thread.
 */
final class HintQueue {
    private final int capacity;
    private final Map<InvoiceNumber, String> waiting = new LinkedHashMap<>();
    private long taken;
    private long merged;
    private long refused;

    HintQueue(int capacity) {
        this.capacity = capacity;
    }

    /** Answers whether the invoice will be looked at. */
    synchronized boolean offer(InvoiceNumber invoice, String source) {
        if (waiting.containsKey(invoice)) {
            merged++;
            return true;
        }
        if (waiting.size() >= capacity) {
            refused++;
            return false;
        }
        waiting.put(invoice, source);
        taken++;
        return true;
    }

    /** Takes out the first ones. */
    synchronized Map<InvoiceNumber, String> take(int most) {
        Map<InvoiceNumber, String> first = new LinkedHashMap<>();
        Iterator<Map.Entry<InvoiceNumber, String>> entries = waiting.entrySet().iterator();
        while (first.size() < most && entries.hasNext()) {
            Map.Entry<InvoiceNumber, String> entry = entries.next();
            first.put(entry.getKey(), entry.getValue());
            entries.remove();
        }
        return first;
    }

    /** For those that could not be acted upon. They were promised, so the bound does not turn them away: it is one batch at most. */
    synchronized void giveBack(Map<InvoiceNumber, String> untouched) {
        for (Map.Entry<InvoiceNumber, String> hint : untouched.entrySet()) {
            waiting.putIfAbsent(hint.getKey(), hint.getValue());
        }
    }

    synchronized int size() {
        return waiting.size();
    }

    synchronized long taken() {
        return taken;
    }

    synchronized long merged() {
        return merged;
    }

    synchronized long refused() {
        return refused;
    }
}
