package io.invoicepay.proof.model;

import io.invoicepay.attempt.Lifecycle;
import io.vavr.control.Option;

/**
 * What is wrong with the steps around the decisions, and which decisions are taken. Normally nothing is.
 *
 * @param protocol in place of the production protocol
 * @param reservesBlindly the reservation is written over whatever is there
 * @param reconcilesBlindly the reconciler's finding is written over whatever is there
 * @param sendsUnarmed a lost arming is ignored
 * @param resendsAnyway the reconciler believes that the keys allow to send again
 * @param silenceIsNotSent no answer is heard as "nothing has left"
 */
public record Flaw(
        Option<Lifecycle> protocol,
        boolean reservesBlindly,
        boolean reconcilesBlindly,
        boolean sendsUnarmed,
        boolean resendsAnyway,
        boolean silenceIsNotSent) {
    public static final Flaw NONE = new Flaw(Option.none(), false, false, false, false, false);
    public static final Flaw RESERVES_BLINDLY = new Flaw(Option.none(), true, false, false, false, false);
    public static final Flaw RECONCILES_BLINDLY = new Flaw(Option.none(), false, true, false, false, false);
    public static final Flaw SENDS_UNARMED = new Flaw(Option.none(), false, false, true, false, false);
    public static final Flaw RESENDS_ANYWAY = new Flaw(Option.none(), false, false, false, true, false);
    public static final Flaw SILENCE_IS_NOT_SENT = new Flaw(Option.none(), false, false, false, false, true);

    public static Flaw of(Lifecycle altered) {
        return new Flaw(Option.some(altered), false, false, false, false, false);
    }
}
