package io.invoicepay.examples.provider;

import io.invoicepay.inmemory.Plan;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.NotChargedReason;
import java.time.Duration;
import java.util.Locale;

/** What the in-memory provider makes of a card, by the name that {@code --card} gives it. */
public enum CardScript {
    APPROVED(Plan.approve(), "accepted, completed after two days"),
    DECLINED(Plan.decline(DeclineReason.DECLINED), "declined without a reason"),
    INSUFFICIENT_FUNDS(Plan.decline(DeclineReason.INSUFFICIENT_FUNDS), "declined"),
    EXPIRED(Plan.decline(DeclineReason.EXPIRED_CARD), "declined"),
    INVALID(Plan.decline(DeclineReason.INVALID_CARD), "declined"),
    LIMIT_EXCEEDED(Plan.decline(DeclineReason.LIMIT_EXCEEDED), "declined"),
    SUSPECTED_FRAUD(Plan.decline(DeclineReason.SUSPECTED_FRAUD), "declined"),
    LOST_ANSWER(Plan.approve().losingAnswer(), "accepted, but the answer gets lost"),
    LOST_DECLINE(Plan.decline(DeclineReason.DECLINED).losingAnswer(), "declined, but the answer gets lost"),
    LOST_REQUEST(Plan.loseRequest(), "the request gets lost, and nobody can tell"),
    LATE_REQUEST(Plan.approve().delayed(Duration.ofHours(1)), "the request arrives an hour late"),
    UNREACHABLE(Plan.notSend(NotChargedReason.PROVIDER_UNREACHABLE), "nothing leaves"),
    ENTRY_EXPIRED(Plan.expireCardEntry(), "the card has to be entered again"),
    FAILS_LATER(Plan.failAfter(Duration.ofDays(1), DeclineReason.INSUFFICIENT_FUNDS), "accepted, fails after a day"),
    SLOW(Plan.settleAfter(Duration.ofDays(7)), "accepted, completed after a week"),
    AT_ONCE(Plan.complete(), "completed at once");

    @SuppressWarnings("ImmutableEnumChecker") // a plan is immutable; its module knows no annotation that says so
    private final Plan plan;

    private final String summary;

    CardScript(Plan plan, String summary) {
        this.plan = plan;
        this.summary = summary;
    }

    Plan plan() {
        return plan;
    }

    /** As the option names it: {@code lost-answer}. */
    public String optionName() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What becomes of the payment, for the help. */
    public String summary() {
        return summary;
    }
}
