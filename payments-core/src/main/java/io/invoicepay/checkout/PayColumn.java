package io.invoicepay.checkout;

import io.invoicepay.invoice.AccountBalance;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.provider.ProviderView;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Decides what the Pay column and the Pay button show. Pure: everything it needs is handed in. Lists follow the account balance
 * (COL-04), the detail follows the invoice alone (DET-01); Pending wins over Pay on both (COL-06, DET-02).
 */
public final class PayColumn {
    private PayColumn() {}

    /**
     * The rows of a list, in the order of the invoices.
     *
     * @param held our own record, for the invoices that have one; the others are {@link Held#FREE}
     * @param views what the provider knows, for the invoices it was asked about; what is missing changes nothing (COL-07)
     */
    public static List<InvoiceRow> rows(
            List<Invoice> invoices,
            AccountBalance balance,
            boolean providerConfigured,
            Map<InvoiceNumber, Held> held,
            Map<InvoiceNumber, ProviderView> views) {
        List<InvoiceRow> rows = new ArrayList<>(invoices.size());
        for (Invoice invoice : invoices) {
            PayState pay = PayState.NONE;
            if (isOwed(invoice)) {
                boolean offered = providerConfigured
                        && balance.in(invoice.outstanding().currency()).isPositive();
                pay = forOwed(offered, invoice, held, views);
            }
            rows.add(new InvoiceRow(invoice, pay));
        }
        return Collections.unmodifiableList(rows);
    }

    /** The button of an invoice's own page. */
    public static PayState forDetail(Invoice invoice, boolean providerConfigured, Held held, boolean busyAtProvider) {
        return isOwed(invoice) ? state(providerConfigured, held, busyAtProvider) : PayState.NONE;
    }

    /** Whether the provider shows that it is being paid, or has been and that is not yet posted (VAL-02, STA-01). */
    static boolean busyAt(ProviderView view) {
        return view.holdsMoney() || (view instanceof ProviderView.Sent sent && isSettledUnseen(sent));
    }

    /**
     * It has nothing left to collect, and does not show by what: its list of payments lags behind, a person has settled it, or what was
     * paid is in another currency.
     */
    private static boolean isSettledUnseen(ProviderView.Sent sent) {
        boolean settled = !sent.payable() && !sent.collectible().isPositive();
        for (int n = 0; settled && n < sent.payments().size(); n++) {
            settled = sent.payments().get(n).isDead() || sent.payments().get(n).isEffective();
        }
        return settled;
    }

    /** COL-05: a draft, a cancelled or a settled invoice shows nothing, whatever else is known. */
    static boolean isOwed(Invoice invoice) {
        return invoice.outstanding().isPositive() && invoice.isPosted();
    }

    private static PayState forOwed(
            boolean offered, Invoice invoice, Map<InvoiceNumber, Held> held, Map<InvoiceNumber, ProviderView> views) {
        // Most accounts have nothing in flight: an empty map is not worth hashing for.
        Held own = held.isEmpty() ? Held.FREE : held.getOrDefault(invoice.number(), Held.FREE);
        ProviderView view = views.isEmpty() ? null : views.get(invoice.number());
        return state(offered, own, view != null && busyAt(view));
    }

    private static PayState state(boolean offered, Held held, boolean busyAtProvider) {
        if (busyAtProvider || (held != Held.FREE && held != Held.UNREADABLE)) {
            return PayState.PENDING;
        }
        return offered && held == Held.FREE ? PayState.PAY : PayState.NONE;
    }
}
