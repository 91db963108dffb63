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
 * Tells our own payments from others'. A payment that bears our mark is ours. By its time alone it is ours only if it is the one
 * payment that can be: of the frozen amount, begun while our request was under way, and no other begun then or at a time not shown.
 */
final class OwnPayments {
    /** How far the two clocks may be apart. */
    private static final Duration SKEW = Duration.ofMinutes(2);

    private final PaymentMark mark;
    private final Duration longestCharge;

    OwnPayments(ApteanPayConfig config) {
        this.mark = config.lookups.mark();
        this.longestCharge = CardPreparation.LONGEST.plus(config.charges.timeout());
    }

    /** Whether every payment of ours shows its key. */
    static boolean showKeys(PaymentMark mark) {
        return mark == PaymentMark.CUSTOM_DATA || mark == PaymentMark.DESCRIPTION;
    }

    List<ProviderPayment> marked(PaymentQuery query, List<RequestView.Found> all, List<ProviderPayment> payments) {
        if (mark != PaymentMark.ATTEMPT_TIME || query.attempt().isEmpty()) {
            return payments;
        }
        PaymentQuery.Trace trace = query.attempt().get();
        List<Wire.Payment> possible = all.stream()
                .flatMap(found -> found.wire().payments().stream())
                .filter(payment -> mayBeOf(trace, payment))
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

    private static ProviderPayment keyed(ProviderPayment payment, IdempotencyKey key) {
        return new ProviderPayment(
                payment.id(),
                payment.status(),
                payment.applied(),
                payment.refunded(),
                Option.some(key),
                payment.decline());
    }

    private boolean mayBeOf(PaymentQuery.Trace trace, Wire.Payment payment) {
        Instant earliest = trace.since().minus(SKEW);
        Instant latest = trace.since().plus(longestCharge).plus(SKEW);
        return PaymentMapping.instant(payment.attemptTimestamp())
                .forAll(at -> !at.isBefore(earliest) && !at.isAfter(latest));
    }
}
