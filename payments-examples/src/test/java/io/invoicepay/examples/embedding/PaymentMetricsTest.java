package io.invoicepay.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.inmemory.FaultyAttempts;
import io.invoicepay.inmemory.FaultyAttempts.Fault;
import io.invoicepay.inmemory.Plan;
import io.invoicepay.money.Money;
import io.invoicepay.payment.HostRefusal;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.reconciliation.ReconciliationRunner;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Metrics")
class PaymentMetricsTest {
    private final Host host = new Host();
    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final PaymentMetrics metrics = new PaymentMetrics(registry, host.clock);
    private final FaultyAttempts attempts = FaultyAttempts.over(host.attempts);
    private boolean onHold;
    private final InvoicePayments payments = InvoicePayments.builder(host.invoices, attempts, Host.SECRET)
            .provider(host.provider)
            .clock(host.clock)
            .listener(metrics)
            .rule((customer, invoice) ->
                    Option.when(onHold, () -> new HostRefusal("HOLD_" + invoice.number(), "shop.hold", "Call us.")))
            .build();
    private final ReconciliationRunner runner =
            ReconciliationRunner.builder(payments.reconciliation()).build();

    private double count(String name, String... tags) {
        return registry.get(name).tags(tags).counter().count();
    }

    private double attention(String reason) {
        return registry.get("payments.attention").tag("reason", reason).gauge().value();
    }

    @Test
    @DisplayName("count moves, refusals and failures")
    void counts() {
        Host.pay(payments);
        assertThat(payments.open(Host.ANN, Host.NUMBER).isLeft()).isTrue();
        attempts.nextReads(Fault.UNAVAILABLE);
        assertThat(payments.history(Host.ANN, Host.NUMBER).isLeft()).isTrue();
        metrics.overtaken(new InvoiceKey(new MerchantId("default"), Host.NUMBER));
        String provider = host.provider.id().value();

        assertThat(count("payments.moves", "transition", "ARMED", "to", "SENDING", "provider", provider))
                .isEqualTo(1);
        assertThat(count("payments.moves", "transition", "ACCEPTED", "to", "PENDING", "provider", provider))
                .isEqualTo(1);
        assertThat(count("payments.refusals", "reason", "PAYMENT_PENDING")).isEqualTo(1);
        assertThat(count("payments.port.failures", "port", "store", "provider", "none"))
                .isEqualTo(1);
        assertThat(count("payments.overtaken")).isEqualTo(1);
    }

    @Test
    @DisplayName("STA-04 show what waits for an operator, read once a scrape, and no number while the store is away")
    void attention() {
        metrics.watch(payments.reconciliation(), runner);
        assertThat(attention("AMOUNT_MISMATCH")).isZero();
        host.provider.next(Plan.chargeInstead(Money.of("12.50", "USD")));
        Host.pay(payments);
        assertThat(attention("AMOUNT_MISMATCH")).as("still fresh").isZero();

        host.clock.advance(Duration.ofSeconds(31));
        assertThat(attention("AMOUNT_MISMATCH")).isEqualTo(1);
        assertThat(attention("OVERPAID")).isZero();

        host.clock.advance(Duration.ofSeconds(31));
        attempts.nextReads(Fault.UNAVAILABLE);
        assertThat(attention("AMOUNT_MISMATCH")).isNaN();
    }

    @Test
    @DisplayName("follow the runner")
    void runner() {
        metrics.watch(payments.reconciliation(), runner);
        assertThat(registry.get("payments.reconciliation.age.seconds").gauge().value())
                .isNaN();
        assertThat(runner.hint(Host.NUMBER, "event")).isTrue();
        assertThat(registry.get("payments.reconciliation.hints.waiting").gauge().value())
                .isEqualTo(1);
        runner.runOnce();
        host.clock.advance(Duration.ofSeconds(7));
        assertThat(registry.get("payments.reconciliation.checked")
                        .functionCounter()
                        .count())
                .isEqualTo(1);
        assertThat(registry.get("payments.reconciliation.age.seconds").gauge().value())
                .isEqualTo(7);
    }

    @Test
    @DisplayName("PAY-04 name no invoice, account or person, whatever happens")
    void nothingPersonal() {
        metrics.watch(payments.reconciliation(), runner);
        Host.pay(payments);
        onHold = true;
        assertThat(payments.open(Host.ANN, Host.NUMBER).isLeft()).isTrue();
        metrics.portFailed(
                Option.none(), "reconciliation of " + Host.NUMBER.value(), "java.lang.IllegalStateException");
        metrics.portFailed(Option.none(), "queue of " + Host.NUMBER.value(), "x");

        List<String> values = registry.getMeters().stream()
                .map(Meter::getId)
                .flatMap(id -> id.getTags().stream())
                .map(Tag::getValue)
                .distinct()
                .toList();
        assertThat(values)
                .contains("HOST_RULE", "reconciliation", "other")
                .noneMatch(value -> value.contains(Host.NUMBER.value())
                        || value.contains(Host.ANN.account().value())
                        || value.contains(Host.ANN.user()));
    }
}
