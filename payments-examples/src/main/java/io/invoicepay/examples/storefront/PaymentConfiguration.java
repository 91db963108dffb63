package io.invoicepay.examples.storefront;

import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.examples.contact.LibPhoneNumberRules;
import io.invoicepay.examples.store.OpenStore;
import io.invoicepay.examples.storefront.provider.Backend;
import io.invoicepay.inmemory.InMemoryInvoices;
import io.invoicepay.payment.Secret;
import io.invoicepay.reconciliation.ReconciliationRunner;
import io.invoicepay.spi.InvoiceSource;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.PaymentListener;
import io.vavr.control.Option;
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
    @Bean(destroyMethod = "close")
    OpenStore store(StorefrontSettings settings) {
        return settings.store().get();
    }

    @Bean
    PaymentAttempts attempts(OpenStore store) {
        return store.attempts();
    }

    @Bean
    Backend backend(StorefrontSettings settings, InMemoryInvoices invoices) {
        return settings.provider().open(new Backend.Surroundings(settings.clock(), invoices));
    }

    /** The provider used before a swap, for what it began (LIB-06). Most storefronts have none. */
    @Bean(destroyMethod = "close")
    FormerBackend formerBackend(StorefrontSettings settings, InMemoryInvoices invoices) {
        Backend.Surroundings surroundings = new Backend.Surroundings(settings.clock(), invoices);
        return new FormerBackend(settings.formerProvider().map(choice -> choice.open(surroundings)));
    }

    /** A type of its own, since the pages and their security go by the one {@link Backend} that takes new payments. */
    record FormerBackend(Option<Backend> backend) implements AutoCloseable {
        @Override
        public void close() {
            backend.forEach(Backend::close);
        }
    }

    @Bean
    Clock clock(StorefrontSettings settings) {
        return settings.clock();
    }

    /** In a storefront the secret comes from a vault, the same on all nodes and for good. Here it goes with the store. */
    @Bean
    Secret secret(OpenStore store) {
        return store.secret();
    }

    @Bean
    InvoicePayments payments(
            InvoiceSource invoices,
            PaymentAttempts attempts,
            Backend backend,
            FormerBackend formerBackend,
            Secret secret,
            Clock clock,
            PaymentListener listener) {
        InvoicePayments.Builder builder = InvoicePayments.builder(invoices, attempts, secret)
                .contactRules(new LibPhoneNumberRules())
                .listener(listener)
                .clock(clock);
        backend.provider().forEach(builder::provider);
        formerBackend.backend().flatMap(Backend::provider).forEach(builder::formerProvider);
        return builder.build();
    }

    /** What becomes of payments is found out beside the pages, for as long as the application runs (STA-03). */
    @Bean(destroyMethod = "close")
    ReconciliationRunner checks(InvoicePayments payments) {
        return ReconciliationRunner.start(payments.reconciliation());
    }
}
