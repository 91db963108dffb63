package io.invoicepay.proof.simulation;

import io.invoicepay.attempt.SlotStatus;
import java.util.EnumSet;
import java.util.Set;

/** What can go wrong, and in which status of an invoice each of them must have struck before a run of the simulation counts. */
enum Fault {
    CRASH(EnumSet.allOf(SlotStatus.class)),
    CLOCK_SET_BACK(EnumSet.allOf(SlotStatus.class)),

    WRITE_UNKNOWN_WRITTEN(EnumSet.allOf(SlotStatus.class)),
    WRITE_UNKNOWN_NOT_WRITTEN(EnumSet.allOf(SlotStatus.class)),
    WRITE_UNKNOWN_UNDER_WAY(EnumSet.allOf(SlotStatus.class)),
    WRITE_LOST(EnumSet.allOf(SlotStatus.class)),
    WRITE_UNAVAILABLE(EnumSet.allOf(SlotStatus.class)),
    READ_UNAVAILABLE(EnumSet.allOf(SlotStatus.class)),

    FIND_UNREACHABLE(Where.ASKED),
    FIND_THROTTLED(Where.ASKED),
    FIND_INCOMPLETE(Where.ASKED),
    FIND_THROWS(Where.ASKED),
    RECORDS_CONTRADICT(EnumSet.allOf(SlotStatus.class)),

    CHARGE_NOT_SENT(Where.CHARGED),
    CHARGE_LOST(Where.CHARGED),
    CHARGE_DELAYED(Where.CHARGED),
    ANSWER_LOST(Where.CHARGED),
    ANSWER_IS_ERROR_WITH_ID(Where.CHARGED),
    ANSWER_LATE(Where.CHARGED),
    ADAPTER_THROWS_BEFORE(Where.CHARGED),
    ADAPTER_THROWS_AFTER(Where.CHARGED),
    /** Only where keys rule a second charge out. */
    CHARGE_DUPLICATED(Where.CHARGED),
    WRONG_AMOUNT(Where.CHARGED),
    UNRECOGNISED_STATUS(Where.CHARGED),

    INVOICE_UNREADABLE(EnumSet.of(
            SlotStatus.PAYABLE,
            SlotStatus.RESERVED,
            SlotStatus.UNKNOWN,
            SlotStatus.PENDING,
            SlotStatus.EXTERNAL_PENDING,
            SlotStatus.PAID)),
    /** The store comes back from a backup: only where keys rule a second charge out. */
    BACKUP_RESTORED(EnumSet.of(
            SlotStatus.PAYABLE,
            SlotStatus.RESERVED,
            SlotStatus.SENDING,
            SlotStatus.UNKNOWN,
            SlotStatus.PENDING,
            SlotStatus.PAID));

    @SuppressWarnings("ImmutableEnumChecker") // it is a copy that nobody changes
    private final Set<SlotStatus> where;

    Fault(Set<SlotStatus> where) {
        this.where = Set.copyOf(where);
    }

    /** The statuses in which it has to strike. */
    Set<SlotStatus> where() {
        return where;
    }

    /** Whether it would lead to a second charge where keys do not rule that out: nobody promises anything then. */
    boolean needsDedupe() {
        return this == CHARGE_DUPLICATED || this == BACKUP_RESTORED;
    }

    /** In an own class: an enum's constants cannot see its constants. */
    private static final class Where {
        static final Set<SlotStatus> ASKED = EnumSet.complementOf(EnumSet.of(SlotStatus.SENDING));
        static final Set<SlotStatus> CHARGED = EnumSet.of(SlotStatus.SENDING);
    }
}
