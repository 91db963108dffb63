package io.invoicepay.aptean;

import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import okhttp3.OkHttpClient;

/**
 * Aptean Pay: the payment provider and the verifier of its signed events, from one configuration.
 *
 * <pre>{@code
 * ApteanPayConfig config = ApteanPayConfig.fromEnvironment(System.getenv()).getOrElseThrow(MyFaults::new);
 * PaymentProvider provider = ApteanPay.of(config).provider();
 * }</pre>
 *
 * <p>Immutable and safe for any thread.
 */
public final class ApteanPay {
    private static final Duration FIRST_RETRY = Duration.ofMillis(200);
    private static final Duration POLL = Duration.ofMillis(500);

    private final ApteanPayConfig config;
    private final Option<OkHttpClient> base;
    private final Clock clock;

    private ApteanPay(ApteanPayConfig config, Option<OkHttpClient> base, Clock clock) {
        this.config = Objects.requireNonNull(config, "config");
        this.base = base;
        this.clock = clock;
    }

    /** Aptean Pay as configured. Calls nobody. */
    public static ApteanPay of(ApteanPayConfig config) {
        return new ApteanPay(config, Option.none(), Clock.systemUTC());
    }

    /**
     * The same over a host's own client: its connections, proxy, name resolution, certificates and ping interval are used. Interceptors, redirects,
     * authenticators, cookies, cache, event listeners, time limits and a host name verifier of its own are not, since each of them can
     * send a charge twice or give a secret away.
     */
    public ApteanPay withHttpClient(OkHttpClient client) {
        return new ApteanPay(config, Option.some(client), clock);
    }

    /** The same with another clock. */
    public ApteanPay withClock(Clock time) {
        return new ApteanPay(config, base, Objects.requireNonNull(time, "time"));
    }

    /**
     * The provider. Keep it for as long as the host lives. Unless configured for the core schema, this asks Aptean Pay which fields it knows
     * and whether it adds convenience fees, in one query, or up to three where it refuses; if that fails, the provider asks again later.
     */
    public PaymentProvider provider() {
        Backoff backoff = new Backoff(
                config.queries.tries(),
                FIRST_RETRY,
                config.queries.timeout(),
                () -> ThreadLocalRandom.current().nextDouble());
        return provider(backoff, POLL);
    }

    PaymentProvider provider(Backoff backoff, Duration pollPause) {
        return new ApteanProvider(config, base.getOrElse(HttpClients::ofOurOwn), backoff, pollPause, clock);
    }

    /** The verifier of signed events; nothing unless the platform's keys are configured (Q14). */
    public Option<ApteanEvents> events() {
        return config.events.map(settings -> new ApteanEvents(settings, config.lookups));
    }
}
