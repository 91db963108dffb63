package io.invoicepay.aptean;

import io.invoicepay.aptean.sandbox.ApteanSandbox;
import io.invoicepay.aptean.sandbox.Charge;
import io.invoicepay.aptean.sandbox.Fault;
import io.invoicepay.aptean.sandbox.SandboxClock;
import io.invoicepay.aptean.sandbox.SandboxSettings;
import io.invoicepay.aptean.sandbox.TestCard;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.checkout.InvoiceRow;
import io.invoicepay.checkout.PayState;
import io.invoicepay.checkout.PaymentDialog;
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
import io.invoicepay.payment.PaymentOutcome;
import io.invoicepay.payment.Refusals;
import io.invoicepay.payment.Secret;
import io.invoicepay.spi.PageRequest;
import io.invoicepay.spi.PaymentProvider;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** A storefront on the adapter on a sandbox: account 20000 owes PS-INV103001, 1,250.00 USD, posted and sent to Aptean Pay. */
final class Storefront implements AutoCloseable {
    static final AccountId ACCOUNT = new AccountId("20000");
    static final Customer ANN = new Customer(ACCOUNT, "ann");
    static final InvoiceNumber INVOICE = new InvoiceNumber("PS-INV103001");
    static final Money AMOUNT = Money.of("1250.00", "USD");
    static final BillingForm FORM =
            new BillingForm("ap@20000.example.com", "1 Main Street", "", "US", "98052", "1", "425 555 0100");

    final ApteanSandbox sandbox;
    final Line line = new Line();
    final InMemoryInvoices invoices = InMemoryInvoices.of(List.of(invoice(AMOUNT)), List.of());
    final InMemoryAttempts attempts = new InMemoryAttempts();
    final PaymentProvider provider;
    final InvoicePayments payments;
    String request;

    Storefront() {
        this(server -> {}, adapter -> {});
    }

    Storefront(Consumer<SandboxSettings.Builder> server, Consumer<ApteanPayConfigBuilder> adapter) {
        SandboxSettings.Builder settings = SandboxSettings.builder()
                .clock(SandboxClock.standingAt(Fixtures.NOW))
                .cardProcessing(Duration.ZERO);
        server.accept(settings);
        sandbox = ApteanSandbox.start(settings.build());
        ApteanPayConfigBuilder config = SandboxShop.settings(sandbox);
        adapter.accept(config);
        provider = SandboxShop.provider(sandbox, config, line.client());
        payments = node(provider);
        request = sandbox.issue(INVOICE.value(), AMOUNT.minorUnits());
    }

    /** A node of its own over the same invoices and the same store. */
    InvoicePayments node(PaymentProvider with) {
        return InvoicePayments.builder(invoices, attempts, Secret.of("a secret of at least 32 bytes, for tests"))
                .provider(with)
                .clock(sandbox.clock().asClock())
                .build();
    }

    static Invoice invoice(Money outstanding) {
        return Invoice.of(INVOICE, ACCOUNT, outstanding);
    }

    void settledInTheErp() {
        invoices.put(Invoice.of(INVOICE, ACCOUNT, Money.zero(AMOUNT.currency())).withStatus(DocumentStatus.PAID));
    }

    PaymentDialog open() {
        return payments.open(ANN, INVOICE).get();
    }

    Refusals refused() {
        return payments.open(ANN, INVOICE).getLeft();
    }

    GuestPayment card(TestCard card) {
        return payments.checkPayment(FORM, "Ann Example", sandbox.claimCard(card))
                .get();
    }

    PaymentOutcome pay(TestCard card) {
        return payments.payNow(ANN, open().token(), card(card));
    }

    PaymentOutcome pay() {
        return pay(TestCard.APPROVED);
    }

    PayState column() {
        return payments.invoices(ANN, PageRequest.first(50)).rows().stream()
                .filter(row -> row.invoice().number().equals(INVOICE))
                .map(InvoiceRow::pay)
                .findFirst()
                .orElseThrow();
    }

    SlotStatus status() {
        return payments.explain(ANN, INVOICE).get().status();
    }

    /** Lets time pass and the reconciler look at whatever has become due, as a timer would. */
    void later(Duration length) {
        sandbox.clock().advance(length);
        var unused = payments.reconciliation().checkDue(100);
    }

    List<Charge> live() {
        return sandbox.liveCharges(INVOICE.value());
    }

    void befall(String operation, Fault fault) {
        sandbox.faults().next(operation, fault);
    }

    @Override
    public void close() {
        sandbox.close();
        line.client().connectionPool().evictAll();
        line.client().dispatcher().executorService().shutdown();
    }
}
