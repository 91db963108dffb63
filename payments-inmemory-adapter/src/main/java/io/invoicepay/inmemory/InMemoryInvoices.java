package io.invoicepay.inmemory;

import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.CreditMemo;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.invoice.OpenItems;
import io.invoicepay.spi.InvoicePage;
import io.invoicepay.spi.InvoiceSource;
import io.invoicepay.spi.PageRequest;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Invoices and credit memos kept in memory, each account's in the order in which they were given. Changing one keeps its place.
 *
 * <p>Safe for any thread.
 */
public final class InMemoryInvoices implements InvoiceSource {
    private final Map<AccountId, Documents> accounts = new LinkedHashMap<>();
    private final Map<InvoiceNumber, AccountId> ownersOfInvoices = new HashMap<>();
    private final Map<String, AccountId> ownersOfMemos = new HashMap<>();

    private InMemoryInvoices() {}

    /** These documents; of two with one number the later counts. */
    public static InMemoryInvoices of(List<Invoice> invoices, List<CreditMemo> creditMemos) {
        InMemoryInvoices source = new InMemoryInvoices();
        invoices.forEach(source::put);
        creditMemos.forEach(source::put);
        return source;
    }

    /** Adds an invoice, or puts it in the place of the one with its number. */
    public synchronized void put(Invoice invoice) {
        AccountId before = ownersOfInvoices.put(invoice.number(), invoice.account());
        if (before != null && !before.equals(invoice.account())) {
            removeInvoice(before, invoice.number());
        }
        documents(invoice.account()).put(invoice);
    }

    /** Adds a credit memo, or puts it in the place of the one with its number. */
    public synchronized void put(CreditMemo memo) {
        AccountId before = ownersOfMemos.put(memo.number(), memo.account());
        if (before != null && !before.equals(memo.account())) {
            documents(before).removeMemo(memo.number());
            forgetIfEmpty(before);
        }
        documents(memo.account()).put(memo);
    }

    /** Takes an invoice away; nothing happens if there is none with this number. */
    public synchronized void remove(InvoiceNumber number) {
        AccountId owner = ownersOfInvoices.remove(number);
        if (owner != null) {
            removeInvoice(owner, number);
        }
    }

    private void removeInvoice(AccountId owner, InvoiceNumber number) {
        documents(owner).removeInvoice(number);
        forgetIfEmpty(owner);
    }

    private Documents documents(AccountId account) {
        return accounts.computeIfAbsent(account, a -> new Documents());
    }

    private void forgetIfEmpty(AccountId account) {
        if (documents(account).isEmpty()) {
            accounts.remove(account);
        }
    }

    /** The accounts that have any document, in the order in which they first had one. */
    public synchronized Set<AccountId> accounts() {
        return Collections.unmodifiableSet(new LinkedHashSet<>(accounts.keySet()));
    }

    @Override
    public synchronized Option<Invoice> invoice(AccountId account, InvoiceNumber number) {
        return Option.of(accounts.get(account)).flatMap(documents -> documents.invoice(number));
    }

    @Override
    public synchronized InvoicePage invoices(AccountId account, PageRequest page) {
        return Option.of(accounts.get(account))
                .map(documents -> documents.page(page))
                .getOrElse(() -> new InvoicePage(List.of(), false, openItems(account)));
    }

    /** The account's posted invoices, settled ones too so that their currency shows with its zero, and its open credit memos. */
    @Override
    public synchronized OpenItems openItems(AccountId account) {
        return Option.of(accounts.get(account))
                .map(Documents::openItems)
                .getOrElse(() -> new OpenItems(List.of(), List.of()));
    }

    /** One account's documents; what is read often is put together once after each change. */
    private static final class Documents {
        private final Map<InvoiceNumber, Invoice> invoices = new LinkedHashMap<>();
        private final Map<String, CreditMemo> memos = new LinkedHashMap<>();
        private Option<List<Invoice>> inOrder = Option.none();
        private Option<OpenItems> open = Option.none();

        void put(Invoice invoice) {
            invoices.put(invoice.number(), invoice);
            changed();
        }

        void put(CreditMemo memo) {
            memos.put(memo.number(), memo);
            changed();
        }

        void removeInvoice(InvoiceNumber number) {
            invoices.remove(number);
            changed();
        }

        void removeMemo(String number) {
            memos.remove(number);
            changed();
        }

        private void changed() {
            inOrder = Option.none();
            open = Option.none();
        }

        boolean isEmpty() {
            return invoices.isEmpty() && memos.isEmpty();
        }

        Option<Invoice> invoice(InvoiceNumber number) {
            return Option.of(invoices.get(number));
        }

        InvoicePage page(PageRequest page) {
            List<Invoice> all = inOrder();
            int from = Math.min(page.offset(), all.size());
            int to = (int) Math.min((long) from + page.limit(), all.size());
            return new InvoicePage(all.subList(from, to), to < all.size(), openItems());
        }

        private List<Invoice> inOrder() {
            if (inOrder.isEmpty()) {
                inOrder = Option.some(List.copyOf(invoices.values()));
            }
            return inOrder.get();
        }

        OpenItems openItems() {
            if (open.isEmpty()) {
                List<Invoice> posted = new ArrayList<>(invoices.values());
                posted.removeIf(invoice -> !invoice.isPosted());
                List<CreditMemo> credits = new ArrayList<>(memos.values());
                credits.removeIf(memo -> !memo.isOpen());
                open = Option.some(new OpenItems(posted, credits));
            }
            return open.get();
        }
    }
}
