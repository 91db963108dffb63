package io.invoicepay.proof.simulation;

import io.invoicepay.provider.KeyContract;
import java.time.Duration;
import java.util.List;

/**
 * How rough a schedule is. Drawn anew for every schedule: a little of everything, everywhere, would never reach what only a long calm
 * or a heavy storm leads to.
 *
 * @param steps how many steps before faults stop
 * @param invoices one or two
 * @param capped whether the provider takes no more than what is left to collect
 * @param instant payments end the moment they are made
 * @param showsKeys whether the provider shows the key of a payment; without it, an answer that is lost stays lost for long
 * @param lag how old what the provider shows is
 * @param crash of a thousand port calls, how many kill the node
 * @param sleep of a thousand port calls, how many put the thread to sleep
 * @param nest of a thousand port calls, how many let somebody else run first
 * @param storeFault of a thousand calls to the store, how many go wrong
 * @param findFault of a thousand queries, how many go wrong
 * @param erpFault of a thousand invoice readings, how many fail
 * @param clear of a hundred charges, how many get through in both directions
 * @param skew how far the second node's clock is off
 * @param dedupes whether keys rule a second charge out, so that copies and lost writes may happen
 */
record Mood(
        int steps,
        int invoices,
        boolean capped,
        boolean instant,
        boolean showsKeys,
        Duration lag,
        int crash,
        int sleep,
        int nest,
        int storeFault,
        int findFault,
        int erpFault,
        int clear,
        Duration skew,
        boolean dedupes) {
    private static final List<Duration> LAGS = List.of(
            Duration.ZERO,
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofSeconds(5),
            Duration.ofMinutes(10),
            Duration.ofHours(3));
    private static final List<Duration> SKEWS = List.of(
            Duration.ZERO,
            Duration.ZERO,
            Duration.ofSeconds(-2),
            Duration.ofSeconds(45),
            Duration.ofHours(1),
            Duration.ofHours(-1));

    static Mood of(KeyContract contract, Chance chance) {
        return new Mood(
                4 + chance.upTo(14),
                chance.oneIn(4) ? 2 : 1,
                chance.oneIn(2),
                chance.oneIn(4),
                !chance.oneIn(6),
                chance.pick(LAGS),
                chance.pick(List.of(0, 3, 15, 40)),
                chance.pick(List.of(0, 100, 300)),
                chance.pick(List.of(0, 50, 150)),
                chance.pick(List.of(0, 0, 30, 150)),
                chance.pick(List.of(0, 0, 50, 250)),
                chance.pick(List.of(0, 0, 50)),
                chance.pick(List.of(100, 70, 20)),
                chance.pick(SKEWS),
                contract.allowsResend());
    }
}
