package io.invoicepay.aptean;

import io.invoicepay.aptean.sandbox.ApteanSandbox;
import io.invoicepay.aptean.sandbox.SandboxSettings;
import io.invoicepay.payment.Secret;
import io.invoicepay.provider.KeyContract;
import io.invoicepay.spi.PaymentProvider;
import java.time.Duration;
import okhttp3.OkHttpClient;

/** The adapter as a host sets it up for a sandbox. */
final class SandboxShop {
    private SandboxShop() {}

    static ApteanPayConfigBuilder settings(ApteanSandbox sandbox) {
        SandboxSettings settings = sandbox.settings();
        return ApteanPayConfig.builder(
                        sandbox.apiUrl().toString(),
                        Secret.of(settings.serverKey()),
                        settings.tenantId(),
                        Secret.of(settings.tenantSecret()))
                .cardForm(
                        sandbox.cardScriptUrl().toString(),
                        settings.browserKey(),
                        settings.productId(),
                        settings.accountId())
                .portal(sandbox.portalUrl().toString())
                .queryTries(1)
                .timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20));
    }

    /** On the sandbox's time, without pauses between two looks. */
    static PaymentProvider provider(ApteanSandbox sandbox, ApteanPayConfigBuilder settings, OkHttpClient base) {
        ApteanPayConfig config = settings.build();
        return ApteanPay.of(config)
                .withHttpClient(base)
                .withClock(sandbox.clock().asClock())
                .provider(
                        new Backoff(config.queries.tries(), Duration.ZERO, config.queries.timeout(), () -> 0.5),
                        Duration.ZERO);
    }

    static boolean takesTokens(PaymentProvider provider) {
        return provider.cardEntry()
                .exists(entry -> "token".equals(entry.settings().get("result")));
    }

    /** What a server does of which so much is known; nothing known is the worst. */
    static io.invoicepay.aptean.sandbox.KeyContract spokenAs(KeyContract contract) {
        return switch (contract) {
            case REJECTS_USED_KEYS -> io.invoicepay.aptean.sandbox.KeyContract.REJECT_USED;
            case REPLAYS -> io.invoicepay.aptean.sandbox.KeyContract.REPLAY;
            case REMEMBERS_SUCCESSES -> io.invoicepay.aptean.sandbox.KeyContract.REPLAY_SUCCESS;
            case IGNORES_KEYS, UNVERIFIED -> io.invoicepay.aptean.sandbox.KeyContract.IGNORE;
        };
    }
}
