package io.invoicepay.proof.aptean;

import io.invoicepay.aptean.ApteanPay;
import io.invoicepay.aptean.ApteanPayConfig;
import io.invoicepay.aptean.ApteanPayConfig.PaymentMark;
import io.invoicepay.aptean.sandbox.ApteanSandbox;
import io.invoicepay.aptean.sandbox.DeclineForm;
import io.invoicepay.aptean.sandbox.KeyContract;
import io.invoicepay.aptean.sandbox.RequestCap;
import io.invoicepay.aptean.sandbox.SandboxClock;
import io.invoicepay.aptean.sandbox.SandboxSettings;
import io.invoicepay.payment.Secret;
import io.invoicepay.spi.PaymentProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** One sandbox, set up one way or another, and two adapters that call it. It caps nothing: the protocol alone prevents a second charge. */
final class Shop implements AutoCloseable {
    private static final Instant START = Instant.parse("2026-03-02T09:00:00Z");
    private static final List<KeyContract> KEYS = List.of(KeyContract.values());
    private static final List<DeclineForm> DECLINES = List.of(DeclineForm.values());
    private static final Duration REMEMBERED = Duration.ofHours(24);

    final ApteanSandbox sandbox;
    final List<PaymentProvider> providers;
    /** What its provider is like, for whoever reads of something broken. */
    final String setting;

    Shop(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        KeyContract keys = KEYS.get(random.nextInt(KEYS.size()));
        sandbox = ApteanSandbox.start(SandboxSettings.builder()
                .clock(SandboxClock.standingAt(START))
                .seed(seed)
                .keys(keys)
                .requestCap(RequestCap.NONE)
                .declines(DECLINES.get(random.nextInt(DECLINES.size())))
                .partialPayment(true)
                .cardProcessing(Duration.ZERO)
                .build());
        PaymentMark mark = random.nextBoolean() ? PaymentMark.DESCRIPTION : PaymentMark.NONE;
        boolean known = random.nextBoolean();
        setting = keys + (known ? ", known" : ", not known") + ", mark " + mark;
        providers = Stream.generate(() -> adapter(keys, known, mark)).limit(2).toList();
    }

    private PaymentProvider adapter(KeyContract keys, boolean known, PaymentMark mark) {
        SandboxSettings settings = sandbox.settings();
        ApteanPayConfig config = ApteanPayConfig.builder(
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
                .schema(ApteanPayConfig.SchemaLevel.FULL)
                .paymentMark(mark)
                .keys(
                        known ? spoken(keys) : io.invoicepay.provider.KeyContract.UNVERIFIED,
                        known ? REMEMBERED : Duration.ZERO)
                .queryTries(1)
                .timeouts(Duration.ofSeconds(20), Duration.ofSeconds(20))
                .build();
        return ApteanPay.of(config).withClock(sandbox.clock().asClock()).provider();
    }

    private static io.invoicepay.provider.KeyContract spoken(KeyContract keys) {
        return switch (keys) {
            case REJECT_USED -> io.invoicepay.provider.KeyContract.REJECTS_USED_KEYS;
            case REPLAY -> io.invoicepay.provider.KeyContract.REPLAYS;
            case REPLAY_SUCCESS -> io.invoicepay.provider.KeyContract.REMEMBERS_SUCCESSES;
            case IGNORE -> io.invoicepay.provider.KeyContract.IGNORES_KEYS;
        };
    }

    @Override
    public void close() {
        sandbox.close();
    }
}
