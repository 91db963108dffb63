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

    /** What of it is the account's own (PAY-04), whatever else its source may have answered. */
    public OpenItems of(AccountId account) {
        for (Invoice invoice : invoices) {
            if (!invoice.account().equals(account)) {
                return filtered(account);
            }
        }
        for (CreditMemo memo : creditMemos) {
            if (!memo.account().equals(account)) {
                return filtered(account);
            }
        }
        return this; // as nearly always
    }

    private OpenItems filtered(AccountId account) {
        return new OpenItems(
                invoices.stream().filter(i -> i.account().equals(account)).toList(),
                creditMemos.stream().filter(m -> m.account().equals(account)).toList());
    }
}
