package io.invoicepay.proof.process;

import io.invoicepay.aptean.sandbox.ApteanSandbox;
import io.invoicepay.aptean.sandbox.KeyContract;
import io.invoicepay.aptean.sandbox.RequestCap;
import io.invoicepay.aptean.sandbox.SandboxClock;
import io.invoicepay.aptean.sandbox.SandboxSettings;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/** The provider that outlives the hosts, and how they reach it. */
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

    /** The environment variables by which a host finds it. */
    public static Map<String, String> environment(ApteanSandbox sandbox) {
        SandboxSettings settings = sandbox.settings();
        Map<String, String> environment = new HashMap<>();
        environment.put("APTEAN_PAY_URL", sandbox.apiUrl().toString());
        environment.put("APTEAN_PAY_APIM_KEY", settings.serverKey());
        environment.put("APTEAN_PAY_TENANT_ID", settings.tenantId());
        environment.put("APTEAN_PAY_TENANT_SECRET", settings.tenantSecret());
        environment.put("APTEAN_PAY_PRODUCT_ID", settings.productId());
        environment.put("APTEAN_PAY_ACCOUNT_ID", settings.accountId());
        environment.put("APTEAN_PAY_BROWSER_KEY", settings.browserKey());
        environment.put("APTEAN_PAY_SDK_URL", sandbox.cardScriptUrl().toString());
        return environment;
    }
}
