package io.invoicepay.examples.console;

import io.invoicepay.checkout.InvoiceList;
import io.invoicepay.checkout.InvoiceRow;
import io.invoicepay.checkout.PayState;
import io.invoicepay.examples.businesscentral.SalesDocuments;
import io.invoicepay.examples.json.JsonObject;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.spi.PageRequest;
import io.vavr.control.Option;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "invoices", description = "Lists the account's invoices with their Pay column.")
final class InvoicesCommand extends SessionCommand {
    @Mixin
    private final Inputs.SignedIn signedIn = new Inputs.SignedIn();

    @CommandLine.Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "2147483647",
            showDefaultValue = CommandLine.Help.Visibility.NEVER,
            description = "How many at most, from 1. Default: all.")
    private int limit;

    @CommandLine.Option(
            names = "--offset",
            paramLabel = "N",
            defaultValue = "0",
            description = "How many to skip. Default: ${DEFAULT-VALUE}.")
    private int offset;

    InvoicesCommand(Console console) {
        super(console);
    }

    @Override
    Option<AccountId> account() {
        return Option.some(signedIn.account);
    }

    @Override
    void check() {
        require(limit >= 1, "--limit", "is not positive");
        require(offset >= 0, "--offset", "is negative");
    }

    @Override
    Report run(Session session) {
        InvoiceList list = session.payments().invoices(customer(signedIn), new PageRequest(offset, limit));
        SalesDocuments documents = session.documents();
        JsonObject json = new JsonObject()
                .put("account", list.account().account().value())
                .objects("rows", list.rows(), row -> json(row, documents));
        return new Report(ExitCode.DONE, json, text(list, documents));
    }

    private static JsonObject json(InvoiceRow row, SalesDocuments documents) {
        Invoice invoice = row.invoice();
        return new JsonObject()
                .put("number", invoice.number().value())
                .put("currency", invoice.outstanding().currency().getCurrencyCode())
                .put("outstanding", invoice.outstanding().toPlainString())
                .put("status", documents.spellingOf(invoice))
                .put("pay", row.pay().name());
    }

    private static String text(InvoiceList list, SalesDocuments documents) {
        Table table = new Table("Number", "Due", "Status", ">Outstanding", "Pay");
        for (InvoiceRow row : list.rows()) {
            Invoice invoice = row.invoice();
            table.row(
                    invoice.number().value(),
                    invoice.dueOn().map(Object::toString).getOrElse(""),
                    documents.spellingOf(invoice),
                    Table.money(invoice.outstanding()),
                    label(row.pay()));
        }
        return table + (list.hasMore() ? "There are more.\n" : "");
    }

    /** As the Pay column shows it. */
    static String label(PayState pay) {
        return switch (pay) {
            case PAY -> "Pay";
            case PENDING -> "Pending";
            case NONE -> "";
        };
    }
}
