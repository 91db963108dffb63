package io.invoicepay.proof.simulation;

import io.invoicepay.proof.model.Bounds;
import io.invoicepay.proof.model.Explorer.Breach;
import io.invoicepay.proof.simulation.Violation.Promise;
import io.invoicepay.provider.KeyContract;
import io.vavr.control.Option;

/**
 * A protocol that is wrong in one place.
 *
 * @param name the mistake, in words
 * @param contract of the provider that shows it; one that ignores keys, wherever a deduplicating one would hide it
 * @param promise what it must be seen to break; the oracle is deaf to all others
 * @param modelled how far the model has to go to see it; nothing where it takes what the model leaves out
 */
record Mutant(String name, KeyContract contract, Promise promise, Sabotage sabotage, Option<Bounds> modelled) {
    Mutant within(Bounds bounds) {
        return new Mutant(name, contract, promise, sabotage, Option.some(bounds));
    }

    /** What the model must see broken. */
    Breach breach() {
        return switch (promise) {
            case NO_DOUBLE_CHARGE -> Breach.DOUBLE_CHARGE;
            case NOT_RELEASED_ALIVE -> Breach.RELEASED_ALIVE;
            case NO_FALSE_PAID -> Breach.FALSE_PAID;
            case OVERPAYMENT_SHOWN -> Breach.FALSE_OVERPAID;
            default -> throw new IllegalStateException("the model does not judge " + promise);
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
