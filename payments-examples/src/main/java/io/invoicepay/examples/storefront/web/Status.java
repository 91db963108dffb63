package io.invoicepay.examples.storefront.web;

import io.invoicepay.checkout.AccountSummary;
import io.invoicepay.checkout.InvoiceDetail;
import io.invoicepay.checkout.InvoiceList;
import io.invoicepay.checkout.PayState;
import io.invoicepay.invoice.Invoice;
import java.util.List;

/**
 * The library's view model in JSON (LIB-07).
 *
 * @param version of the view model
 */
record Status(int version, List<Balance> balances, List<Row> rows) {
    record Balance(String currency, String amount, boolean payButton) {}

    record Row(String number, PayState pay, String outstanding) {}

    static Status of(InvoiceList list) {
        return new Status(
                list.version(),
                list.account().balances().stream().map(Status::balance).toList(),
                list.rows().stream().map(row -> row(row.invoice(), row.pay())).toList());
    }

    static Status of(InvoiceDetail detail) {
        return new Status(detail.version(), List.of(), List.of(row(detail.invoice(), detail.pay())));
    }

    private static Balance balance(AccountSummary.Balance balance) {
        return new Balance(
                balance.amount().currency().getCurrencyCode(), balance.amount().toPlainString(), balance.payButton());
    }

    private static Row row(Invoice invoice, PayState pay) {
        return new Row(invoice.number().value(), pay, invoice.outstanding().toPlainString());
    }
}
