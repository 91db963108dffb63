package io.invoicepay.examples.embedding.spring;

import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.examples.embedding.PaymentMetrics;
import io.invoicepay.payment.Secret;
import io.invoicepay.reconciliation.ReconciliationRunner;
import io.invoicepay.spi.InvoiceSource;
import io.invoicepay.spi.MayPay;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.PaymentProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Invoice payments for a Spring application, to be copied. The application brings the ports as beans: an {@link InvoiceSource}, the
 * {@link PaymentAttempts}, a {@link Secret} from its vault, and a {@link PaymentProvider} unless nothing shall be paid (PAY-05). Every
 * {@link MayPay} bean becomes a rule.
 */
@Configuration(proxyBeanMethods = false)
public class PaymentsConfiguration {
    @Bean
    public PaymentMetrics paymentMetrics(MeterRegistry registry, ObjectProvider<Clock> clock) {
        return new PaymentMetrics(registry, clock.getIfAvailable(Clock::systemUTC));
    }

    @Bean
    public InvoicePayments invoicePayments(
            InvoiceSource invoices,
            PaymentAttempts attempts,
            Secret secret,
            ObjectProvider<PaymentProvider> provider,
            ObjectProvider<MayPay> rules,
            ObjectProvider<Clock> clock,
            PaymentMetrics metrics) {
        InvoicePayments.Builder builder = InvoicePayments.builder(invoices, attempts, secret)
                .clock(clock.getIfAvailable(Clock::systemUTC))
                .listener(metrics);
        provider.ifAvailable(builder::provider);
        rules.orderedStream().forEach(builder::rule);
        return builder.build();
    }

    /** Begins with the context and ends with it, after what is under way has finished. */
    @Bean(destroyMethod = "close")
    public ReconciliationRunner reconciliationRunner(InvoicePayments payments, PaymentMetrics metrics) {
        ReconciliationRunner runner = ReconciliationRunner.start(payments.reconciliation());
        metrics.watch(payments.reconciliation(), runner);
        return runner;
    }
}
