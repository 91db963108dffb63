package io.invoicepay.engine;

import io.invoicepay.attempt.Attempt;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.payment.AttemptId;
import io.invoicepay.provider.ChargeOrder;
import io.vavr.control.Option;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Orders that were sent and got no clear answer, kept in memory alone: billing address and card token must not lie in a store. A node
 * that dies takes them along; its attempts are then cleared up by asking, never by sending again.
 */
final class SentOrders {
    private static final int MOST = 1_000;

    private final Map<AttemptId, ChargeOrder> orders = new ConcurrentHashMap<>();

    /** Beyond the bound nothing is kept: sending again is a convenience, never a need. */
    void keep(ChargeOrder order) {
        if (orders.size() < MOST) {
            orders.put(order.attempt(), order);
        }
    }

    Option<ChargeOrder> of(AttemptId attempt) {
        return Option.of(orders.get(attempt));
    }

    void forgetUnlessOpen(PaymentSlot before, PaymentSlot after) {
        boolean open = after.status() == SlotStatus.SENDING || after.status() == SlotStatus.UNKNOWN;
        for (Attempt attempt : before.attempt().toJavaList()) {
            if (!open) {
                orders.remove(attempt.id());
            }
        }
    }
}
