package io.invoicepay.checkout;

import io.invoicepay.engine.Engine;
import io.invoicepay.invoice.AccountBalance;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.invoice.OpenItems;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.PaymentMethod;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.spi.AttemptsUnavailableException;
import io.invoicepay.spi.InvoicePage;
import io.invoicepay.spi.PageRequest;
import io.invoicepay.spi.StoredSlot;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Balances and invoice lists: every port is asked once for a page, however long it is (COL-08). */
final class Overview {
    private final Engine engine;

    Overview(Engine engine) {
        this.engine = engine;
    }

    AccountSummary account(Customer customer) {
        return summary(customer, engine.source().openItems(customer.account()));
    }

    private AccountSummary summary(Customer customer, OpenItems items) {
        boolean portal = engine.providers().offers(PaymentMethod.PORTAL);
        List<AccountSummary.Balance> balances = AccountBalance.of(items).amounts().stream()
                .map(amount -> new AccountSummary.Balance(amount, portal && amount.isPositive()))
                .toList();
        return new AccountSummary(InvoicePayments.VIEW_VERSION, customer.account(), balances);
    }

    InvoiceList invoices(Customer customer, PageRequest page) {
        InvoicePage found = engine.source().invoices(customer.account(), page);
        List<Invoice> own = found.invoices().stream()
                .filter(invoice -> invoice.account().equals(customer.account()))
                .toList();
        AccountBalance balance = AccountBalance.of(found.openItems());
        List<InvoiceRow> rows;
        try {
            Map<InvoiceKey, StoredSlot> slots = slots(own);
            rows = PayColumn.rows(
                    own, balance, engine.providers().current().isDefined(), held(slots), views(own, slots));
        } catch (AttemptsUnavailableException e) {
            engine.portFailed(Option.none(), "store: read all", e);
            rows = PayColumn.rows(own, balance, false, Map.of(), Map.of());
        }
        return new InvoiceList(
                InvoicePayments.VIEW_VERSION, summary(customer, found.openItems()), rows, found.hasMore());
    }

    private Map<InvoiceKey, StoredSlot> slots(List<Invoice> invoices) {
        List<InvoiceKey> owed = invoices.stream()
                .filter(PayColumn::isOwed)
                .map(invoice -> engine.key(invoice.number()))
                .toList();
        return owed.isEmpty() ? Map.of() : engine.attempts().readAll(owed);
    }

    private Map<InvoiceNumber, Held> held(Map<InvoiceKey, StoredSlot> slots) {
        Instant now = engine.now();
        Map<InvoiceNumber, Held> held = new HashMap<>();
        slots.forEach((key, stored) -> held.put(key.invoice(), Held.of(stored.slot(), now)));
        return held;
    }

    /** What is in flight shows Pending anyway; only the rest is asked about, of the provider that a payment would go to. */
    private Map<InvoiceNumber, ProviderView> views(List<Invoice> invoices, Map<InvoiceKey, StoredSlot> slots) {
        Instant now = engine.now();
        List<PaymentQuery> queries = invoices.stream()
                .filter(PayColumn::isOwed)
                .map(Invoice::number)
                .filter(number -> Option.of(slots.get(engine.key(number)))
                        .forAll(stored -> Held.of(stored.slot(), now) == Held.FREE))
                .map(PaymentQuery::about)
                .toList();
        return queries.isEmpty()
                ? Map.of()
                : engine.providers()
                        .current()
                        .map(provider -> engine.find(provider, queries))
                        .getOrElse(Map.of());
    }
}
