package io.invoicepay.proof.process;

import io.invoicepay.aptean.sandbox.ApteanSandbox;
import io.invoicepay.aptean.sandbox.KeyContract;
import io.invoicepay.aptean.sandbox.RequestCap;
import io.invoicepay.aptean.sandbox.SandboxClock;
import io.invoicepay.aptean.sandbox.SandboxSettings;
import java.time.Duration;
import java.time.Instant;

/** The provider that outlives the hosts. */
public final class Bank {
    private Bank() {}

    /**
     * The least helpful one: it ignores idempotency keys and takes any number of payments for one request, so that whatever is sent twice
     * is charged twice. Its time stands still until somebody advances it.
     */
    public static ApteanSandbox careless() {
        return ApteanSandbox.start(SandboxSettings.builder()
                .clock(SandboxClock.standingAt(Instant.parse("2026-11-02T08:00:00Z")))
                .keys(KeyContract.IGNORE)
                .requestCap(RequestCap.NONE)
                .cardProcessing(Duration.ZERO)
                .build());
    }
}
