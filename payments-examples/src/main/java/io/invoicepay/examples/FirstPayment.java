package io.invoicepay.examples;

import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.checkout.PaymentDialog;
import io.invoicepay.inmemory.InMemoryAttempts;
import io.invoicepay.inmemory.InMemoryInvoices;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.BillingForm;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.GuestPayment;
import io.invoicepay.payment.PaymentOutcome;
import io.invoicepay.payment.Secret;
import java.time.Clock;
import java.util.List;

/** The first payment, from wiring to outcome, in some twenty lines; the README shows what is between the tags. */
public final class FirstPayment {
    private FirstPayment() {}

    public static void main(String[] args) {
        System.out.println(pay(Secret.of("demonstration only: 32 bytes or more")));
    }

    static String pay(Secret secret) {
        // tag::readme[]
        Customer ann = new Customer(new AccountId("20000"), "ann");
        InvoiceNumber number = new InvoiceNumber("PS-INV103001");
        Invoice invoice = Invoice.of(number, ann.account(), Money.of("1250.00", "USD"));

        InMemoryInvoices invoices = InMemoryInvoices.of(List.of(invoice), List.of());
        InMemoryAttempts attempts = new InMemoryAttempts();
        InMemoryProvider provider = InMemoryProvider.builder(Clock.systemUTC()).build();
        provider.send(number, invoice.outstanding()); // what the ERP does in real life

        InvoicePayments payments = InvoicePayments.builder(invoices, attempts, secret)
                .provider(provider)
                .build();

        PaymentDialog dialog = payments.open(ann, number)
                .getOrElseThrow(refusals -> new IllegalStateException(refusals.defaultText()));
        BillingForm form = new BillingForm("ann@customer.example", "1 Main St", "", "US", "98052", "1", "425 555 0100");
        GuestPayment details = payments.checkPayment(form, "Ann Example", "token-of-the-card-entry")
                .getOrElseThrow(faults -> new IllegalStateException(faults.toString()));

        PaymentOutcome outcome = payments.payNow(ann, dialog.token(), details);
        return outcome.fold(new InWords()); // one branch for every ending
        // end::readme[]
    }

    /** Every ending in a sentence. Leave one out, and this does not compile. */
    private static final class InWords implements PaymentOutcome.Cases<String> {
        @Override
        public String pending(PaymentOutcome.Pending outcome) {
            return outcome.amount() + " pending as " + outcome.payment();
        }

        @Override
        public String declined(PaymentOutcome.Declined outcome) {
            return outcome.reason().defaultText();
        }

        @Override
        public String notCharged(PaymentOutcome.NotCharged outcome) {
            return outcome.reason().defaultText();
        }

        @Override
        public String unknown(PaymentOutcome.OutcomeUnknown outcome) {
            return "The payment is being confirmed.";
        }

        @Override
        public String refused(PaymentOutcome.Refused outcome) {
            return outcome.refusals().defaultText();
        }
    }
}
