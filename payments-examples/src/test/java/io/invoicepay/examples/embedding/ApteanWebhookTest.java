package io.invoicepay.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.reconciliation.ReconciliationRunner;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The receiver of Aptean's events")
class ApteanWebhookTest {
    private final Host host = new Host();
    private final InvoicePayments payments = InvoicePayments.builder(host.invoices, host.attempts, Host.SECRET)
            .provider(host.provider)
            .clock(host.clock)
            .build();
    private final ReconciliationRunner runner =
            ReconciliationRunner.builder(payments.reconciliation()).hints(1).build();
    private final ApteanWebhook webhook = new ApteanWebhook(host.events(), runner);

    private int receive(byte[] message) {
        return webhook.receive("Notification", message).status();
    }

    @Test
    @DisplayName("STA-03 has the invoice of a signed event looked at soon, and nothing of a forged one")
    void hints() {
        assertThat(receive(host.event(Host.NUMBER.value()))).isEqualTo(200);
        assertThat(runner.activity().hintsWaiting()).isEqualTo(1);

        assertThat(receive(new Host().event(Host.NUMBER.value()))).isEqualTo(400);
        assertThat(runner.activity().hintsTaken()).isEqualTo(1);
        assertThat(runner.runOnce().checked()).isEqualTo(1);
    }

    @Test
    @DisplayName("STA-03 asks for another delivery while too many invoices wait, and reads nothing that is too large")
    void full() {
        assertThat(receive(host.event(Host.NUMBER.value()))).isEqualTo(200);
        assertThat(receive(host.event("PS-INV2"))).isEqualTo(503);
        assertThat(receive(new byte[ApteanWebhook.LARGEST + 1])).isEqualTo(413);
    }
}
