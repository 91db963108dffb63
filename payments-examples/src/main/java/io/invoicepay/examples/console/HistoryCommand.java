package io.invoicepay.examples.console;

import io.invoicepay.attempt.Attention;
import io.invoicepay.checkout.Explanation;
import io.invoicepay.checkout.HistoryEntry;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.examples.json.JsonObject;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.payment.Refusals;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "history", description = "Tells every change in an invoice's payment, and why it is as it is now.")
final class HistoryCommand extends SessionCommand {
    @Mixin
    private final Inputs.SignedIn signedIn = new Inputs.SignedIn();

    @Mixin
    private final Inputs.OfInvoice which = new Inputs.OfInvoice();

    HistoryCommand(Console console) {
        super(console);
    }

    /** What is told of one invoice. */
    private record Told(List<HistoryEntry> entries, Explanation now) {}

    @Override
    Option<AccountId> account() {
        return Option.some(signedIn.account);
    }

    @Override
    Report run(Session session) {
        Customer customer = customer(signedIn);
        return which.parsed()
                .flatMap(number -> told(session.payments(), customer, number))
                .fold(this::refused, this::report);
    }

    private static Either<Refusals, Told> told(InvoicePayments payments, Customer customer, InvoiceNumber number) {
        return payments.history(customer, number)
                .flatMap(entries -> payments.explain(customer, number).map(now -> new Told(entries, now)));
    }

    private Report refused(Refusals refusals) {
        return new Report(
                ExitCode.REFUSED,
                new JsonObject().put("number", which.number).texts("refusals", refusals.names()),
                refusals.defaultText() + "\n");
    }

    private Report report(Told told) {
        JsonObject json = new JsonObject()
                .put("number", which.number)
                .putObject("now", Option.when(!told.entries().isEmpty(), () -> json(told.now())))
                .objects("entries", told.entries(), HistoryCommand::json);
        return new Report(ExitCode.DONE, json, told.entries().isEmpty() ? "No payment was begun.\n" : text(told));
    }

    private static JsonObject json(Explanation now) {
        return new JsonObject()
                .put("status", now.status().name())
                .put("since", now.since().toString())
                .put("evidence", now.evidence())
                .put("nextCheck", now.nextCheck())
                .put("attention", now.attention().map(Attention::name))
                .put("whatEndsIt", now.whatEndsIt());
    }

    private static JsonObject json(HistoryEntry entry) {
        return new JsonObject()
                .put("at", entry.at().toString())
                .put("actor", entry.actor())
                .put("event", entry.transition().name())
                .put("status", entry.status().name())
                .put("amount", entry.amount().map(amount -> amount.toPlainString()))
                .put("currency", entry.amount().map(amount -> amount.currency().getCurrencyCode()))
                .put("provider", entry.provider())
                .texts("payments", entry.payments())
                .put("evidence", entry.evidence());
    }

    private static String text(Told told) {
        Table table = new Table("At", "By", "Status", ">Amount", "Payment", "What happened");
        for (HistoryEntry entry : told.entries()) {
            table.row(
                    entry.at().toString(),
                    entry.actor(),
                    entry.status().name(),
                    entry.amount().map(Table::money).getOrElse(""),
                    entry.payments().stream().map(PaymentId::value).collect(Collectors.joining(" ")),
                    entry.transition().defaultText() + " " + entry.evidence());
        }
        Explanation now = told.now();
        return table + "\nNow " + now.status() + " since " + now.since() + ". " + now.whatEndsIt() + "\n"
                + now.nextCheck().map(at -> "Next check at " + at + ".\n").getOrElse("")
                + now.attention()
                        .map(a -> "For the operator: " + a.defaultText() + "\n")
                        .getOrElse("");
    }
}
