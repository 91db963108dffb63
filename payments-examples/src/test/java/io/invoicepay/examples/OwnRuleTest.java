package io.invoicepay.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.inmemory.InMemoryAttempts;
import io.invoicepay.inmemory.InMemoryInvoices;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.Secret;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A host's own rule")
class OwnRuleTest {
    // tag::readme[]
    private final Customer customer = new Customer(new AccountId("20000"), "ann");
    private final Invoice invoice =
            Invoice.of(new InvoiceNumber("A-1"), customer.account(), Money.of("1250.00", "USD"));
    private final OwnRule rule = new OwnRule(Set.of(customer.account()));

    @Test
    @DisplayName("LIB-05 is tested with plain objects")
    void plainObjects() {
        assertThat(rule.refuse(customer, invoice)).containsExactly(OwnRule.ON_HOLD);
        assertThat(new OwnRule(Set.of()).refuse(customer, invoice)).isEmpty();
    }
    // end::readme[]

    @Test
    @DisplayName("is in the README as it is compiled")
    void inReadme() throws IOException {
        assertThat(Readme.snippet("OwnRuleTest"))
                .isEqualTo(Readme.tagged(Path.of("src/test/java/io/invoicepay/examples/OwnRuleTest.java")));
    }

    @Test
    @DisplayName("VAL-09 keeps the dialog and the balance's portal shut by one line of the wiring")
    void wired() {
        InMemoryProvider provider = InMemoryProvider.builder(Clock.systemUTC()).build();
        provider.send(invoice.number(), invoice.outstanding());
        InvoicePayments payments = InvoicePayments.builder(
                        InMemoryInvoices.of(List.of(invoice), List.of()),
                        new InMemoryAttempts(),
                        Secret.of("thirty-two bytes at least, for tests"))
                .provider(provider)
                .rule(rule)
                .build();
        assertThat(payments.open(customer, invoice.number()).getLeft().reasons())
                .containsExactly(OwnRule.ON_HOLD);
        assertThat(payments.balancePortal(customer).getLeft().reasons()).containsExactly(OwnRule.ON_HOLD);
    }
}
