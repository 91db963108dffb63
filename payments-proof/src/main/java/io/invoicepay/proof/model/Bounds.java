package io.invoicepay.proof.model;

import io.invoicepay.provider.KeyContract;

/**
 * How far the model reaches. Everything else, stale answers, lost answers, late requests, is unlimited within it.
 *
 * @param contract what the provider does with used keys
 * @param capped whether the provider takes no more than what completed payments leave; pending ones do not count
 * @param keys how many keys the invoice's slot may use, 1 to 3
 * @param crashes how often a thread, or all of them at once, may be killed, 0 to 3
 * @param copies how many copies of requests the network may make, 0 to 3
 * @param portal how many payments somebody may make in the portal, 0 to 3
 * @param resends how often the reconciler may send an order again, where the contract allows it, 0 to 3
 */
public record Bounds(KeyContract contract, boolean capped, int keys, int crashes, int copies, int portal, int resends) {
    public Bounds {
        if (keys < 1 || keys > 3 || Math.max(Math.max(crashes, copies), Math.max(portal, resends)) > 3) {
            throw new IllegalArgumentException("out of what a state can hold");
        }
    }

    @Override
    public String toString() {
        return contract + (capped ? " capped" : " no cap") + ", " + keys + " keys, " + crashes + " crashes, " + copies
                + " copies, " + portal + " portal payments, " + resends + " resends";
    }
}
