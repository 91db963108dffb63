package io.invoicepay.examples.embedding.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.examples.OwnRule;
import io.invoicepay.examples.embedding.ApteanWebhook;
import io.invoicepay.examples.embedding.Host;
import io.invoicepay.payment.PaymentOutcome;
import io.invoicepay.payment.Secret;
import io.invoicepay.payment.StandardRefusal;
import io.invoicepay.reconciliation.ReconciliationRunner;
import io.invoicepay.spi.InvoiceSource;
import io.invoicepay.spi.MayPay;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.PaymentProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.http.ResponseEntity;

@DisplayName("Embedding in Spring")
@Timeout(60)
class PaymentsConfigurationTest {
    private final Host host = new Host();

    private AnnotationConfigApplicationContext context(Consumer<AnnotationConfigApplicationContext> more) {
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.registerBean(InvoiceSource.class, () -> host.invoices);
        context.registerBean(PaymentAttempts.class, () -> host.attempts);
        context.registerBean(Secret.class, () -> Host.SECRET);
        context.registerBean(Clock.class, () -> host.clock);
        context.registerBean(MeterRegistry.class, SimpleMeterRegistry::new);
        context.register(PaymentsConfiguration.class);
        more.accept(context);
        context.refresh();
        return context;
    }

    private void withProvider(AnnotationConfigApplicationContext context) {
        context.registerBean(PaymentProvider.class, () -> host.provider);
    }

    @Test
    @DisplayName("LIB-02 wires the ports that are beans, counts what happens, and runs until the context is closed")
    void wires() {
        ReconciliationRunner runner;
        try (AnnotationConfigApplicationContext context = context(this::withProvider)) {
            runner = context.getBean(ReconciliationRunner.class);
            assertThat(Host.pay(context.getBean(InvoicePayments.class))).isInstanceOf(PaymentOutcome.Pending.class);
            assertThat(runner.isRunning()).isTrue();
            assertThat(context.getBean(MeterRegistry.class)
                            .get("payments.moves")
                            .tag("transition", "ACCEPTED")
                            .counter()
                            .count())
                    .isEqualTo(1);
            assertThat(context.getBean(MeterRegistry.class)
                            .get("payments.reconciliation.rounds")
                            .functionCounter())
                    .isNotNull();
        }
        assertThat(runner.isRunning()).isFalse();
    }

    @Test
    @DisplayName("PAY-05 without a provider bean nothing can be paid")
    void withoutProvider() {
        try (AnnotationConfigApplicationContext context = context(c -> {})) {
            assertThat(context.getBean(InvoicePayments.class)
                            .open(Host.ANN, Host.NUMBER)
                            .getLeft()
                            .has(StandardRefusal.NO_PROVIDER))
                    .isTrue();
        }
    }

    @Test
    @DisplayName("VAL-09 takes every rule that is a bean")
    void rules() {
        try (AnnotationConfigApplicationContext context = context(c -> {
            withProvider(c);
            c.registerBean(MayPay.class, () -> new OwnRule(Set.of(Host.ANN.account())));
        })) {
            assertThat(context.getBean(InvoicePayments.class)
                            .open(Host.ANN, Host.NUMBER)
                            .getLeft()
                            .reasons())
                    .containsExactly(OwnRule.ON_HOLD);
        }
    }

    @Test
    @DisplayName("STA-03 the controller answers the platform, and has the invoice looked at")
    void controller() {
        try (AnnotationConfigApplicationContext context = context(this::withProvider)) {
            ReconciliationRunner runner = context.getBean(ReconciliationRunner.class);
            ApteanEventsController controller = new ApteanEventsController(new ApteanWebhook(host.events(), runner));
            ResponseEntity<String> good = controller.receive("Notification", host.event(Host.NUMBER.value()));
            ResponseEntity<String> forged = controller.receive("Notification", new Host().event("PS-INV1"));

            assertThat(good.getStatusCode().value()).isEqualTo(200);
            assertThat(forged.getStatusCode().value()).isEqualTo(400);
            assertThat(runner.activity().hintsTaken()).isEqualTo(1);
        }
    }
}
