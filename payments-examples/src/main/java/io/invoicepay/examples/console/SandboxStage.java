package io.invoicepay.examples.console;

import io.invoicepay.aptean.sandbox.ApteanSandbox;
import io.invoicepay.aptean.sandbox.Charge;
import io.invoicepay.aptean.sandbox.Fault;
import io.invoicepay.aptean.sandbox.SandboxClock;
import io.invoicepay.aptean.sandbox.SandboxProgram;
import io.invoicepay.aptean.sandbox.SandboxSettings;
import io.invoicepay.aptean.sandbox.TestCard;
import io.invoicepay.examples.provider.ApteanFromEnvironment;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.spi.PaymentProvider;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The tour on the Aptean Pay adapter, over HTTP to a sandbox that lives as long as the tour. Its time stands still until it is let pass. */
final class SandboxStage implements Stage {
    private final ApteanSandbox sandbox;
    private final PaymentProvider provider;
    private final Map<InvoiceNumber, String> requests = new HashMap<>();

    SandboxStage(Instant start) {
        sandbox = ApteanSandbox.start(SandboxSettings.builder()
                .clock(SandboxClock.standingAt(start))
                .cardProcessing(Duration.ZERO) // what has to be waited for would wait for ever on a clock that stands
                .settlement(Duration.ofDays(2))
                .build());
        provider = ApteanFromEnvironment.provider(settings(), clock());
    }

    /** Answers to open questions about Aptean Pay that hold for the sandbox; a host asks Aptean first. */
    private Map<String, String> settings() {
        Map<String, String> settings = new HashMap<>(SandboxProgram.environment(sandbox));
        settings.put("APTEAN_PAY_SCHEMA", "full");
        settings.put("APTEAN_PAY_PAYMENT_MARK", "description"); // a payment is recognised though its answer was lost
        settings.put("APTEAN_PAY_DECLINE_CODES", "DECLINED=insufficient-funds");
        return settings;
    }

    @Override
    public List<String> introduction() {
        return List.of(
                "Aptean Pay's part is played by a sandbox on this machine, at " + sandbox.apiUrl()
                        + ", for this tour alone.",
                "What is told went through the Aptean Pay adapter and HTTP. No money moves.");
    }

    @Override
    public PaymentProvider provider() {
        return provider;
    }

    @Override
    public Clock clock() {
        return sandbox.clock().asClock();
    }

    @Override
    public void pass(Duration length) {
        sandbox.clock().advance(length);
    }

    @Override
    public void send(InvoiceNumber invoice, Money amount) {
        requests.put(invoice, sandbox.issue(invoice.value(), amount.minorUnits()));
    }

    @Override
    public String goodCard() {
        return sandbox.claimCard(TestCard.APPROVED);
    }

    @Override
    public String declinedCard() {
        return sandbox.claimCard(TestCard.DECLINED);
    }

    @Override
    public void loseNextAnswer() {
        sandbox.faults().next("createPayment", Fault.after(new Fault.Damage.Closed()));
    }

    @Override
    public void payInPortal(InvoiceNumber invoice, Money amount) {
        sandbox.payInPortal(String.valueOf(requests.get(invoice)), TestCard.APPROVED);
    }

    @Override
    public List<Line> ledger() {
        return sandbox.charges().stream().map(SandboxStage::line).toList();
    }

    /** A guest's charge comes through the interface. */
    private static Line line(Charge charge) {
        return new Line(
                charge.paymentId(),
                String.join(" ", charge.references()),
                charge.channel() == Charge.Channel.API ? "GUEST" : "PORTAL",
                charge.status(),
                Money.ofMinor(charge.amount(), Currency.getInstance(charge.currency())));
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
