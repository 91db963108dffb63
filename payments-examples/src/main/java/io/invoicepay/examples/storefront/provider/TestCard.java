package io.invoicepay.examples.storefront.provider;

import io.invoicepay.inmemory.Plan;
import io.invoicepay.payment.DeclineReason;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.Arrays;

/** The cards that the in-memory provider's card form takes: numbers publicly known for testing, and no other. */
enum TestCard {
    APPROVED("4111111111111111", "is approved", Plan.approve()),
    DECLINED("4000000000000002", "is declined", Plan.decline(DeclineReason.DECLINED)),
    INSUFFICIENT_FUNDS("4000000000009995", "has insufficient funds", Plan.decline(DeclineReason.INSUFFICIENT_FUNDS)),
    EXPIRED("4000000000000069", "has expired", Plan.decline(DeclineReason.EXPIRED_CARD)),
    FAILS_LATER(
            "4000000000000341",
            "is accepted, and fails after 20 seconds",
            Plan.failAfter(Duration.ofSeconds(20), DeclineReason.INSUFFICIENT_FUNDS)),
    LOST_ANSWER(
            "4000000000000119",
            "is charged, but the answer gets lost",
            Plan.approve().losingAnswer());

    private final String number;
    private final String summary;

    @SuppressWarnings("ImmutableEnumChecker") // a plan is immutable; its module knows no annotation that says so
    private final Plan plan;

    TestCard(String number, String summary, Plan plan) {
        this.number = number;
        this.summary = summary;
        this.plan = plan;
    }

    static Option<TestCard> of(String typed) {
        String digits = typed.replace(" ", "");
        return Option.ofOptional(Arrays.stream(values())
                .filter(card -> card.number.equals(digits))
                .findFirst());
    }

    /** In groups of four, as on a card. */
    String grouped() {
        return number.replaceAll("(.{4})(?!$)", "$1 ");
    }

    String summary() {
        return summary;
    }

    Plan plan() {
        return plan;
    }
}
