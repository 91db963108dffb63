package io.invoicepay.aptean;

import io.invoicepay.aptean.ApteanPayConfig.PaymentMark;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderPayment;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * Tells our own payments from others'. A payment that bears our mark is ours, and one that bears another is not. By its time alone it is
 * ours only if it is the one payment that can be: of the frozen amount, begun while our request was under way, and no other begun then
 * or at a time not shown, nor one under way that is not shown itself.
 */
final class OwnPayments {
    /**
     * How far their clock may be ahead. That it may be behind is allowed for only after the server has said that it is done, when all that
     * was shown before we charged is left out: else an earlier attempt of the same customer, which was declined a minute ago, would be
     * taken for the one that is not shown yet.
     */
    private static final Duration SKEW = Duration.ofMinutes(2);

    private final boolean byTime;
    private final Duration behind;
    private final Duration longestCharge;

    private OwnPayments(ApteanPayConfig config, boolean byTime, Duration behind) {
        this.byTime = byTime;
        this.behind = behind;
        this.longestCharge = CardPreparation.longestWithCharge(
                config.charges.cardEntry(), config.queries.timeout(), config.charges.timeout());
    }

    /** By whatever mark the settings choose. */
    static OwnPayments asConfigured(ApteanPayConfig config) {
        return new OwnPayments(config, config.lookups.mark() == PaymentMark.ATTEMPT_TIME, Duration.ZERO);
    }

    /** By nothing but the mark in a payment: for where the answer to our charge has named one, and no other can be it. */
    static OwnPayments byMark(ApteanPayConfig config) {
        return new OwnPayments(config, false, Duration.ZERO);
    }

    /**
     * For the moment after the server has answered our charge with the code ERROR: nothing of ours is on its way any more, so that the
     * one payment begun since we began is it. Not where the settings choose to assume nothing.
     */
    static OwnPayments afterConclusion(ApteanPayConfig config) {
        return new OwnPayments(config, config.lookups.mark() != PaymentMark.NONE, SKEW);
    }

    /** Whether every payment of ours shows its key. */
    static boolean showKeys(PaymentMark mark) {
        return mark == PaymentMark.CUSTOM_DATA || mark == PaymentMark.DESCRIPTION;
    }

    List<ProviderPayment> marked(PaymentQuery query, List<RequestView.Found> all, List<ProviderPayment> payments) {
        if (!byTime || query.attempt().isEmpty()) {
            return payments;
        }
        PaymentQuery.Trace trace = query.attempt().get();
        if (payments.stream()
                .anyMatch(payment -> payment.isOf(trace.key()) || payment.id().isDeduced())) {
            return payments;
        }
        List<Wire.Payment> possible = all.stream()
                .flatMap(found -> found.wire().payments().stream())
                .filter(payment -> payment.ownKey() == null && mayBeOf(trace, payment))
                .toList();
        return possible.size() == 1 ? withKey(payments, possible.get(0), trace) : payments;
    }

    private static List<ProviderPayment> withKey(
            List<ProviderPayment> payments, Wire.Payment own, PaymentQuery.Trace trace) {
        PaymentId id = new PaymentId(PaymentMapping.reference(own.id(), "payment.id"));
        boolean timed = PaymentMapping.instant(own.attemptTimestamp()).isDefined();
        return payments.stream()
                .map(payment ->
                        timed && payment.id().equals(id) && payment.applied().equals(trace.amount())
                                ? keyed(payment, trace.key())
                                : payment)
                .toList();
    }

    /** A payment that is ours, for whatever reason that is known. */
    static ProviderPayment keyed(ProviderPayment payment, IdempotencyKey key) {
        return new ProviderPayment(
                payment.id(),
                payment.status(),
                payment.applied(),
                payment.refunded(),
                Option.some(key),
                payment.decline());
    }

    private boolean mayBeOf(PaymentQuery.Trace trace, Wire.Payment payment) {
        Instant earliest = trace.since().minus(behind);
        Instant latest = trace.since().plus(longestCharge).plus(SKEW);
        return PaymentMapping.instant(payment.attemptTimestamp())
                .forAll(at -> !at.isBefore(earliest) && !at.isAfter(latest));
    }
}
