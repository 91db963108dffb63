package io.invoicepay.examples.provider;

import java.time.Clock;
import java.util.Map;

/**
 * What a program lends to the providers it can be told to use.
 *
 * @param environment variables, by name; secrets among them, so that it is never printed
 * @param clock the system's
 * @param simulation the in-memory provider as it was left, and what it was asked to play
 */
public record Surroundings(Map<String, String> environment, Clock clock, Simulation simulation) {
    public Surroundings {
        environment = Map.copyOf(environment);
    }

    /** Nothing of it is for a log. */
    @Override
    public String toString() {
        return "Surroundings";
    }
}
