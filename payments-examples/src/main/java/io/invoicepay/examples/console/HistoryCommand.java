package io.invoicepay.examples.console;

import io.invoicepay.attempt.Attempt;
import io.invoicepay.attempt.Attention;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.examples.json.JsonObject;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
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
    private record Told(List<PaymentSlot> entries, PaymentSlot now) {}

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
                .putObject("now", Option.when(!told.entries().isEmpty(), () -> now(told.now())))
                .objects("entries", told.entries(), HistoryCommand::entry);
        return new Report(ExitCode.DONE, json, told.entries().isEmpty() ? "No payment was begun.\n" : text(told));
    }

    private static JsonObject now(PaymentSlot now) {
        return new JsonObject()
                .put("status", now.status().name())
                .put("since", now.since().toString())
                .put("evidence", now.cause().defaultText())
                .put("nextCheck", now.nextCheck())
                .put("attention", now.attention().map(Attention::name))
                .put("whatEndsIt", now.status().whatEndsIt());
    }

    private static JsonObject entry(PaymentSlot entry) {
        Option<Money> amount = entry.attempt().map(Attempt::amount);
        return new JsonObject()
                .put("at", entry.cause().at().toString())
                .put("actor", entry.cause().actor())
                .put("event", entry.cause().transition().name())
                .put("status", entry.status().name())
                .put("amount", amount.map(Money::toPlainString))
                .put("currency", amount.map(a -> a.currency().getCurrencyCode()))
                .put("provider", entry.provider())
                .texts("payments", entry.payments())
                .put("evidence", entry.cause().evidence());
    }

    private static String text(Told told) {
        Table table = new Table("At", "By", "Status", ">Amount", "Payment", "What happened");
        for (PaymentSlot entry : told.entries()) {
            table.row(
                    entry.cause().at().toString(),
                    entry.cause().actor(),
                    entry.status().name(),
                    entry.attempt().map(own -> Table.money(own.amount())).getOrElse(""),
                    entry.payments().stream().map(PaymentId::value).collect(Collectors.joining(" ")),
                    entry.cause().defaultText());
        }
        PaymentSlot now = told.now();
        return table + "\nNow " + now.status() + " since " + now.since() + ".\n"
                + "What ends it: " + now.status().whatEndsIt() + "\n"
                + now.nextCheck().map(at -> "Next check at " + at + ".\n").getOrElse("")
                + now.attention()
                        .map(a -> "For the operator: " + a.defaultText() + "\n")
                        .getOrElse("");
    }
}
