package io.invoicepay.reconciliation;

import com.google.common.collect.Range;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.provider.ProviderView.Inconclusive;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Providers that have asked to be left alone, and until when. What is due meanwhile is put off without asking; other providers are
 * asked as usual. Known to this node alone: each node hears it for itself. Safe for any thread.
 */
final class ProviderRests {
    /** From when they asked, so that a clock set back does not make it longer. */
    private final Map<ProviderId, Range<Instant>> rests = new ConcurrentHashMap<>();

    /** Notes a wish among a provider's answers: of several in one round the longest. */
    void heard(ProviderId provider, Inconclusive answer, Instant now) {
        for (Duration wish : answer.retryAfter()) {
            Range<Instant> told = Range.closedOpen(now, now.plus(wish));
            rests.merge(provider, told, (rest, next) -> rest.contains(now) ? rest.span(next) : next);
        }
    }

    /** How much longer it wants to be left alone. */
    Option<Duration> left(ProviderId provider, Instant now) {
        Range<Instant> rest = rests.get(provider);
        return rest != null && rest.contains(now)
                ? Option.some(Duration.between(now, rest.upperEndpoint()))
                : Option.none();
    }
}
