package io.invoicepay.examples.console;

import io.invoicepay.attempt.Evidence.Verdict;
import io.invoicepay.examples.InputFault;
import io.invoicepay.examples.json.JsonObject;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.reconciliation.Reconciliation;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a person has found out about a payment that only a person can clear up (STA-04, STA-06). */
@Command(
        name = "decide",
        description = {
            "Records an operator's decision about a payment that waits for one; see reconcile for what waits.",
            "It is refused if it does not fit what is on record now. No money moves by it."
        })
final class DecideCommand extends SessionCommand {
    private static final int MOST_WAITING = 1_000;
    private static final int LONGEST_OPERATOR = 100;
    private static final int LONGEST_REASON = 300;

    @Parameters(
            paramLabel = "NUMBER",
            arity = "1",
            converter = Converters.OfInvoiceNumber.class,
            description = "The invoice's number.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private InvoiceNumber number;

    @Option(
            names = "--verdict",
            required = true,
            paramLabel = "NAME",
            converter = Converters.OfVerdict.class,
            completionCandidates = Converters.VerdictNames.class,
            description = {
                "One of ${COMPLETION-CANDIDATES}. paid: once, and it rests on one payment at least.",
                "not-paid: nothing was or will be taken, or all of it was given back; the invoice can be paid again.",
                "overpaid: more was taken than was owed, by two payments at least."
            })
    @SuppressWarnings("NullAway.Init")
    private Verdict verdict;

    @Option(
            names = "--operator",
            required = true,
            paramLabel = "NAME",
            description = "Who decides, for the history; at most 100 characters.")
    @SuppressWarnings("NullAway.Init")
    private String operator;

    @Option(
            names = "--reason",
            required = true,
            paramLabel = "TEXT",
            description = "On what grounds, for the history; at most 300 characters.")
    @SuppressWarnings("NullAway.Init")
    private String reason;

    @Option(
            names = "--payment",
            paramLabel = "ID",
            converter = Converters.OfPaymentId.class,
            description = "A payment's reference that the decision rests on. Repeatable. Default: those on record.")
    private List<PaymentId> paymentIds = new ArrayList<>();

    DecideCommand(Console console) {
        super(console);
    }

    @Override
    void check() {
        checkText("--operator", operator, LONGEST_OPERATOR);
        checkText("--reason", reason, LONGEST_REASON);
        for (String fault : Reconciliation.faultOf(paymentIds, operator, reason)) {
            throw new InputFault("decide", fault);
        }
    }

    /** The history cuts what is longer; a decision should be read as it was written. */
    private static void checkText(String option, String text, int longest) {
        require(!text.isBlank(), option, "is blank");
        require(text.codePointCount(0, text.length()) <= longest, option, "is longer than " + longest + " characters");
        require(text.codePoints().noneMatch(Character::isISOControl), option, "has a control character");
    }

    @Override
    Report run(Session session) {
        Reconciliation reconciliation = session.payments().reconciliation();
        if (reconciliation.decide(number, verdict, paymentIds, operator, reason)) {
            return report(ExitCode.DONE, List.of(), "Recorded. The history tells it.");
        }
        boolean waits = reconciliation.attention(MOST_WAITING).stream()
                .anyMatch(slot -> slot.invoice().invoice().equals(number));
        return waits
                ? report(
                        ExitCode.REFUSED,
                        List.of("DOES_NOT_FIT"),
                        "Not recorded: it does not fit what is on record now. See reconcile.")
                : report(
                        ExitCode.REFUSED,
                        List.of("NOTHING_TO_DECIDE"),
                        "Not recorded: no payment of this invoice waits for a decision.");
    }

    private Report report(int exitCode, List<String> refusals, String text) {
        JsonObject json = new JsonObject()
                .put("number", number.value())
                .put("verdict", verdict.name())
                .put("recorded", refusals.isEmpty())
                .texts("refusals", refusals);
        return new Report(exitCode, json, text + "\n");
    }
}
