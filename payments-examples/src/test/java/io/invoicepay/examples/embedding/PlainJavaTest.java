package io.invoicepay.examples.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.payment.PaymentOutcome;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.spi.PaymentListener;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Embedding in plain Java")
@Timeout(60)
class PlainJavaTest {
    private final Host host = new Host();

    @Test
    @DisplayName("LIB-02 pays, and finds out in the background how the payment ended")
    void pays() throws InterruptedException {
        CountDownLatch paid = new CountDownLatch(1);
        PaymentListener listener = new PaymentListener() {
            @Override
            public void moved(PaymentSlot before, PaymentSlot after) {
                if (after.status() == SlotStatus.PAID) {
                    paid.countDown();
                }
            }
        };
        try (PlainJava shop = new PlainJava(host.invoices, host.attempts, host.provider, Host.SECRET, listener)) {
            assertThat(Host.pay(shop.payments())).isInstanceOf(PaymentOutcome.Pending.class);
            host.provider.settle(host.provider.ledger().get(0).payment());
            assertThat(shop.runner().hint(Host.NUMBER, "event")).isTrue();
            assertThat(paid.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(host.provider.ledger()).hasSize(1);
        assertThat(host.provider.ledger().get(0).status()).isEqualTo(ProviderPayment.Status.COMPLETED);
    }

    @Test
    @DisplayName("LIB-06 after a swap follows what the former provider began to its end")
    void follows() throws InterruptedException {
        PaymentListener nobody = new PaymentListener() {};
        try (PlainJava before = new PlainJava(host.invoices, host.attempts, host.provider, Host.SECRET, nobody)) {
            assertThat(Host.pay(before.payments())).isInstanceOf(PaymentOutcome.Pending.class);
        }
        host.provider.settle(host.provider.ledger().get(0).payment());
        InMemoryProvider next =
                InMemoryProvider.builder(host.clock).id(new ProviderId("next")).build();
        CountDownLatch paid = new CountDownLatch(1);
        PaymentListener listener = new PaymentListener() {
            @Override
            public void moved(PaymentSlot slot, PaymentSlot after) {
                if (after.status() == SlotStatus.PAID) {
                    paid.countDown();
                }
            }
        };

        try (PlainJava after =
                new PlainJava(host.invoices, host.attempts, next, Host.SECRET, listener, host.provider)) {
            assertThat(after.runner().hint(Host.NUMBER, "event")).isTrue();
            assertThat(paid.await(30, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(next.ledger()).isEmpty();
    }
}
