package io.invoicepay.examples.storefront.web;

import io.invoicepay.checkout.InvoiceList;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.checkout.InvoiceRow;
import io.invoicepay.checkout.PayState;
import io.invoicepay.payment.Customer;
import io.invoicepay.spi.PageRequest;
import java.util.List;
import java.util.Locale;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * Which part of the account's invoices a page shows: one call to the library, whatever is asked for (COL-08). A filter looks at the
 * first thousand invoices; a storefront with more lets its ERP filter.
 *
 * @param show which ones
 * @param search a part of the number; empty: all
 * @param page from 1
 * @param size how many on a page
 */
public record Listing(Show show, String search, int page, int size) {
    private static final int MOST = 1_000;
    private static final int LAST_PAGE = 100_000;

    /** The filter of the order history. */
    public enum Show {
        ALL,
        OPEN,
        PENDING,
        SETTLED;

        public String parameter() {
            return name().toLowerCase(Locale.ROOT);
        }

        boolean lets(InvoiceRow row) {
            return switch (this) {
                case ALL -> true;
                case OPEN -> row.invoice().isOpen();
                case PENDING -> row.pay() == PayState.PENDING;
                case SETTLED -> !row.invoice().isOpen();
            };
        }
    }

    static Listing of(String show, String search, int page, int size) {
        Show chosen = Show.ALL;
        for (Show known : Show.values()) {
            chosen = known.parameter().equals(show) ? known : chosen;
        }
        return new Listing(
                chosen, search.strip(), Math.min(Math.max(page, 1), LAST_PAGE), Math.min(Math.max(size, 1), MOST));
    }

    /**
     * What was found.
     *
     * @param isPartial whether there are invoices that the filter has not looked at
     */
    record Found(InvoiceList list, boolean isPartial) {}

    Found read(InvoicePayments payments, Customer customer) {
        int from = (page - 1) * size;
        boolean filtered = show != Show.ALL || !search.isEmpty();
        if (!filtered) {
            return new Found(payments.invoices(customer, new PageRequest(from, size)), false);
        }
        InvoiceList first = payments.invoices(customer, PageRequest.first(MOST));
        List<InvoiceRow> matching = first.rows().stream()
                .filter(show::lets)
                .filter(row -> row.invoice()
                        .number()
                        .value()
                        .toLowerCase(Locale.ROOT)
                        .contains(search.toLowerCase(Locale.ROOT)))
                .toList();
        InvoiceList found = new InvoiceList(
                first.version(),
                first.account(),
                matching.stream().skip(from).limit(size).toList(),
                matching.size() > (long) from + size);
        return new Found(found, first.hasMore());
    }

    /** The same but for the page, as the query of a link. */
    public String queryOfPage(int other) {
        return UriComponentsBuilder.newInstance()
                .queryParam("show", show.parameter())
                .queryParam("search", "{search}")
                .queryParam("page", other)
                .queryParam("size", size)
                .encode()
                .buildAndExpand(search)
                .toUriString();
    }
}
