package io.invoicepay.examples.console;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.checkout.InvoiceRow;
import io.invoicepay.checkout.PaymentDialog;
import io.invoicepay.examples.businesscentral.BusinessCentral;
import io.invoicepay.examples.businesscentral.SalesDocuments;
import io.invoicepay.examples.contact.FaultTexts;
import io.invoicepay.examples.contact.LibPhoneNumberRules;
import io.invoicepay.inmemory.InMemoryAttempts;
import io.invoicepay.inmemory.InMemoryInvoices;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.DocumentStatus;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.BillingForm;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.GuestPayment;
import io.invoicepay.payment.PaymentMethod;
import io.invoicepay.payment.Refusals;
import io.invoicepay.payment.Secret;
import io.invoicepay.reconciliation.ReconciliationReport;
import io.invoicepay.spi.PageRequest;
import io.vavr.control.Either;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The worked example, told while it happens (EX-01): an invoice of $1,250.00, from the list to the day it is settled, with a declined
 * card, an answer that gets lost and a payment in the portal on the way. Everything told is what the library answered. Time is virtual.
 * The walk does not know which provider it is on (LIB-03).
 */
final class Tour {
    private static final Instant START = Instant.parse("2026-11-20T09:00:00Z");
    private static final InvoiceNumber EXAMPLE = new InvoiceNumber("PS-INV103001");
    private static final InvoiceNumber LOST = new InvoiceNumber("PS-INV103012");
    private static final InvoiceNumber PORTAL = new InvoiceNumber("PS-INV103007");
    private static final BillingForm TYPED =
            new BillingForm("ap@20000.example", "1 Main St", "", "US", "9805", "1", "555");
    private static final BillingForm CORRECTED =
            new BillingForm("ap@20000.example", "1 Main St", "", "US", "98052", "1", "(425) 555-0100");

    private final StringBuilder story = new StringBuilder();
    private final Customer customer = new Customer(new AccountId("20000"), "tour");
    private final Stage stage;
    private final InMemoryInvoices erp;
    private final InvoicePayments payments;
    private int step;

    private Tour(Stage stage) {
        this.stage = stage;
        SalesDocuments documents = new BusinessCentral(Currency.getInstance("USD")).sample();
        erp = InMemoryInvoices.of(documents.invoices(), documents.creditMemos());
        documents.invoices().stream()
                .filter(invoice -> invoice.isOpen() && invoice.account().equals(customer.account()))
                .forEach(invoice -> stage.send(invoice.number(), invoice.outstanding()));
        payments = InvoicePayments.builder(
                        erp, new InMemoryAttempts(), Secret.of("a tour's own secret, of no use to anyone"))
                .provider(stage.provider())
                .contactRules(new LibPhoneNumberRules())
                .clock(stage.clock())
                .build();
    }

    /** The whole story on the in-memory provider. */
    static String inMemory() {
        return tell(new InMemoryStage(START));
    }

    /** The same story on the Aptean Pay adapter, over HTTP to a sandbox of its own. */
    static String onSandbox() {
        return tell(new SandboxStage(START));
    }

    private static String tell(Stage stage) {
        try (stage) {
            Tour tour = new Tour(stage);
            stage.introduction().forEach(line -> tour.story.append(line).append('\n'));
            tour.walk();
            return tour.story.toString();
        }
    }

    private void walk() {
        orderHistory();
        PaymentDialog dialog = dialog();
        billingAddress();
        declinedCard(dialog);
        secondCard(dialog);
        settled();
        lostAnswer();
        portal();
        history();
        ledger();
    }

    private void step(String title) {
        story.append(story.isEmpty() ? "" : "\n")
                .append(++step)
                .append(". ")
                .append(title)
                .append('\n');
    }

    private void say(String line) {
        story.append("   ").append(line).append('\n');
    }

    private void showRows(InvoiceNumber... numbers) {
        List<InvoiceNumber> shown = List.of(numbers);
        Table table = new Table("Number", "Due", "Status", ">Outstanding", "Pay");
        for (InvoiceRow row :
                payments.invoices(customer, PageRequest.first(100)).rows()) {
            Invoice invoice = row.invoice();
            if (shown.contains(invoice.number())) {
                table.row(
                        invoice.number().value(),
                        invoice.dueOn().map(Object::toString).getOrElse(""),
                        invoice.status().label(),
                        Table.money(invoice.outstanding()),
                        InvoicesCommand.label(row.pay()));
            }
        }
        table.toString().lines().forEach(this::say);
    }

    private void showBalance() {
        payments.account(customer)
                .balances()
                .forEach(balance -> say(
                        "Account balance " + Table.money(balance.amount()) + (balance.payButton() ? "  [PAY]" : "")));
    }

    private void orderHistory() {
        step("Order History of account " + customer.account() + ", four of its invoices");
        showBalance();
        showRows(EXAMPLE, new InvoiceNumber("PS-INV103003"), PORTAL, LOST);
    }

