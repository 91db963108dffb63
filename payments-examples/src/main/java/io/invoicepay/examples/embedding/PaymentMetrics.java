package io.invoicepay.examples.embedding;

import io.invoicepay.attempt.Attention;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.payment.Refusal;
import io.invoicepay.payment.Refusals;
import io.invoicepay.payment.StandardRefusal;
import io.invoicepay.reconciliation.Reconciliation;
import io.invoicepay.reconciliation.ReconciliationRunner;
import io.invoicepay.spi.AttemptsUnavailableException;
import io.invoicepay.spi.PaymentListener;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToDoubleFunction;

/**
 * What happens to payments, as Micrometer meters. Every tag comes from an enum or from the names of the wired providers, so that their
 * number is bounded; none names an invoice, an account or a person.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>meter</th><th>tags</th><th>counts</th></tr>
 * <tr><td>{@code payments.moves}</td><td>transition, to, provider</td><td>moves of a payment; an alarm on T12, T16</td></tr>
 * <tr><td>{@code payments.refusals}</td><td>reason</td><td>wishes to pay that were refused</td></tr>
 * <tr><td>{@code payments.overtaken}</td><td></td><td>lost races; normal now and then</td></tr>
 * <tr><td>{@code payments.port.failures}</td><td>port, provider</td><td>failures of store, invoice source and provider</td></tr>
 * <tr><td>{@code payments.attention}</td><td>reason</td><td>what waits for an operator now; NaN while the store cannot be read</td></tr>
 * <tr><td>{@code payments.reconciliation.*}</td><td></td><td>the runner's rounds, checks, hints, and its age</td></tr>
 * </table>
 */
public final class PaymentMetrics implements PaymentListener {
    private static final String NONE = "none";
    private static final String OWN_RULE = "HOST_RULE";
    private static final int MOST_COUNTED = 10_000;
    private static final Duration FRESH = Duration.ofSeconds(30);

    private final MeterRegistry registry;
    private final Clock clock;

    public PaymentMetrics(MeterRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    @Override
    public void moved(PaymentSlot before, PaymentSlot after) {
        registry.counter(
                        "payments.moves",
                        "transition",
                        after.cause().transition().name(),
                        "to",
                        after.status().name(),
                        "provider",
                        name(after.provider()))
                .increment();
    }

    @Override
    public void refused(InvoiceKey invoice, Customer customer, Refusals refusals) {
        for (Refusal refusal : refusals.reasons()) {
            registry.counter("payments.refusals", "reason", reason(refusal)).increment();
        }
    }

    @Override
    public void overtaken(InvoiceKey invoice) {
        registry.counter("payments.overtaken").increment();
    }

    @Override
    public void portFailed(Option<ProviderId> provider, String what, String exceptionType) {
        registry.counter("payments.port.failures", "port", port(what), "provider", name(provider))
                .increment();
    }

    private static String name(Option<ProviderId> provider) {
        return provider.map(ProviderId::value).getOrElse(NONE);
    }

    /** A host's rules may make up names as they go. */
    private static String reason(Refusal refusal) {
        return refusal instanceof StandardRefusal standard ? standard.name() : OWN_RULE;
    }

    /** What comes behind the port's name may be an invoice's number. */
    private static String port(String what) {
        return List.of("store", "invoice source", "provider", "reconciliation").stream()
                .filter(what::startsWith)
                .findFirst()
                .orElse("other");
    }

    /** Adds gauges of what waits for an operator, and of the runner. Once, when both are there. */
    public void watch(Reconciliation reconciliation, ReconciliationRunner runner) {
        Waiting waiting = new Waiting(reconciliation);
        for (Attention attention : Attention.values()) {
            Gauge.builder("payments.attention", waiting, w -> w.count(attention))
                    .tag("reason", attention.name())
                    .strongReference(true)
                    .register(registry);
        }
        counter(runner, "rounds", activity -> activity.rounds());
        counter(runner, "failures", activity -> activity.failures());
        counter(runner, "checked", activity -> activity.checked());
        counter(runner, "changed", activity -> activity.changed());
        counter(runner, "hints.taken", activity -> activity.hintsTaken());
        counter(runner, "hints.merged", activity -> activity.hintsMerged());
        counter(runner, "hints.refused", activity -> activity.hintsRefused());
        gauge(runner, "hints.waiting", activity -> activity.hintsWaiting());
        gauge(runner, "age.seconds", this::age);
    }

    private void counter(
            ReconciliationRunner runner, String name, ToDoubleFunction<ReconciliationRunner.Activity> value) {
        FunctionCounter.builder("payments.reconciliation." + name, runner, r -> value.applyAsDouble(r.activity()))
                .register(registry);
    }

    private void gauge(
            ReconciliationRunner runner, String name, ToDoubleFunction<ReconciliationRunner.Activity> value) {
        Gauge.builder("payments.reconciliation." + name, runner, r -> value.applyAsDouble(r.activity()))
                .register(registry);
    }

    /** How long ago a round was last finished: the one number to alarm on. */
    private double age(ReconciliationRunner.Activity activity) {
        return activity.lastSuccess()
                .map(at -> (double) Duration.between(at, clock.instant()).toSeconds())
                .getOrElse(Double.NaN);
    }

    /** Reads the store once for all gauges of a scrape, not once for each. */
    private final class Waiting {
        private final Reconciliation reconciliation;
        private final AtomicReference<Reading> last = new AtomicReference<>(new Reading(Instant.EPOCH, Option.none()));

        private record Reading(Instant at, Option<Map<Attention, Long>> counts) {}

        Waiting(Reconciliation reconciliation) {
            this.reconciliation = reconciliation;
        }

        double count(Attention attention) {
            return reading()
                    .counts()
                    .map(counts -> (double) Objects.requireNonNull(counts.getOrDefault(attention, 0L)))
                    .getOrElse(Double.NaN);
        }

        private Reading reading() {
            Instant now = clock.instant();
            return Objects.requireNonNull(
                    last.updateAndGet(known -> now.isBefore(known.at().plus(FRESH)) ? known : read(now)));
        }

        private Reading read(Instant now) {
            try {
                Map<Attention, Long> counts = new EnumMap<>(Attention.class);
                for (PaymentSlot slot : reconciliation.attention(MOST_COUNTED)) {
                    counts.merge(slot.attention().get(), 1L, Long::sum);
                }
                return new Reading(now, Option.some(counts));
            } catch (AttemptsUnavailableException e) {
                return new Reading(now, Option.none()); // no number is better than an old one
            }
        }
    }
}
