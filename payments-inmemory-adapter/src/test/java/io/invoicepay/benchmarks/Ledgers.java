package io.invoicepay.benchmarks;

import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.DocumentStatus;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.SplittableRandom;

/** The same made-up invoices as objects and as plain columns: nine in ten posted, two in three with a balance, one in a hundred pending. */
final class Ledgers {
    static final Currency USD = Currency.getInstance("USD");
    private static final long SEED = 20_261_124;

    final List<Invoice> invoices;
    final long[] outstanding;
    final boolean[] posted;
    final boolean[] pending;

    private Ledgers(int size) {
        SplittableRandom random = new SplittableRandom(SEED);
        AccountId account = new AccountId("20000");
        List<Invoice> made = new ArrayList<>(size);
        outstanding = new long[size];
        posted = new boolean[size];
        pending = new boolean[size];
        for (int i = 0; i < size; i++) {
            outstanding[i] = random.nextInt(3) == 0 ? 0 : 1 + random.nextLong(1_000_000);
            posted[i] = random.nextInt(10) != 0;
            pending[i] = random.nextInt(100) == 0;
            made.add(Invoice.of(
                            new InvoiceNumber("PS-INV" + (100_000_000 + i)),
                            account,
                            Money.ofMinor(outstanding[i], USD))
                    .withStatus(posted[i] ? DocumentStatus.OPEN : DocumentStatus.DRAFT));
        }
        invoices = List.copyOf(made);
    }

    static Ledgers of(int size) {
        return new Ledgers(size);
    }
}
