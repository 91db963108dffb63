package io.invoicepay.aptean;

import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.provider.ChargeOrder;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderView;
import io.vavr.control.Option;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;

/**
 * Looks our own payment up, in case the server shows by now that it has failed or was cancelled. What was shown before we charged is not
 * it, however far ahead the server's clock may be; it may cut its times to seconds. Where the answer named a payment, that one has to be
 * shown as ended: another that looks like ours, and failed at the same time, says nothing of it.
 */
final class EndedPayments implements Charging.Ended {
    private final Finder finder;
    private final RequestView byMark;
    private final RequestView asConfigured;
    private final RequestView afterConclusion;

    EndedPayments(Finder finder, ApteanPayConfig config, Clock clock) {
        this.finder = finder;
        this.byMark = new RequestView(config, OwnPayments.byMark(config), clock);
        this.asConfigured = new RequestView(config, clock);
        this.afterConclusion = new RequestView(config, OwnPayments.afterConclusion(config), clock);
    }

    @Override
    public Option<ProviderPayment> find(
            ChargeOrder order, Option<PaymentId> named, Instant since, Charging.ByTime byTime) {
        PaymentQuery.Trace trace = new PaymentQuery.Trace(
                order.attempt(), order.key(), order.amount(), since.truncatedTo(ChronoUnit.SECONDS));
        PaymentQuery query = new PaymentQuery(order.invoice(), Option.some(trace));
        Search search = finder.find(List.of(query)).get(0);
        List<ProviderPayment> shown = search.failure().isEmpty()
                        && judge(byTime).of(query, without(order.known(), search.matches()))
                                instanceof ProviderView.Sent sent
                ? sent.payments()
                : List.of();
        return ended(shown, order.key(), named);
    }

    /** The payment named, or the last one that bears our key; none while any that is ours may still take money. */
    private static Option<ProviderPayment> ended(
            List<ProviderPayment> shown, IdempotencyKey key, Option<PaymentId> named) {
        Option<ProviderPayment> ended = Option.none();
        for (ProviderPayment payment : shown) {
            boolean meant = named.contains(payment.id());
            if (!meant && !payment.isOf(key)) {
                continue;
            }
            if (!payment.isDead()) {
                return Option.none();
            }
            ended = meant || named.isEmpty() ? Option.some(payment) : ended;
        }
        return ended;
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
