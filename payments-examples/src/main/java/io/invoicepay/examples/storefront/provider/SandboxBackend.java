package io.invoicepay.examples.storefront.provider;

import io.invoicepay.aptean.sandbox.ApteanSandbox;
import io.invoicepay.aptean.sandbox.SandboxProgram;
import io.invoicepay.aptean.sandbox.SandboxSettings;
import io.invoicepay.examples.sandbox.SentInvoices;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Option;
import java.time.Duration;

/** The Aptean Pay adapter on a sandbox of its own. The ERP has sent it what is owed in US dollars, the sandbox's only currency. */
public final class SandboxBackend implements Backend {
    private static final Duration SETTLES_AFTER = Duration.ofSeconds(20);

    private final ApteanSandbox sandbox;
    private final Backend adapter;

    private SandboxBackend(ApteanSandbox sandbox, Backend adapter) {
        this.sandbox = sandbox;
        this.adapter = adapter;
    }

    static Backend open(Backend.Surroundings surroundings) {
        return open(
                surroundings,
                SandboxSettings.builder().settlement(SETTLES_AFTER).build());
    }

    /** With a sandbox of these settings, whose clock should be the storefront's. */
    public static SandboxBackend open(Backend.Surroundings surroundings, SandboxSettings settings) {
        ApteanSandbox sandbox = ApteanSandbox.start(settings);
        SentInvoices.to(sandbox, InMemoryBackend.owed(surroundings.erp()));
        return new SandboxBackend(sandbox, ApteanBackend.open(surroundings, SandboxProgram.environment(sandbox)));
    }

    /** The adapter on a sandbox that somebody else has started and will close. */
    public static Backend.Choice on(ApteanSandbox sandbox) {
        return surroundings -> ApteanBackend.open(surroundings, SandboxProgram.environment(sandbox));
    }

    /** What it plays on. */
    public ApteanSandbox sandbox() {
        return sandbox;
    }

    @Override
    public Option<PaymentProvider> provider() {
        return adapter.provider();
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
