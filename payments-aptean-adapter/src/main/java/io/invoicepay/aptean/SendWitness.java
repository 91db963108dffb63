package io.invoicepay.aptean;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.Call;
import okhttp3.EventListener;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/** Sees when a request begins to leave: as long as no header was written on any connection, nothing has been sent. */
final class SendWitness extends EventListener {
    private final AtomicInteger sent = new AtomicInteger();
    private final AtomicInteger repeats = new AtomicInteger();

    /** How often a request began to leave. */
    int timesSent() {
        return sent.get();
    }

    boolean mayHaveLeft() {
        return sent.get() > 0;
    }

    /** Whether the client meant to send more than once, which its settings forbid. */
    boolean sawRepetition() {
        return sent.get() > 1 || repeats.get() > 0;
    }

    @Override
    public void requestHeadersStart(Call call) {
        sent.incrementAndGet();
    }

    @Override
    public void retryDecision(Call call, IOException exception, boolean retry) {
        if (retry && mayHaveLeft()) {
            repeats.incrementAndGet();
        }
    }

    @Override
    public void followUpDecision(Call call, Response networkResponse, @Nullable Request nextRequest) {
        if (nextRequest != null) {
            repeats.incrementAndGet();
        }
    }
}
