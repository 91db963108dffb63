package io.invoicepay.examples.console;

import io.invoicepay.checkout.InvoiceDetail;
import io.invoicepay.checkout.PayState;
import io.invoicepay.examples.json.JsonObject;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.payment.Refusal;
import io.invoicepay.payment.Refusals;
import io.vavr.control.Either;
import io.vavr.control.Option;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "invoice", description = "Shows one invoice with its Pay button, and what pressing it would meet with.")
final class InvoiceCommand extends SessionCommand {
    @Mixin
    private final Inputs.SignedIn signedIn = new Inputs.SignedIn();

    @Mixin
    private final Inputs.OfInvoice which = new Inputs.OfInvoice();

    InvoiceCommand(Console console) {
        super(console);
    }

    @Override
    Option<AccountId> account() {
        return Option.some(signedIn.account);
    }

    @Override
    Report run(Session session) {
        Either<Refusals, InvoiceDetail> found =
                which.parsed().flatMap(number -> session.payments().invoice(customer(signedIn), number));
        return found.fold(this::unknown, detail -> report(session, detail));
    }

    private Report unknown(Refusals refusals) {
        return new Report(
                ExitCode.REFUSED,
                json(Option.none(), PayState.NONE, refusals.reasons()),
                refusals.defaultText() + "\n");
    }

    private Report report(Session session, InvoiceDetail detail) {
        Table table = new Table("Invoice", "Status", ">Outstanding", "Pay");
        table.row(
                detail.invoice().number().value(),
                session.documents().spellingOf(detail.invoice()),
                Table.money(detail.invoice().outstanding()),
                InvoicesCommand.label(detail.pay()));
        JsonObject json =
                json(Option.some(detail.invoice().outstanding().toPlainString()), detail.pay(), detail.refusals());
        return new Report(ExitCode.DONE, json, table + sentences(detail.refusals()));
    }

    private JsonObject json(Option<String> outstanding, PayState pay, List<Refusal> refusals) {
        return new JsonObject()
                .put("number", which.number)
                .put("outstanding", outstanding)
                .put("pay", pay.name())
                .texts("refusals", refusals.stream().map(Refusal::name).toList());
    }

    private static String sentences(List<Refusal> refusals) {
        StringBuilder text = new StringBuilder();
        refusals.forEach(refusal -> text.append(refusal.defaultText()).append('\n'));
        return text.toString();
    }
}
