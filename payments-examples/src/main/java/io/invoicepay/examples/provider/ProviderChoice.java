package io.invoicepay.examples.provider;

import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Option;
import java.util.List;

/** A payment provider that {@code --provider} can name. */
public interface ProviderChoice {
    /** As the option names it. */
    String name();

    /**
     * Opens it for one command.
     *
     * @param simulation the in-memory provider as it was left, and what it was asked to play
     * @return what new payments go to; nothing where nothing can be paid (PAY-05)
     * @throws io.invoicepay.examples.InputFault if it is not set up
     */
    Option<PaymentProvider> open(Simulation simulation);

    /** All there are, the default first. */
    static List<ProviderChoice> all() {
        return List.of(new InMemory(), new None());
    }

    /** The in-memory provider: complete, and without a network. */
    record InMemory() implements ProviderChoice {
        @Override
        public String name() {
            return "inmemory";
        }

        @Override
        public Option<PaymentProvider> open(Simulation simulation) {
            return Option.some(simulation.play());
        }
    }

    /** What a storefront looks like where no provider is configured. */
    record None() implements ProviderChoice {
        @Override
        public String name() {
            return "none";
        }

        @Override
        public Option<PaymentProvider> open(Simulation simulation) {
            return Option.none();
        }
    }
}
