package io.invoicepay.reconciliation;

import io.invoicepay.payment.ProviderId;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.provider.ProviderView.Inconclusive;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Providers that have asked to be left alone, and until when. What is due meanwhile is put off without asking; other providers are
 * asked as usual. Known to this node alone: each node hears it for itself. Safe for any thread.
 */
final class ProviderRests {
    private static final Duration SHORTEST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private final Map<ProviderId, Rest> rests = new ConcurrentHashMap<>();

    private record Rest(Instant from, Instant until) {
        /** A clock set back must not make it longer. */
        boolean covers(Instant now) {
            return !now.isBefore(from) && now.isBefore(until);
        }
    }

    /** Notes the longest wish among a provider's answers. */
    void heard(ProviderId provider, Collection<ProviderView> answers, Instant now) {
        Option.ofOptional(answers.stream()
                        .filter(Inconclusive.class::isInstance)
                        .flatMap(view -> ((Inconclusive) view).retryAfter().toJavaStream())
                        .max(Duration::compareTo))
                .forEach(wish -> rests.put(provider, new Rest(now, now.plus(clamped(wish)))));
    }

    /** How much longer it wants to be left alone. */
    Option<Duration> left(ProviderId provider, Instant now) {
        return Option.of(rests.get(provider))
                .filter(rest -> rest.covers(now))
                .map(rest -> Duration.between(now, rest.until()));
    }

    private static Duration clamped(Duration wish) {
        if (wish.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return wish.compareTo(LONGEST) > 0 ? LONGEST : wish;
    }
}
