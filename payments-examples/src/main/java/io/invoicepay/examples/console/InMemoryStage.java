package io.invoicepay.examples.console;

import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.inmemory.Plan;
import io.invoicepay.inmemory.VirtualClock;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.spi.PaymentProvider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The tour on the in-memory provider: no network, virtual time. */
final class InMemoryStage implements Stage {
    private final VirtualClock clock;
    private final InMemoryProvider provider;

    InMemoryStage(Instant start) {
        clock = VirtualClock.at(start);
        provider =
                InMemoryProvider.builder(clock).settlesAfter(Duration.ofDays(2)).build();
    }

    @Override
    public List<String> introduction() {
        return List.of();
    }

    @Override
    public PaymentProvider provider() {
        return provider;
    }

    @Override
    public Clock clock() {
        return clock;
    }

    @Override
    public void pass(Duration length) {
        clock.advance(length);
    }

    @Override
    public void send(InvoiceNumber invoice, Money amount) {
        provider.send(invoice, amount);
    }

    @Override
    public String goodCard() {
        return "token-of-a-good-card";
    }

    @Override
    public String declinedCard() {
        provider.next(Plan.decline(DeclineReason.INSUFFICIENT_FUNDS));
        return "token-of-a-declined-card";
    }

    @Override
    public void loseNextAnswer() {
        provider.next(Plan.approve().losingAnswer());
    }

    @Override
    public void payInPortal(InvoiceNumber invoice, Money amount) {
        provider.payInPortal(invoice, amount, Plan.approve());
    }

    @Override
    public List<Line> ledger() {
        return provider.ledger().stream()
                .map(entry -> new Line(
                        entry.payment().value(),
                        entry.invoice().value(),
                        entry.channel().name(),
                        entry.status().name(),
                        entry.charged()))
                .toList();
    }

    @Override
    public void close() {
        // holds nothing
    }
}
