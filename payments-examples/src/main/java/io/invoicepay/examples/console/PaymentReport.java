package io.invoicepay.examples.console;

import io.invoicepay.examples.contact.FaultTexts;
import io.invoicepay.examples.json.JsonObject;
import io.invoicepay.money.Money;
import io.invoicepay.payment.BillingField;
import io.invoicepay.payment.FieldFault;
import io.invoicepay.payment.FormFaults;
import io.invoicepay.payment.PaymentOutcome;
import io.invoicepay.payment.Refusals;
import io.vavr.control.Option;
import java.util.List;
import java.util.Map;

/** Tells how Pay Now ended; every ending has its branch. */
final class PaymentReport implements PaymentOutcome.Cases<Report> {
    private final String number;
    private final Money shown;

    /** @param shown the amount in the dialog */
    PaymentReport(String number, Money shown) {
        this.number = number;
        this.shown = shown;
    }

    @Override
    public Report pending(PaymentOutcome.Pending outcome) {
        return report(
                ExitCode.DONE,
                "PENDING",
                outcome.amount(),
                List.of(),
                "Pending: " + Table.money(outcome.amount()) + " for " + number + ", payment " + outcome.payment()
                        + ".");
    }

    @Override
    public Report declined(PaymentOutcome.Declined outcome) {
        return report(
                ExitCode.DECLINED,
                "DECLINED",
                outcome.amount(),
                List.of(outcome.reason().name()),
                outcome.reason().defaultText() + " Nothing is pending; another card can be tried.");
    }

    @Override
    public Report notCharged(PaymentOutcome.NotCharged outcome) {
        return report(
                ExitCode.REFUSED,
                "NOT_CHARGED",
                shown,
                List.of(outcome.reason().name()),
                outcome.reason().defaultText());
    }

    @Override
    public Report unknown(PaymentOutcome.OutcomeUnknown outcome) {
        return report(
                ExitCode.UNKNOWN,
                "UNKNOWN",
                outcome.amount(),
                List.of(),
                "The payment is being confirmed. Do not pay again; run reconcile to find out.");
    }

    @Override
    public Report refused(PaymentOutcome.Refused outcome) {
        return refused(number, outcome.refusals(), outcome.outstanding());
    }

    /** @param outstanding the invoice's balance now, where it is known */
    static Report refused(String number, Refusals refusals, Option<Money> outstanding) {
        return new Report(
                ExitCode.REFUSED,
                json(number, "REFUSED", outstanding, refusals.names(), Map.of()),
                refusals.defaultText() + "\n");
    }

    static Report faulty(String number, Money shown, FormFaults faults) {
        Table table = new Table("Field", "Fault");
        faults.faults().forEach((field, fault) -> table.row(field.fieldName(), FaultTexts.of(field, fault)));
        return new Report(
                ExitCode.REFUSED,
                json(number, "REFUSED", Option.some(shown), List.of(), faults.faults()),
                table.toString());
    }

    private Report report(int exitCode, String outcome, Money amount, List<String> reasons, String text) {
        return new Report(exitCode, json(number, outcome, Option.some(amount), reasons, Map.of()), text + "\n");
    }

    private static JsonObject json(
            String number,
            String outcome,
            Option<Money> amount,
            List<String> reasons,
            Map<BillingField, FieldFault> faults) {
        return new JsonObject()
                .put("number", number)
                .put("outcome", outcome)
                .put("amount", amount.map(Money::toPlainString))
                .put("currency", amount.map(money -> money.currency().getCurrencyCode()))
                .texts("reasons", reasons)
                .objects(
                        "faults",
                        List.copyOf(faults.entrySet()),
                        fault -> new JsonObject()
                                .put("field", fault.getKey().fieldName())
                                .put("reason", fault.getValue().name()));
    }
}
