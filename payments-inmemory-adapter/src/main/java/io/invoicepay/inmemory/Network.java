package io.invoicepay.inmemory;

import io.invoicepay.provider.ChargeOrder;
import io.invoicepay.provider.ChargeResult;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Queue;

/** The way from the adapter to the provider and back, on which everything happens that the plan of a charge says. */
final class Network {
    private static final String NO_ANSWER = "no answer in time";

    private final Acquirer acquirer;
    private final Timeline timeline;
    private final Queue<Plan> nextPlans = new ArrayDeque<>();
    private final Map<String, Plan> plansOfCards = new HashMap<>();
    private int sent;

    Network(Acquirer acquirer, Timeline timeline) {
        this.acquirer = acquirer;
        this.timeline = timeline;
    }

    void next(Plan... plans) {
        nextPlans.addAll(List.of(plans));
    }

    void plan(String cardToken, Plan plan) {
        plansOfCards.put(cardToken, Objects.requireNonNull(plan, "plan"));
    }

    /** @throws IllegalStateException if the plan says that the adapter fails */
    ChargeResult deliver(ChargeOrder order, Instant now) {
        Plan plan = plan(order);
        if (plan.way() instanceof Plan.Way.NotSent notSent) {
            return ChargeResult.notSent(notSent.reason());
        }
        if (plan.way() instanceof Plan.Way.ThrowsBefore) {
            throw new IllegalStateException("told to fail before sending");
        }
        sent++;
        Snapshot.Charge charge = new Snapshot.Charge(order.key(), order.invoice(), order.request(), order.amount());
        ChargeResult answer = answer(charge, plan, now);
        for (Duration after : plan.copyAfter()) {
            timeline.add(new Snapshot.Arriving(now.plus(after), charge, plan.ending()));
        }
        if (plan.way() instanceof Plan.Way.ThrowsAfter) {
            throw new IllegalStateException("told to fail after sending");
        }
        return answer;
    }

    int sent() {
        return sent;
    }

    private Plan plan(ChargeOrder order) {
        Option<Plan> next = Option.of(nextPlans.poll());
        return next.getOrElse(
                () -> plansOfCards.getOrDefault(order.payer().token().reveal(), Plan.approve()));
    }

    private ChargeResult answer(Snapshot.Charge charge, Plan plan, Instant now) {
        if (plan.way() instanceof Plan.Way.RequestLost) {
            return ChargeResult.ambiguous(NO_ANSWER);
        }
        if (plan.way() instanceof Plan.Way.Delayed delayed) {
            timeline.add(new Snapshot.Arriving(now.plus(delayed.length()), charge, plan.ending()));
            return ChargeResult.ambiguous(NO_ANSWER);
        }
        boolean namedInError = plan.way() instanceof Plan.Way.NamedInError;
        ChargeResult answer = acquirer.take(charge, plan.ending(), namedInError, now);
        return plan.way() instanceof Plan.Way.AnswerLost ? ChargeResult.ambiguous(NO_ANSWER) : answer;
    }
}
