package io.invoicepay.examples.storefront.provider;

import io.vavr.control.Option;
import java.util.Locale;

/** The providers by the names that {@code --provider} gives them. */
public enum Backends implements Backend.Choice {
    INMEMORY(InMemoryBackend::open),
    SANDBOX(SandboxBackend::open),
    APTEAN(ApteanBackend::open),
    NONE(surroundings -> Option::none);

    @SuppressWarnings("ImmutableEnumChecker") // method references that capture nothing
    private final Backend.Choice choice;

    Backends(Backend.Choice choice) {
        this.choice = choice;
    }

    @Override
    public Backend open(Backend.Surroundings surroundings) {
        return choice.open(surroundings);
    }

    /** As the option names it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
