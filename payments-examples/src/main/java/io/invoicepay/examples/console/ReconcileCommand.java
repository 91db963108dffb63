package io.invoicepay.examples.console;

import io.invoicepay.attempt.Attention;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.examples.json.JsonObject;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.reconciliation.Reconciliation;
import io.invoicepay.reconciliation.ReconciliationReport;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "reconcile",
        description = "Asks the provider about payments whose check is due, and lists what needs an operator.")
final class ReconcileCommand extends SessionCommand {
    @Option(
            names = "--limit",
            paramLabel = "N",
            defaultValue = "100",
            description = "How many at most, from 1. Default: ${DEFAULT-VALUE}.")
    private int limit;

    ReconcileCommand(Console console) {
        super(console);
    }

    @Override
    void check() {
        require(limit >= 1, "--limit", "is not positive");
    }

    @Override
    Report run(Session session) {
        Reconciliation reconciliation = session.payments().reconciliation();
        ReconciliationReport round = reconciliation.checkDue(limit);
        List<PaymentSlot> attention = reconciliation.attention(limit);
        JsonObject json = new JsonObject()
                .put("checked", round.checked())
                .put("unanswered", round.unanswered())
                .objects("changes", round.changes(), ReconcileCommand::json)
                .objects("attention", attention, ReconcileCommand::json);
        return new Report(ExitCode.DONE, json, text(round, attention));
    }

    private static JsonObject json(ReconciliationReport.Change change) {
        PaymentSlot now = change.after();
        return new JsonObject()
                .put("number", now.invoice().invoice().value())
                .put("from", change.before().status().name())
                .put("to", now.status().name())
                .put("attention", now.attention().map(Attention::name))
                .put("evidence", now.cause().evidence());
    }

    private static JsonObject json(PaymentSlot item) {
        return new JsonObject()
                .put("number", item.invoice().invoice().value())
                .put("status", item.status().name())
                .put("attention", item.attention().get().name())
                .texts("payments", item.payments())
                .put("since", item.since().toString())
                .put("nextCheck", item.nextCheck());
    }

    private static String text(ReconciliationReport round, List<PaymentSlot> attention) {
        StringBuilder text = new StringBuilder("Checked: " + round.checked() + "\n");
        if (round.unanswered() > 0) {
            text.append("The provider told nothing of ")
                    .append(round.unanswered())
                    .append(
                            " of them: it is out of reach, asks for patience, or its settings are wrong. Run this again later.\n");
        }
        if (!round.changes().isEmpty()) {
            Table changes = new Table("Invoice", "From", "To", "On what grounds");
            round.changes()
                    .forEach(c -> changes.row(
                            c.after().invoice().invoice().value(),
                            c.before().status().name(),
                            c.after().status().name(),
                            c.after().cause().evidence()));
            text.append('\n').append(changes);
        }
        if (!attention.isEmpty()) {
            Table items = new Table("For the operator", "Status", "Since", "Payments", "Why");
            attention.forEach(item -> items.row(
                    item.invoice().invoice().value(),
                    item.status().name(),
                    item.since().toString(),
                    item.payments().stream().map(PaymentId::value).collect(Collectors.joining(" ")),
                    item.attention().get().defaultText()));
            text.append('\n').append(items);
        }
        return text.toString();
    }
}
