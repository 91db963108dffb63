package io.invoicepay.proof.host;

import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.invoice.OpenItems;
import io.invoicepay.money.Money;
import io.invoicepay.proof.host.CrashPoint.Step;
import io.invoicepay.spi.InvoicePage;
import io.invoicepay.spi.InvoiceSource;
import io.invoicepay.spi.PageRequest;
import io.vavr.control.Option;
import java.util.Currency;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Every invoice there could be, each over an amount that its number tells; what was paid or repriced it has to be told. */
public final class Erp implements InvoiceSource {
    /** The one account. */
    public static final AccountId ACCOUNT = new AccountId("20000");

    private static final Currency CURRENCY = Currency.getInstance("USD");

    private final Crash crash;
    private final Set<InvoiceNumber> posted = ConcurrentHashMap.newKeySet();
    private final Set<InvoiceNumber> repriced = ConcurrentHashMap.newKeySet();

    Erp(Crash crash) {
        this.crash = crash;
    }

    /** The number of an invoice. */
    public static InvoiceNumber number(int serial) {
        return new InvoiceNumber("K-" + serial);
    }

    /** What that invoice is over, in minor units. */
    public static long amount(InvoiceNumber number) {
        return 10_000L + Integer.parseInt(number.value().substring(2));
    }

    /** The invoice shows as paid from now on. */
    void post(InvoiceNumber number) {
        posted.add(number);
    }

    /** The invoice shows another amount from now on. */
    void reprice(InvoiceNumber number) {
        repriced.add(number);
    }

    @Override
    public Option<Invoice> invoice(AccountId account, InvoiceNumber number) {
        return crash.around(
                Option.when(Crash.isPaying(), Step.INVOICE),
                () -> Option.when(account.equals(ACCOUNT), () -> read(number)));
    }

    private Invoice read(InvoiceNumber number) {
        long total = amount(number);
        long rest = posted.contains(number) ? 0 : total;
        long change = repriced.contains(number) ? 1 : 0;
        return Invoice.of(number, ACCOUNT, Money.ofMinor(rest + change, CURRENCY))
                .withTotal(Money.ofMinor(total + change, CURRENCY));
    }

    @Override
    public InvoicePage invoices(AccountId account, PageRequest page) {
        return new InvoicePage(List.of(), false, openItems(account));
    }

    @Override
    public OpenItems openItems(AccountId account) {
        return new OpenItems(List.of(), List.of());
    }
}
