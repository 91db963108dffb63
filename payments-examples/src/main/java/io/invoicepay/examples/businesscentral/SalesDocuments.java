package io.invoicepay.examples.businesscentral;

import io.invoicepay.examples.InputFault;
import io.invoicepay.invoice.AccountBalance;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.CreditMemo;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.invoice.OpenItems;
import java.util.List;
import java.util.Map;

/**
 * What the ERP gave, in its order.
 *
 * @param spelling each invoice's status as the ERP spells it, which may be one that the library does not know
 */
public record SalesDocuments(
        List<Invoice> invoices, List<CreditMemo> creditMemos, Map<InvoiceNumber, String> spelling) {
    public SalesDocuments {
        invoices = List.copyOf(invoices);
        creditMemos = List.copyOf(creditMemos);
        spelling = Map.copyOf(spelling);
    }

    /** Whether the account has any document at all. */
    public boolean has(AccountId account) {
        return invoices.stream().anyMatch(invoice -> invoice.account().equals(account))
                || creditMemos.stream().anyMatch(memo -> memo.account().equals(account));
    }

    /**
     * Makes sure that the account's documents add up to a sum that can be counted.
     *
     * @throws InputFault if they do not
     */
    public void checkSum(AccountId account) {
        OpenItems items = new OpenItems(
                invoices.stream().filter(i -> i.account().equals(account)).toList(),
                creditMemos.stream().filter(m -> m.account().equals(account)).toList());
        try {
            AccountBalance.of(items);
        } catch (ArithmeticException e) {
            throw new InputFault("account " + account, "its amounts add up to more than can be counted");
        }
    }

    /** The status as the ERP spells it. */
    public String spellingOf(Invoice invoice) {
        return spelling.getOrDefault(invoice.number(), invoice.status().label());
    }
}
