package io.invoicepay.inmemory.simulation;

import io.invoicepay.inmemory.simulation.Violation.Promise;
import io.invoicepay.provider.KeyContract;

/**
 * A protocol that is wrong in one place.
 *
 * @param name the mistake, in words
 * @param contract of the provider that shows it; one that ignores keys, wherever a deduplicating one would hide it
 * @param promise what it must be seen to break; the oracle is deaf to all others
 */
record Mutant(String name, KeyContract contract, Promise promise, Sabotage sabotage) {
    @Override
    public String toString() {
        return name;
    }
}
