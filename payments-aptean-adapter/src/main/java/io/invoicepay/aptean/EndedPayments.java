package io.invoicepay.aptean;

import dev.failsafe.Failsafe;
import dev.failsafe.FailsafeException;
import dev.failsafe.RetryPolicy;
import dev.failsafe.RetryPolicyBuilder;
import io.invoicepay.aptean.ApteanPayConfig.PaymentMark;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.provider.ChargeOrder;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderView;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/**
 * Looks our own payment up, in case the server shows by now that it has failed or was cancelled. What was shown before we charged is not
 * it, however far ahead the server's clock may be; it may cut its times to seconds. Where the answer named a payment, that one has to be
 * shown as ended: another that looks like ours, and failed at the same time, says nothing of it.
 *
 * <p>Queries lag behind. After a decline that the answer told as a code alone it is looked up a few times within a few seconds, which a
 * customer can wait for; what is not shown by then is left to later checks.
 */
final class EndedPayments implements Charging.Ended {
    private static final int MOST_LOOKS = 4;
    private static final int LATER_EACH_TIME = 2;
    /** The last look begins no later than so long after the first, whatever the pauses. */
    private static final Duration LONGEST_LOOKING = Duration.ofSeconds(5);

    private final Finder finder;
    private final Clock clock;
    private final RequestView byMark;
    private final RequestView asConfigured;
    private final RequestView afterConclusion;
    private final boolean mayBeTold;
    private final Duration latest;
    private final Duration pause;

    /** @param pause between the first two looks; each further one is twice as long */
    EndedPayments(Finder finder, ApteanPayConfig config, Duration pause, Clock clock) {
        this.finder = finder;
        this.clock = clock;
        this.pause = pause;
        this.mayBeTold = config.lookups.mark() != PaymentMark.NONE;
        this.latest = SettingsReader.ANSWER.minus(Finder.longest(config));
        this.byMark = new RequestView(config, OwnPayments.byMark(config), clock);
        this.asConfigured = new RequestView(config, clock);
        this.afterConclusion = new RequestView(config, OwnPayments.afterConclusion(config), clock);
    }

    @Override
    public Option<ProviderPayment> find(
            ChargeOrder order, Option<PaymentId> named, Instant since, Charging.ByTime byTime) {
        boolean again = byTime == Charging.ByTime.CONCLUDED && mayBeTold;
        if (!again) {
            return look(order, named, since, byTime).ended();
        }
        try {
            return Failsafe.with(whileNothingShows(since))
                    .get(() -> look(order, named, since, byTime))
                    .ended();
        } catch (FailsafeException e) { // the wait was interrupted, and so the thread still is
            return Option.none();
        }
    }

    /** Declines are few: the policy is made for each, with the moment from which the port's time would not last for another look. */
    private RetryPolicy<Look> whileNothingShows(Instant since) {
        RetryPolicyBuilder<Look> policy = RetryPolicy.<Look>builder()
                .handleResultIf(look -> look.showsNothing() && clock.instant().isBefore(since.plus(latest)))
                .withMaxAttempts(MOST_LOOKS)
                .withMaxDuration(LONGEST_LOOKING);
        return pause.isZero()
                ? policy.build()
                : policy.withBackoff(pause, pause.multipliedBy(1L << MOST_LOOKS), LATER_EACH_TIME)
                        .build();
    }

    /**
     * What one look has shown.
     *
     * @param ended our payment, if it has ended
     * @param showsNothing whether the server has answered in full, and showed none that is ours: it may yet
     */
    private record Look(Option<ProviderPayment> ended, boolean showsNothing) {}

    private Look look(ChargeOrder order, Option<PaymentId> named, Instant since, Charging.ByTime byTime) {
        PaymentQuery.Trace trace = new PaymentQuery.Trace(
                order.attempt(), order.key(), order.amount(), since.truncatedTo(ChronoUnit.SECONDS));
        PaymentQuery query = new PaymentQuery(order.invoice(), Option.some(trace));
        Search search = finder.find(List.of(query)).get(0);
        if (search.failure().isEmpty()
                && judge(byTime).of(query, without(order.known(), search.matches()))
                        instanceof ProviderView.Sent sent) {
            List<ProviderPayment> ours = sent.payments().stream()
                    .filter(payment -> payment.isOf(order.key()) || named.contains(payment.id()))
                    .toList();
            return new Look(ended(ours, named), ours.isEmpty());
        }
        return new Look(Option.none(), false);
    }

    /** The payment named, or the last one that bears our key; none while any that is ours may still take money. */
    private static Option<ProviderPayment> ended(List<ProviderPayment> ours, Option<PaymentId> named) {
        return Option.when(
                        ours.stream().allMatch(ProviderPayment::isDead),
                        () -> ours.stream()
                                .filter(payment -> named.forAll(payment.id()::equals))
                                .reduce((a, b) -> b))
                .flatMap(Option::ofOptional);
    }

    private RequestView judge(Charging.ByTime byTime) {
        return switch (byTime) {
            case NEVER -> byMark;
            case AS_CONFIGURED -> asConfigured;
            case CONCLUDED -> afterConclusion;
        };
    }

    private static List<Wire.Request> without(Set<PaymentId> known, List<Wire.Request> matches) {
        return known.isEmpty()
                ? matches
                : matches.stream().map(request -> request.without(known)).toList();
    }
}