    private PaymentDialog dialog() {
        step("Pay on " + EXAMPLE + " opens the Pay Invoice dialog");
        PaymentDialog dialog = right(payments.open(customer, EXAMPLE));
        say("Invoice " + dialog.invoice() + ", amount " + Table.money(dialog.amount()) + "; neither can be changed.");
        say("Methods: "
                + dialog.methods().stream()
                        .map(m -> m == PaymentMethod.GUEST_CHECKOUT ? "Guest Checkout" : "Portal")
                        .collect(Collectors.joining(", "))
                + ".");
        return dialog;
    }

    private void billingAddress() {
        step("Guest Checkout: the billing address");
        payments.checkAddress(TYPED)
                .getLeft()
                .faults()
                .forEach((field, fault) ->
                        say("Continue is refused: " + field.fieldName() + " - " + FaultTexts.of(field, fault)));
        say("Corrected, Continue "
                + (payments.checkAddress(CORRECTED).isRight() ? "shows the card entry form." : "is refused."));
    }

    private GuestPayment card(String token) {
        return payments.checkPayment(CORRECTED, "Trey Research", token)
                .getOrElseThrow(faults -> new IllegalStateException(faults.toString()));
    }

    private void pay(PaymentDialog dialog, GuestPayment card) {
        Report report = payments.payNow(customer, dialog.token(), card)
                .fold(new PaymentReport(dialog.invoice().value(), dialog.amount()));
        report.text().lines().forEach(this::say);
    }

    private void declinedCard(PaymentDialog dialog) {
        step("Name, card, Pay Now: the card is declined");
        pay(dialog, card(stage.declinedCard()));
        showRows(EXAMPLE);
    }

    private void secondCard(PaymentDialog dialog) {
        step("In the same dialog, another card");
        pay(dialog, card(stage.goodCard()));
        showRows(EXAMPLE);
        say("Pay Now in another tab:");
        pay(dialog, card(stage.goodCard()));
    }

    private void settled() {
        step("Two days later the payment settles");
        pass(Duration.ofDays(2));
        reconcile();
        say("The ERP still shows a balance, so the row stays Pending and cannot be paid again:");
        showRows(EXAMPLE);
        say("The ERP posts the payment:");
        Invoice open = erp.invoice(customer.account(), EXAMPLE).get();
        erp.put(Invoice.of(
                        EXAMPLE, open.account(), Money.zero(open.outstanding().currency()))
                .withTotal(open.total())
                .withStatus(DocumentStatus.PAID)
                .withDueOn(open.dueOn().get()));
        showRows(EXAMPLE);
        showBalance();
    }

    private void lostAnswer() {
        step("Another invoice, and the answer to the charge gets lost");
        PaymentDialog dialog = right(payments.open(customer, LOST));
        stage.loseNextAnswer();
        pay(dialog, card(stage.goodCard()));
        say("Pay again, at once:");
        say(payments.open(customer, LOST).getLeft().defaultText());
        say("A minute later the provider is asked, as it would be by the next list:");
        pass(Duration.ofMinutes(1));
        reconcile();
        showRows(LOST);
    }

    private void portal() {
        step("A third invoice is paid in the provider's portal");
        say("Open Portal: " + right(payments.portal(customer, PORTAL)).uri());
        Money owed = erp.invoice(customer.account(), PORTAL).get().outstanding();
        stage.payInPortal(PORTAL, owed);
        pass(Duration.ofMinutes(1));
        reconcile();
        showRows(PORTAL);
    }

    private void history() {
        step("What happened to " + EXAMPLE + ", for audit");
        Table table = new Table("At", "By", "Status", "What happened");
        for (PaymentSlot entry : right(payments.history(customer, EXAMPLE))) {
            table.row(
                    entry.cause().at().toString(),
                    entry.cause().actor(),
                    entry.status().name(),
                    entry.cause().transition().defaultText());
        }
        table.toString().lines().forEach(this::say);
    }

    private void ledger() {
        step("The provider's own ledger: every invoice was charged once");
        Table table = new Table("Payment", "Invoice", "Channel", "Status", ">Amount");
        for (Stage.Line line : stage.ledger()) {
            table.row(line.payment(), line.invoice(), line.channel(), line.status(), Table.money(line.amount()));
        }
        table.toString().lines().forEach(this::say);
    }

    private void pass(Duration length) {
        stage.pass(length);
    }

    private void reconcile() {
        ReconciliationReport round = payments.reconciliation().checkDue(100);
        round.changes()
                .forEach(change -> say("Reconciliation: "
                        + change.after().invoice().invoice() + " was "
                        + change.before().status() + ", is " + change.after().status() + "."));
    }

    private static <T> T right(Either<Refusals, T> answer) {
        return answer.getOrElseThrow(refusals -> new IllegalStateException(refusals.defaultText()));
    }
}
