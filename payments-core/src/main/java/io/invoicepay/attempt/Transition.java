package io.invoicepay.attempt;

/** What moved a slot. Whatever is not listed here does not move it. */
public enum Transition {
    RESERVED("T1", "A customer pressed Pay Now."),
    WITHDRAWN("T2", "The last look showed a reason not to charge."),
    ARMED("T3", "The charge is about to be sent."),
    RELEASED("T4", "The reservation was given up or lapsed; nothing was sent."),
    NOT_SENT("T5", "The charge did not leave."),
    COMPLETED("T6", "The provider shows a completed payment."),
    ACCEPTED("T7", "The provider has accepted the charge."),
    KEY_DEAD("T8", "The provider shows that the charge failed."),
    LEFT_AMBIGUOUS("T9", "The charge got no clear answer."),
    DEADLINE_PASSED("T10", "No answer was recorded in time."),
    RESENT("T11", "The same charge is sent again under the same key."),
    SENT_TO_REVIEW("T12", "A person has to decide."),
    FOUND_ELSEWHERE("T13", "The provider shows a payment that did not come from here."),
    ELSEWHERE_ENDED("T14", "The payment made elsewhere has ended."),
    SETTLED("T15", "The pending payment was completed."),
    SECOND_PAYMENT("T16", "The provider shows more completed payments than were owed."),
    REVIEW_SETTLED("T17", "The provider shows a completed payment."),
    OPERATOR_DECIDED("T18", "An operator has decided."),
    CHECK_BROUGHT_FORWARD("T19", "Something asked for an early check."),
    /** The refund of all that was paid, seen by the provider and the ERP alike, opens the invoice again (STA-07). */
    REOPENED("T20", "The payment was refunded and the invoice is open again."),
    /** No move: the provider was asked, and there is something an operator should see. */
    ATTENTION_RAISED("-", "An operator should look at this payment."),
    /** No move: the provider was asked, and the next check is set. */
    CHECKED("-", "The provider was asked; nothing has changed.");

    private final String number;
    private final String defaultText;

    Transition(String number, String defaultText) {
        this.number = number;
        this.defaultText = defaultText;
    }

    /** The transition's number in the protocol; {@code -} where the status stays. */
    public String number() {
        return number;
    }

    /** English, for the history. */
    public String defaultText() {
        return defaultText;
    }
}
