package io.invoicepay.examples.embedding.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.examples.OwnRule;
import io.invoicepay.examples.embedding.ApteanWebhook;
import io.invoicepay.examples.embedding.Host;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.payment.PaymentOutcome;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.payment.Secret;
import io.invoicepay.payment.StandardRefusal;
import io.invoicepay.reconciliation.ReconciliationRunner;
import io.invoicepay.spi.InvoiceSource;
import io.invoicepay.spi.MayPay;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.PaymentListener;
import io.invoicepay.spi.PaymentProvider;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
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

    private InMemoryProvider next() {
        InMemoryProvider next =
                InMemoryProvider.builder(host.clock).id(new ProviderId("next")).build();
        next.send(Host.NUMBER, Host.AMOUNT);
        return next;
    }

    private AnnotationConfigApplicationContext swapped(InMemoryProvider next, boolean primary) {
        return context(c -> {
            c.registerBean("former", PaymentProvider.class, () -> host.provider);
            c.registerBean("next", PaymentProvider.class, () -> next, bean -> bean.setPrimary(primary));
        });
    }

    @Test
    @DisplayName("LIB-03 of several provider beans new payments go to the primary one")
    void primary() {
        InMemoryProvider next = next();
        try (AnnotationConfigApplicationContext context = swapped(next, true)) {
            assertThat(Host.pay(context.getBean(InvoicePayments.class))).isInstanceOf(PaymentOutcome.Pending.class);
        }
        assertThat(next.ledger()).hasSize(1);
        assertThat(host.provider.ledger()).isEmpty();
    }

    @Test
    @DisplayName("LIB-06 of several provider beans the others are followed for what they began")
    void former() {
        try (AnnotationConfigApplicationContext before = context(this::withProvider)) {
            assertThat(Host.pay(before.getBean(InvoicePayments.class))).isInstanceOf(PaymentOutcome.Pending.class);
        }
        host.provider.settle(host.provider.ledger().get(0).payment());
        host.clock.advance(Duration.ofMinutes(2));
        InMemoryProvider next = next();
        try (AnnotationConfigApplicationContext after = swapped(next, true)) {
            InvoicePayments payments = after.getBean(InvoicePayments.class);
            after.getBean(ReconciliationRunner.class).runOnce();

            PaymentSlot slot = payments.explain(Host.ANN, Host.NUMBER).get();
            assertThat(slot.status()).isEqualTo(SlotStatus.PAID);
            assertThat(slot.provider()).contains(host.provider.id());
        }
        assertThat(next.ledger()).isEmpty();
    }

    @Test
    @DisplayName("LIB-03 several provider beans and none of them primary: the start fails, and says why")
    void nonePrimary() {
        InMemoryProvider next = next();
        assertThatThrownBy(() -> swapped(next, false).close())
                .rootCause()
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("none is @Primary")
                .hasMessageContaining("next")
                .hasMessageContaining(host.provider.id().value());
    }

    @Test
    @DisplayName("LIB-02 tells every listener that is a bean, besides the metrics")
    void listeners() {
        List<SlotStatus> told = new CopyOnWriteArrayList<>();
        PaymentListener own = new PaymentListener() {
            @Override
            public void moved(PaymentSlot before, PaymentSlot after) {
                told.add(after.status());
            }
        };
        try (AnnotationConfigApplicationContext context = context(c -> {
            withProvider(c);
            c.registerBean(PaymentListener.class, () -> own);
        })) {
            Host.pay(context.getBean(InvoicePayments.class));
            assertThat(told).contains(SlotStatus.PENDING);
            assertThat(context.getBean(MeterRegistry.class)
                            .get("payments.moves")
                            .tag("transition", "ACCEPTED")
                            .counter()
                            .count())
                    .isEqualTo(1);
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
