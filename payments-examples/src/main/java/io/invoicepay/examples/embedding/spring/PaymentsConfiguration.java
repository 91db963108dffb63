package io.invoicepay.examples.embedding.spring;

import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.examples.embedding.PaymentMetrics;
import io.invoicepay.payment.Secret;
import io.invoicepay.reconciliation.ReconciliationRunner;
import io.invoicepay.spi.InvoiceSource;
import io.invoicepay.spi.MayPay;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.PaymentListener;
import io.invoicepay.spi.PaymentProvider;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Invoice payments for a Spring application, to be copied. The application brings the ports as beans: an {@link InvoiceSource}, the
 * {@link PaymentAttempts}, a {@link Secret} from its vault, and a {@link PaymentProvider} unless nothing shall be paid (PAY-05). Of
 * several providers new payments go to the primary one, the others are followed for what they began (LIB-06). Every {@link MayPay} bean
 * becomes a rule, and every {@link PaymentListener} bean is told, the metrics among them.
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
            ObjectProvider<PaymentProvider> providers,
            ObjectProvider<MayPay> rules,
            ObjectProvider<PaymentListener> listeners,
            ObjectProvider<Clock> clock) {
        InvoicePayments.Builder builder =
                InvoicePayments.builder(invoices, attempts, secret).clock(clock.getIfAvailable(Clock::systemUTC));
        wire(providers, builder);
        rules.orderedStream().forEach(builder::rule);
        listeners.orderedStream().forEach(builder::listener);
        return builder.build();
    }

    /** A provider that is left out would leave what it began pending for good: so each has its part, or the start fails. */
    private static void wire(ObjectProvider<PaymentProvider> providers, InvoicePayments.Builder builder) {
        List<PaymentProvider> all = providers.orderedStream().toList();
        PaymentProvider present = providers.getIfUnique();
        if (present != null) {
            builder.provider(present);
            all.stream().filter(provider -> provider != present).forEach(builder::formerProvider);
        } else if (!all.isEmpty()) {
            throw new IllegalStateException("of the " + all.size() + " PaymentProvider beans none is @Primary: "
                    + all.stream().map(provider -> provider.id().value()).toList()
                    + "; new payments go to the primary one, the others are followed for what they began");
        }
    }

    /** Begins with the context and ends with it, after what is under way has finished. */
    @Bean(destroyMethod = "close")
    public ReconciliationRunner reconciliationRunner(InvoicePayments payments, PaymentMetrics metrics) {
        ReconciliationRunner runner = ReconciliationRunner.start(payments.reconciliation());
        metrics.watch(payments.reconciliation(), runner);
        return runner;
    }
}
