package io.invoicepay.engine;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.payment.AttemptId;
import io.invoicepay.provider.ChargeOrder;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Orders that were sent and got no clear answer, kept in memory alone: billing address and card token must not lie in a store, nor in
 * memory for longer than they can be of use. A node that dies takes them along; its attempts are then cleared up by asking, never by
 * sending again.
 */
final class SentOrders {
    private static final int MOST = 1_000;

    private final Map<AttemptId, Kept> orders = new ConcurrentHashMap<>();

    private record Kept(ChargeOrder order, Instant until) {
        boolean isOver(Instant now) {
            return !now.isBefore(until);
        }
    }

    /** As it nearly always is. */
    boolean isEmpty() {
        return orders.isEmpty();
    }

    /**
     * Beyond the bound nothing is kept: sending again is a convenience, never a need. What is kept already is not kept for longer.
     *
     * @param until when the provider may have forgotten the key, so that the order cannot be sent again
     */
    void keep(ChargeOrder order, Instant until) {
        if (orders.size() < MOST) {
            orders.putIfAbsent(order.attempt(), new Kept(order, until));
        }
    }

    Option<ChargeOrder> of(AttemptId attempt) {
        return Option.of(orders.get(attempt)).map(Kept::order);
    }

    /** With every move of a slot: what it has closed, and what is over. Of what another node has closed this one never hears. */
    void forgetUnlessOpen(PaymentSlot before, PaymentSlot after, Instant now) {
        orders.values().removeIf(kept -> kept.isOver(now));
        if (after.status() != SlotStatus.UNKNOWN && before.attempt().isDefined()) {
            orders.remove(before.attempt().get().id());
        }
    }
}
