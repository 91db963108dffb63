package io.invoicepay.examples.storefront;

import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.examples.contact.LibPhoneNumberRules;
import io.invoicepay.examples.storefront.provider.Backend;
import io.invoicepay.inmemory.InMemoryInvoices;
import io.invoicepay.payment.Secret;
import io.invoicepay.reconciliation.ReconciliationRunner;
import io.invoicepay.spi.InvoiceSource;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.PaymentListener;
import java.security.SecureRandom;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The library in a Spring application: four ports, and one bean that the pages use (LIB-02). A storefront copies this class and puts
 * its own in place of what the settings give here.
 */
@Configuration(proxyBeanMethods = false)
class PaymentConfiguration {
    /** Where invoices come from: in a storefront, the ERP or its own copy of it. */
    @Bean
    InMemoryInvoices invoices(StorefrontSettings settings) {
        return InMemoryInvoices.of(
                settings.documents().invoices(), settings.documents().creditMemos());
    }

    /** Where payment attempts are kept: in a storefront, a store that all its nodes share (LIB-08). */
    @Bean
    PaymentAttempts attempts(StorefrontSettings settings) {
        return settings.attempts().get();
    }

    @Bean
    Backend backend(StorefrontSettings settings, InMemoryInvoices invoices) {
        return settings.provider().open(new Backend.Surroundings(settings.clock(), invoices));
    }

    @Bean
    Clock clock(StorefrontSettings settings) {
        return settings.clock();
    }

    /** In a storefront the secret comes from a vault, the same on all nodes and for good. Here nothing outlives the program. */
    @Bean
    Secret secret() {
        byte[] random = new byte[32];
        new SecureRandom().nextBytes(random);
        return Secret.of(random);
    }

    @Bean
    InvoicePayments payments(
            InvoiceSource invoices,
            PaymentAttempts attempts,
            Backend backend,
            Secret secret,
            Clock clock,
            PaymentListener listener) {
        InvoicePayments.Builder builder = InvoicePayments.builder(invoices, attempts, secret)
                .contactRules(new LibPhoneNumberRules())
                .listener(listener)
                .clock(clock);
        backend.provider().forEach(builder::provider);
        return builder.build();
    }

    /** What becomes of payments is found out beside the pages, for as long as the application runs (STA-03). */
    @Bean(destroyMethod = "close")
    ReconciliationRunner checks(InvoicePayments payments) {
        return ReconciliationRunner.start(payments.reconciliation());
    }
}
