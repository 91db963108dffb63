package io.invoicepay.behaviours;

import io.invoicepay.spi.PaymentAttempts;
import java.util.concurrent.atomic.AtomicInteger;

/** A store that counts its calls. */
final class CountingAttempts extends AttemptsAround {
    final AtomicInteger calls = new AtomicInteger();

    CountingAttempts(PaymentAttempts store) {
        super(store);
    }

    @Override
    void before() {
        calls.incrementAndGet();
    }
}
