package io.invoicepay.proof.simulation;

import io.invoicepay.inmemory.Plan;
import io.invoicepay.money.Money;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.NotChargedReason;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.List;

/**
 * What becomes of one charge.
 *
 * @param plan what the provider is told
 * @param fault what goes wrong on the way, if anything does
 * @param ending a word on how the payment ends, for the trace
 * @param mayArrive whether the request can reach the provider
 * @param answersLate whether the answer comes only after the reconciler has taken over
 */
record Deal(Plan plan, Option<Fault> fault, String ending, boolean mayArrive, boolean answersLate) {
    private static final List<Duration> SOON = List.of(
            Duration.ofSeconds(1),
            Duration.ofSeconds(40),
            Duration.ofMinutes(4),
            Duration.ofHours(2),
            Duration.ofHours(30),
            Duration.ofDays(4));

    static Deal draw(World world, Money amount) {
        if (world.isCalm()) {
            return new Deal(Plan.complete(), Option.none(), "completed", true, false);
        }
        Chance chance = world.chance();
        Mood mood = world.mood();
        String ending;
        Plan plan;
        boolean unlikely = !mood.instant() && chance.oneIn(12);
        if (unlikely && chance.oneIn(2)) {
            ending = "unrecognised";
            plan = Plan.unrecognised();
        } else {
            Duration after = mood.instant() || chance.oneIn(2) ? Duration.ZERO : chance.pick(SOON);
            boolean fails = chance.percent(35);
            ending = (fails ? "fails" : "completes") + " after " + after;
            plan = fails ? Plan.failAfter(after, DeclineReason.INSUFFICIENT_FUNDS) : Plan.settleAfter(after);
        }
        Option<Fault> fault = ending.equals("unrecognised") ? Option.some(Fault.UNRECOGNISED_STATUS) : Option.none();
        Money off = Money.ofMinor(100, amount.currency());
        if (chance.oneIn(25) && amount.isMoreThan(off)) {
            plan = plan.charging(amount.minus(off));
            fault = Option.some(Fault.WRONG_AMOUNT);
        }
        return chance.percent(mood.clear())
                ? new Deal(plan, fault, ending, true, false)
                : troubled(plan, ending, chance, mood);
    }

    private static Deal troubled(Plan plan, String ending, Chance chance, Mood mood) {
        int way = chance.weighted(new int[] {3, 3, 4, 6, 2, 3, 2, 2, mood.dedupes() ? 4 : 0});
        return switch (way) {
            case 0 ->
                new Deal(
                        Plan.notSend(NotChargedReason.PROVIDER_UNREACHABLE),
                        Option.some(Fault.CHARGE_NOT_SENT),
                        ending,
                        false,
                        false);
            case 1 -> new Deal(Plan.loseRequest(), Option.some(Fault.CHARGE_LOST), ending, false, false);
            case 2 -> new Deal(plan.delayed(chance.pick(SOON)), Option.some(Fault.CHARGE_DELAYED), ending, true, false);
            case 3 -> new Deal(plan.losingAnswer(), Option.some(Fault.ANSWER_LOST), ending, true, false);
            case 4 -> new Deal(plan.namedInError(), Option.some(Fault.ANSWER_IS_ERROR_WITH_ID), ending, true, false);
            case 5 -> new Deal(plan, Option.none(), ending, true, true);
            case 6 ->
                new Deal(Plan.throwBeforeSending(), Option.some(Fault.ADAPTER_THROWS_BEFORE), ending, false, false);
            case 7 -> new Deal(plan.throwingAfter(), Option.some(Fault.ADAPTER_THROWS_AFTER), ending, true, false);
            default -> copied(plan, ending, chance);
        };
    }

    private static Deal copied(Plan plan, String ending, Chance chance) {
        Plan twice = chance.oneIn(2) ? plan.duplicated() : plan.duplicatedAfter(chance.pick(SOON));
        Plan lost = chance.oneIn(2) ? twice.losingAnswer() : twice;
        return new Deal(lost, Option.some(Fault.CHARGE_DUPLICATED), ending, true, false);
    }

    @Override
    public String toString() {
        return fault.map(what -> what + ", " + ending).getOrElse(answersLate ? "answer late, " + ending : ending);
    }
}
