package io.invoicepay.invoice;

import java.util.List;

/**
 * Everything that makes up an account's balance: its open invoices and its open credit memos, in any order. A source may add closed
 * documents; they add nothing, but make their currency appear with its zero.
 */
public record OpenItems(List<Invoice> invoices, List<CreditMemo> creditMemos) {
    public OpenItems {
        invoices = List.copyOf(invoices);
        creditMemos = List.copyOf(creditMemos);
    }
}
