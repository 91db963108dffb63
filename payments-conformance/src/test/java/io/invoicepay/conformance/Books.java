package io.invoicepay.conformance;

import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.CreditMemo;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.invoice.OpenItems;
import io.invoicepay.spi.InvoicePage;
import io.invoicepay.spi.InvoiceSource;
import io.invoicepay.spi.PageRequest;
import io.vavr.control.Option;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** An ERP and the source on it in one, which keeps every promise of the port, and shows how little that takes. */
final class Books implements InvoiceSource {
    private final Map<String, Invoice> invoices = new TreeMap<>();
    private final Map<String, CreditMemo> memos = new TreeMap<>();

    synchronized void put(Invoice invoice) {
        invoices.put(invoice.number().value(), invoice);
    }

    synchronized void put(CreditMemo memo) {
        memos.put(memo.number(), memo);
    }

    synchronized List<Invoice> everything() {
        return List.copyOf(invoices.values());
    }

    synchronized List<CreditMemo> allMemos() {
        return List.copyOf(memos.values());
    }

    List<Invoice> of(AccountId account) {
        return everything().stream()
                .filter(invoice -> invoice.account().equals(account))
                .toList();
    }

    @Override
    public Option<Invoice> invoice(AccountId account, InvoiceNumber number) {
        return Option.ofOptional(of(account).stream()
                .filter(invoice -> invoice.number().equals(number))
                .findFirst());
    }

    @Override
    public InvoicePage invoices(AccountId account, PageRequest page) {
        List<Invoice> all = of(account);
        int from = Math.min(page.offset(), all.size());
        int to = (int) Math.min((long) from + page.limit(), all.size());
        return new InvoicePage(all.subList(from, to), to < all.size(), openItems(account));
    }

    @Override
    public OpenItems openItems(AccountId account) {
        return new OpenItems(
                of(account).stream().filter(Invoice::isOpen).toList(),
                allMemos().stream()
                        .filter(memo -> memo.account().equals(account) && memo.isOpen())
                        .toList());
    }
}
