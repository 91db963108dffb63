package io.invoicepay.behaviours;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.checkout.InvoiceList;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.checkout.InvoiceRow;
import io.invoicepay.checkout.PayState;
import io.invoicepay.checkout.PaymentDialog;
import io.invoicepay.inmemory.InMemoryAttempts;
import io.invoicepay.inmemory.InMemoryInvoices;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.inmemory.LedgerEntry;
import io.invoicepay.inmemory.VirtualClock;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.CreditMemo;
import io.invoicepay.invoice.DocumentStatus;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.BillingForm;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.GuestPayment;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.PaymentOutcome;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.payment.Refusals;
import io.invoicepay.payment.Secret;
import io.invoicepay.spi.InvoiceSource;
import io.invoicepay.spi.PageRequest;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.PaymentListener;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A storefront with one dull default: account 20000 owes PS-INV103001, 1,250.00 USD, posted and sent to the provider. A test changes
 * only what it is about.
 */
final class Shop {
    static final AccountId ACCOUNT = new AccountId("20000");
    static final Customer ANN = new Customer(ACCOUNT, "ann");
    static final Customer BEN = new Customer(ACCOUNT, "ben");
    static final Customer STRANGER = new Customer(new AccountId("30000"), "sue");
    static final InvoiceNumber INVOICE = new InvoiceNumber("PS-INV103001");
    static final Money AMOUNT = Money.of("1250.00", "USD");
    static final BillingForm FORM =
            new BillingForm("ap@20000.example.com", "1 Main Street", "", "US", "98052", "1", "425 555 0100");
    static final Secret SECRET = Secret.of("a secret of at least 32 bytes, for tests");

    final VirtualClock clock = VirtualClock.at(Instant.parse("2026-11-24T09:00:00Z"));
    final InMemoryInvoices invoices = InMemoryInvoices.of(List.of(invoice(AMOUNT)), List.of());
    final InMemoryAttempts attempts = new InMemoryAttempts();
    final InMemoryProvider provider = InMemoryProvider.builder(clock).build();
    final Told events = new Told();
    final InvoicePayments payments = wire(provider, builder -> builder);

    Shop() {
        provider.send(INVOICE, AMOUNT);
    }

    static Invoice invoice(Money outstanding) {
        return Invoice.of(INVOICE, ACCOUNT, outstanding);
    }

    static Invoice invoice(Money outstanding, DocumentStatus status) {
        return Invoice.of(INVOICE, ACCOUNT, outstanding).withStatus(status);
    }

    static CreditMemo credit(String amount) {
        return new CreditMemo("PS-CR104001", ACCOUNT, Money.of(amount, "USD"), DocumentStatus.OPEN);
    }

    /** A node of its own over the same invoices and the same store. */
    InvoicePayments wire(PaymentProvider with, UnaryOperator<InvoicePayments.Builder> more) {
        return wire(invoices, attempts, builder -> more.apply(builder.provider(with)));
    }

    InvoicePayments withoutProvider() {
        return wire(invoices, attempts, builder -> builder);
    }

    InvoicePayments wire(InvoiceSource source, PaymentAttempts store, UnaryOperator<InvoicePayments.Builder> more) {
        return more.apply(InvoicePayments.builder(source, store, SECRET)
                        .clock(clock)
                        .listener(events))
                .build();
    }

    PaymentDialog open() {
        return payments.open(ANN, INVOICE).get();
    }

    Refusals refusedToOpen() {
        return payments.open(ANN, INVOICE).getLeft();
    }

    static GuestPayment card(InvoicePayments payments, String token) {
        return payments.checkPayment(FORM, "Ann Example", token).get();
    }

    PaymentOutcome pay() {
        return pay("tok-good");
    }

    PaymentOutcome pay(String token) {
        return payments.payNow(ANN, open().token(), card(payments, token));
    }

    PayState column() {
        return column(payments);
    }

    static PayState column(InvoicePayments payments) {
        InvoiceList list = payments.invoices(ANN, PageRequest.first(50));
        return list.rows().stream()
                .filter(row -> row.invoice().number().equals(INVOICE))
                .map(InvoiceRow::pay)
                .findFirst()
                .orElseThrow();
    }

    PayState button() {
        return payments.invoice(ANN, INVOICE).get().pay();
    }

    /** Lets time pass and the reconciler look at whatever has become due, as a timer would. */
    void later(Duration length) {
        clock.advance(length);
        var unused = payments.reconciliation().checkDue(100);
    }

    List<LedgerEntry> ledger() {
        return provider.ledger(INVOICE);
    }

    /** What was told, by name, in order. */
    static final class Told implements PaymentListener {
        final List<String> names = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void moved(PaymentSlot before, PaymentSlot after) {
            names.add("moved");
        }

        @Override
        public void refused(InvoiceKey invoice, Customer customer, Refusals refusals) {
            names.add("refused");
        }

        @Override
        public void overtaken(InvoiceKey invoice) {
            names.add("overtaken");
        }

        @Override
        public void portFailed(Option<ProviderId> provider, String what, String exceptionType) {
            names.add("port failed");
        }
    }
}
