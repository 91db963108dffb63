package io.invoicepay.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.inmemory.InMemoryAttempts;
import io.invoicepay.inmemory.InMemoryInvoices;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.inmemory.Plan;
import io.invoicepay.inmemory.VirtualClock;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.BillingForm;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.GuestPayment;
import io.invoicepay.payment.PaymentOutcome;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.payment.Secret;
import io.invoicepay.payment.StandardRefusal;
import io.invoicepay.reconciliation.ReconciliationRunner;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Swapping providers")
class SwapProvidersTest {
    private static final Secret SECRET = Secret.of("thirty-two bytes at least, for tests");

    private final VirtualClock clock = VirtualClock.at(Instant.parse("2026-11-20T09:00:00Z"));
    private final Customer customer = new Customer(new AccountId("20000"), "ann");
    private final Invoice first = invoice("A-1");
    private final Invoice second = invoice("A-2");
    private final InMemoryInvoices invoices = InMemoryInvoices.of(List.of(first, second), List.of());
    private final InMemoryAttempts attempts = new InMemoryAttempts();
    private final InMemoryProvider old = provider("old");
    private final InMemoryProvider next = provider("next");

    private Invoice invoice(String number) {
        return Invoice.of(new InvoiceNumber(number), customer.account(), Money.of("1250.00", "USD"));
    }

    private InMemoryProvider provider(String name) {
        InMemoryProvider provider =
                InMemoryProvider.builder(clock).id(new ProviderId(name)).build();
        provider.send(first.number(), first.outstanding());
        provider.send(second.number(), second.outstanding());
        return provider;
    }

    private PaymentOutcome pay(InvoicePayments payments, Invoice invoice) {
        BillingForm form = new BillingForm("a@b.example", "1 Main St", "", "US", "98052", "1", "4255550100");
        GuestPayment details =
                payments.checkPayment(form, "Ann Example", "token").get();
        return payments.payNow(
                customer, payments.open(customer, invoice.number()).get().token(), details);
    }

    @Test
    @DisplayName("LIB-03 LIB-06 what the old one began ends there, and new payments go to the next")
    void inFlight() {
        InvoicePayments before = SwapProviders.before(invoices, attempts, SECRET, clock, old);
        assertThat(pay(before, first)).isInstanceOf(PaymentOutcome.Pending.class);

        InvoicePayments after = SwapProviders.after(invoices, attempts, SECRET, clock, old, next);
        assertThat(pay(after, second)).isInstanceOf(PaymentOutcome.Pending.class);
        clock.advance(Duration.ofMinutes(2));
        assertThat(after.reconciliation().checkDue(10).changes()).hasSize(2);

        assertThat(last(after, first).status()).isEqualTo(SlotStatus.PAID);
        assertThat(last(after, first).provider()).contains(old.id());
        assertThat(last(after, second).provider()).contains(next.id());
        assertThat(old.ledger()).hasSize(1);
        assertThat(next.ledger()).hasSize(1);
    }

    @Test
    @DisplayName(
            "LIB-06 GST-10 an outcome unknown at the swap is found out from the old one, and never charged at the next")
    void unknownAtTheSwap() {
        InvoicePayments before = SwapProviders.before(invoices, attempts, SECRET, clock, old);
        old.next(Plan.approve().losingAnswer());
        assertThat(pay(before, first)).isInstanceOf(PaymentOutcome.OutcomeUnknown.class);

        InvoicePayments after = SwapProviders.after(invoices, attempts, SECRET, clock, old, next);
        ReconciliationRunner runner =
                ReconciliationRunner.builder(after.reconciliation()).build();
        assertThat(after.open(customer, first.number()).getLeft().has(StandardRefusal.PAYMENT_PENDING))
                .isTrue();
        for (int minute = 0; minute < 10; minute++) {
            clock.advance(Duration.ofMinutes(1));
            runner.runOnce();
        }

        assertThat(last(after, first).status()).isEqualTo(SlotStatus.PAID);
        assertThat(last(after, first).provider()).contains(old.id());
        assertThat(old.ledger()).hasSize(1);
        assertThat(next.ledger()).isEmpty();
    }

    private PaymentSlot last(InvoicePayments payments, Invoice invoice) {
        List<PaymentSlot> history = payments.history(customer, invoice.number()).get();
        return history.get(history.size() - 1);
    }
}
