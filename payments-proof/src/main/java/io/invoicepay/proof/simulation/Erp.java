package io.invoicepay.proof.simulation;

import io.invoicepay.inmemory.InMemoryInvoices;
import io.invoicepay.inmemory.LedgerEntry;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.DocumentStatus;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The books of the seller. They learn of payments late, and change without asking anybody. */
final class Erp {
    /** An invoice of an account. */
    record Owed(InvoiceNumber number, AccountId account, Money total) {}

    private final List<Owed> invoices = new ArrayList<>();
    private final Map<InvoiceNumber, Money> credited = new HashMap<>();
    private final InMemoryInvoices source = InMemoryInvoices.of(List.of(), List.of());

    void post(Owed invoice) {
        invoices.add(invoice);
        show(invoice, invoice.total(), DocumentStatus.OPEN);
    }

    InMemoryInvoices source() {
        return source;
    }

    List<Owed> invoices() {
        return invoices;
    }

    Money outstanding(Owed invoice) {
        return source.invoice(invoice.account(), invoice.number()).get().outstanding();
    }

    /** Posts what the provider has paid out, less what it took back. */
    void postPayments(Owed invoice, List<LedgerEntry> ledger) {
        if (isCancelled(invoice)) {
            return;
        }
        Money owed = invoice.total().minus(creditedOn(invoice));
        for (LedgerEntry entry : ledger) {
            if (entry.tookMoney()) {
                owed = owed.minus(entry.charged().minus(entry.refunded()));
            }
        }
        Money left = owed.isNegative() ? Money.zero(owed.currency()) : owed;
        show(invoice, left, left.isZero() ? DocumentStatus.PAID : DocumentStatus.OPEN);
    }

    /** A credit memo takes a part off. */
    void credit(Owed invoice, Money part) {
        Money outstanding = outstanding(invoice);
        if (!isCancelled(invoice) && outstanding.isMoreThan(part)) {
            credited.put(invoice.number(), creditedOn(invoice).plus(part));
            show(invoice, outstanding.minus(part), DocumentStatus.OPEN);
        }
    }

    private Money creditedOn(Owed invoice) {
        return credited.getOrDefault(
                invoice.number(), Money.zero(invoice.total().currency()));
    }

    void cancel(Owed invoice) {
        show(invoice, Money.zero(invoice.total().currency()), DocumentStatus.CANCELLED);
    }

    boolean isCancelled(Owed invoice) {
        return source.invoice(invoice.account(), invoice.number()).get().status() == DocumentStatus.CANCELLED;
    }

    private void show(Owed invoice, Money outstanding, DocumentStatus status) {
        source.put(Invoice.of(invoice.number(), invoice.account(), outstanding)
                .withTotal(invoice.total())
                .withStatus(status));
    }
}
