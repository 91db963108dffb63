package io.invoicepay.proof.model;

import static io.invoicepay.attempt.SlotStatus.EXTERNAL_PENDING;
import static io.invoicepay.attempt.SlotStatus.OVERPAID;
import static io.invoicepay.attempt.SlotStatus.PAID;
import static io.invoicepay.attempt.SlotStatus.PAYABLE;
import static io.invoicepay.attempt.SlotStatus.PENDING;
import static io.invoicepay.attempt.SlotStatus.RESERVED;
import static io.invoicepay.attempt.SlotStatus.REVIEW;
import static io.invoicepay.attempt.SlotStatus.SENDING;
import static io.invoicepay.attempt.SlotStatus.UNKNOWN;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.attempt.Transition;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/** The protocol's table once more, written by hand and not derived from the code that it judges. */
public final class ListedMoves {
    private static final Map<Transition, Map<SlotStatus, Set<SlotStatus>>> LISTED = new EnumMap<>(Transition.class);

    static {
        list(Transition.RESERVED, Set.of(PAYABLE), Set.of(RESERVED));
        list(Transition.WITHDRAWN, Set.of(RESERVED), Set.of(PAYABLE));
        list(Transition.ARMED, Set.of(RESERVED), Set.of(SENDING));
        list(Transition.RELEASED, Set.of(RESERVED), Set.of(PAYABLE));
        list(Transition.NOT_SENT, Set.of(SENDING), Set.of(PAYABLE));
        list(Transition.COMPLETED, Set.of(SENDING, UNKNOWN), Set.of(PAID));
        list(Transition.ACCEPTED, Set.of(SENDING, UNKNOWN), Set.of(PENDING));
        list(
                Transition.KEY_DEAD,
                Set.of(SENDING, UNKNOWN, PENDING, REVIEW, PAYABLE),
                Set.of(PAYABLE, EXTERNAL_PENDING));
        list(Transition.LEFT_AMBIGUOUS, Set.of(SENDING), Set.of(UNKNOWN));
        list(Transition.DEADLINE_PASSED, Set.of(SENDING), Set.of(UNKNOWN));
        list(Transition.RESENT, Set.of(UNKNOWN), Set.of(UNKNOWN));
        list(
                Transition.SENT_TO_REVIEW,
                Set.of(PAYABLE, SENDING, UNKNOWN, PENDING, EXTERNAL_PENDING, REVIEW),
                Set.of(REVIEW));
        list(Transition.FOUND_ELSEWHERE, Set.of(PAYABLE), Set.of(EXTERNAL_PENDING, PAID));
        list(Transition.ELSEWHERE_ENDED, Set.of(EXTERNAL_PENDING), Set.of(PAYABLE, PAID));
        list(Transition.SETTLED, Set.of(PENDING), Set.of(PAID));
        list(Transition.SECOND_PAYMENT, EnumSet.complementOf(EnumSet.of(RESERVED)), Set.of(OVERPAID));
        list(Transition.REVIEW_SETTLED, Set.of(REVIEW), Set.of(PAID));
        list(Transition.OPERATOR_DECIDED, Set.of(REVIEW, EXTERNAL_PENDING), Set.of(PAID, PAYABLE, OVERPAID));
        list(Transition.OPERATOR_DECIDED, Set.of(OVERPAID), Set.of(PAID));
        list(Transition.OPERATOR_DECIDED, Set.of(PAID), Set.of(PAID, PAYABLE));
        list(Transition.REOPENED, Set.of(PAID), Set.of(PAYABLE));
        for (SlotStatus status : EnumSet.complementOf(EnumSet.of(RESERVED))) {
            list(Transition.CHECKED, Set.of(status), Set.of(status));
        }
        for (SlotStatus status : EnumSet.complementOf(EnumSet.of(RESERVED, SENDING))) {
            list(Transition.CHECK_BROUGHT_FORWARD, Set.of(status), Set.of(status));
        }
        list(Transition.ATTENTION_RAISED, Set.of(EXTERNAL_PENDING), Set.of(EXTERNAL_PENDING));
        list(Transition.ATTENTION_RAISED, Set.of(PAID), Set.of(PAID));
    }

    private ListedMoves() {}

    private static void list(Transition transition, Set<SlotStatus> from, Set<SlotStatus> to) {
        Map<SlotStatus, Set<SlotStatus>> moves =
                LISTED.computeIfAbsent(transition, t -> new EnumMap<>(SlotStatus.class));
        for (SlotStatus status : from) {
            moves.computeIfAbsent(status, s -> EnumSet.noneOf(SlotStatus.class)).addAll(to);
        }
    }

    /** Whether the table has this move, and the key changes only where the table lets it. */
    public static boolean has(PaymentSlot before, PaymentSlot after) {
        Transition transition = after.cause().transition();
        boolean listed = LISTED.getOrDefault(transition, Map.of())
                .getOrDefault(before.status(), Set.of())
                .contains(after.status());
        return listed && keyFits(transition, before, after);
    }

    private static boolean keyFits(Transition transition, PaymentSlot before, PaymentSlot after) {
        int step = after.sequence() - before.sequence();
        return switch (transition) {
            case KEY_DEAD, REOPENED -> step >= 1;
            case OPERATOR_DECIDED -> after.status() == PAYABLE ? step == 1 : step == 0;
            // a store from a backup catches up with the key that holds money
            case SENT_TO_REVIEW -> before.status() == PAYABLE ? step >= 0 : step == 0;
            // keys that the provider shows as used are skipped
            case WITHDRAWN, RELEASED, FOUND_ELSEWHERE, ELSEWHERE_ENDED -> step >= 0;
            default -> step == 0;
        };
    }
}
