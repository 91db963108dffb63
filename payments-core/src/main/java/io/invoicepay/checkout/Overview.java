package io.invoicepay.checkout;

import io.invoicepay.attempt.Evidence;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.engine.Advance;
import io.invoicepay.engine.Engine;
import io.invoicepay.invoice.AccountBalance;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.PaymentMethod;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.spi.AttemptsUnavailableException;
import io.invoicepay.spi.InvoicePage;
import io.invoicepay.spi.PageRequest;
import io.invoicepay.spi.PaymentProvider;
import io.invoicepay.spi.StoredSlot;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Balances and invoice lists: every port is asked once for a page, however long it is (COL-08). */
final class Overview {
    private final Engine engine;

    Overview(Engine engine) {
        this.engine = engine;
    }

    AccountSummary account(Customer customer) {
        return summary(customer, AccountBalance.of(engine.openItems(customer.account())));
    }

    private AccountSummary summary(Customer customer, AccountBalance balance) {
        boolean portal = engine.providers().offers(PaymentMethod.PORTAL);
        List<AccountSummary.Balance> balances = new ArrayList<>();
        for (Money amount : balance.amounts()) {
            balances.add(new AccountSummary.Balance(amount, portal && amount.isPositive()));
        }
        return new AccountSummary(InvoicePayments.VIEW_VERSION, customer.account(), balances);
    }

    InvoiceList invoices(Customer customer, PageRequest page) {
        InvoicePage found = engine.source().invoices(customer.account(), page);
        AccountBalance balance = AccountBalance.of(engine.ownItems(found.openItems(), customer.account()));
        List<Invoice> own = new ArrayList<>();
        List<InvoiceKey> owed = new ArrayList<>();
        for (Invoice invoice : found.invoices()) {
            if (invoice.account().equals(customer.account())) {
                own.add(invoice);
                if (PayColumn.isOwed(invoice)) {
                    owed.add(engine.key(invoice.number()));
                }
            }
        }
        if (own.size() < found.invoices().size()) {
            engine.tellLeftOut();
        }
        return new InvoiceList(
                InvoicePayments.VIEW_VERSION,
                summary(customer, balance),
                rows(customer, own, owed, balance),
                found.hasMore());
    }

    private List<InvoiceRow> rows(Customer customer, List<Invoice> own, List<InvoiceKey> owed, AccountBalance balance) {
        Option<PaymentProvider> provider = engine.providers().current();
        try {
            Set<InvoiceKey> broken = new HashSet<>();
            Map<InvoiceKey, StoredSlot> slots = owed.isEmpty() ? Map.of() : engine.readAll(owed, broken);
            Map<InvoiceNumber, Held> held = held(slots, broken);
            Map<InvoiceNumber, ProviderView> views = views(provider, owed, slots, held);
            putOnRecord(customer, owed, slots, views, held);
            return PayColumn.rows(own, balance, provider.isDefined(), held, views);
        } catch (AttemptsUnavailableException e) {
            engine.portFailed(Option.none(), "store: read all", e);
            return PayColumn.rows(own, balance, false, Map.of(), Map.of());
        }
    }

    /**
     * A payment that the provider shows and our record does not know is written down, as an invoice's own page would do (T13), and how one
     * has ended that was in flight; and whose invoice it is, where only an event has told of it. Nearly every page has none of these. A
     * store that does not take the first is not made to refuse them all.
     */
    private void putOnRecord(
            Customer customer,
            List<InvoiceKey> owed,
            Map<InvoiceKey, StoredSlot> slots,
            Map<InvoiceNumber, ProviderView> views,
            Map<InvoiceNumber, Held> held) {
        Option<AccountId> account = Option.some(customer.account());
        boolean taken = true;
        for (int at = 0; taken && at < owed.size(); at++) {
            InvoiceKey key = owed.get(at);
            StoredSlot stored = slots.getOrDefault(key, StoredSlot.none(key));
            PaymentSlot slot = stored.slot();
            ProviderView view = views.get(key.invoice());
            if (view != null && isTold(slot, view)) {
                PaymentSlot after = confronted(stored, view, account);
                held.put(key.invoice(), Held.of(after, engine.now()));
                taken = after.status() != slot.status();
            } else if (isNews(slot, customer.account())) {
                Evidence hint = new Evidence.Hinted(engine.now(), account, slot.provider(), "list opened");
                taken = engine.advance(stored, hint).ending() != Advance.Ending.UNDECIDED;
            }
        }
    }

    private static boolean isInFlightAt(Option<PaymentProvider> provider, PaymentSlot slot) {
        return slot.status().waitsForTheProvider()
                && provider.map(PaymentProvider::id).equals(slot.provider());
    }

    /** What breaks on its view is left to the reconciler, and must not take the others off the page. */
    private PaymentSlot confronted(StoredSlot stored, ProviderView view, Option<AccountId> account) {
        try {
            return engine.confront(stored, view, account).slot();
        } catch (AttemptsUnavailableException e) {
            throw e;
        } catch (Exception | LinkageError e) {
            engine.portFailed(stored.slot().provider(), "list: " + stored.slot().invoice(), e);
            return stored.slot();
        }
    }

    /** Whether the view moves the slot to where another status is shown; a mere check is left to the reconciler. */
    private boolean isTold(PaymentSlot slot, ProviderView view) {
        if (slot.status() == SlotStatus.PAYABLE) {
            return view.holdsMoney();
        }
        return engine.lifecycle()
                .decide(slot, new Evidence.Looked(view, Option.none(), false), engine.now())
                .exists(next -> next.status() != slot.status());
    }

    /** Whether a customer's list tells something that is not on record: whose invoice it is, or that it is owed again, long after. */
    private static boolean isNews(PaymentSlot slot, AccountId account) {
        boolean claimed = slot.status() != SlotStatus.PAYABLE
                && !slot.account().contains(account) // it may have got another number
                && slot.nextCheck().isDefined();
        return claimed || slot.isLongPaid();
    }

    private Map<InvoiceNumber, Held> held(Map<InvoiceKey, StoredSlot> slots, Set<InvoiceKey> broken) {
        Instant now = engine.now();
        Map<InvoiceNumber, Held> held = new HashMap<>();
        for (StoredSlot stored : slots.values()) {
            held.put(stored.slot().invoice().invoice(), Held.of(stored.slot(), now));
        }
        for (InvoiceKey key : broken) {
            held.put(key.invoice(), Held.UNREADABLE);
        }
        return held;
    }

    /**
     * Asked about is what could be paid, of the provider that a payment would go to, and what is in flight there: its next check may be
     * hours away. The rest shows Pending whatever the provider says.
     */
    private Map<InvoiceNumber, ProviderView> views(
            Option<PaymentProvider> provider,
            List<InvoiceKey> owed,
            Map<InvoiceKey, StoredSlot> slots,
            Map<InvoiceNumber, Held> held) {
        List<PaymentQuery> queries = new ArrayList<>();
        for (InvoiceKey key : owed) {
            StoredSlot stored = slots.get(key);
            if (held.getOrDefault(key.invoice(), Held.FREE) == Held.FREE) {
                queries.add(PaymentQuery.about(key.invoice()));
            } else if (stored != null && isInFlightAt(provider, stored.slot())) {
                queries.add(Engine.query(stored.slot()));
            }
        }
        return provider.isEmpty() || queries.isEmpty() ? Map.of() : engine.find(provider.get(), queries);
    }
}
