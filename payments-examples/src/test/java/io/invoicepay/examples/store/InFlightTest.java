package io.invoicepay.examples.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.inmemory.InMemoryInvoices;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.inmemory.VirtualClock;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.payment.Secret;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The providers that must stay at hand")
class InFlightTest {
    private static final InvoiceNumber NUMBER = new InvoiceNumber("PS-INV103001");
    private static final Customer ANN = new Customer(new AccountId("20000"), "ann");
    private static final Secret SECRET = Secret.of("a secret of at least 32 bytes, for tests");

    @Test
    @DisplayName("LIB-06 are those whose portal was opened of late, also once an event has come that may be of any")
    void openedPortal() {
        VirtualClock clock = VirtualClock.at(Instant.parse("2026-03-03T09:00:00Z"));
        Invoice invoice = Invoice.of(NUMBER, ANN.account(), Money.of("1250.00", "USD"));
        InMemoryProvider provider =
                InMemoryProvider.builder(clock).id(new ProviderId("opened")).build();
        provider.send(NUMBER, invoice.outstanding());
        MemoryStore store = MemoryStore.holding(List.of(), SECRET);
        InvoicePayments payments = InvoicePayments.builder(
                        InMemoryInvoices.of(List.of(invoice), List.of()), store.attempts(), SECRET)
                .provider(provider)
                .clock(clock)
                .build();
        assertThat(store.providersInFlight(List.of(NUMBER))).isEmpty();

        assertThat(payments.portal(ANN, NUMBER).isRight()).isTrue();
        assertThat(store.providersInFlight(List.of(NUMBER))).containsExactly(provider.id());
        payments.reconciliation().hint(NUMBER, "event");
        assertThat(payments.explain(ANN, NUMBER).get().provider()).isEmpty();
        assertThat(store.providersInFlight(List.of(NUMBER))).containsExactly(provider.id());
    }
}
