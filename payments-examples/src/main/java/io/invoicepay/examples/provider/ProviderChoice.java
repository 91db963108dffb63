package io.invoicepay.examples.provider;

import io.invoicepay.aptean.ApteanPayConfig;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.examples.InputFault;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Option;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** A payment provider that a program can be told to use, by name. */
public interface ProviderChoice {
    /** As an option names it. */
    String name();

    /** Whether it is the one that plays what options arrange. */
    default boolean isSimulated() {
        return false;
    }

    /** Whether what is paid with it is still known to it when the program has ended. */
    default boolean outlivesTheProgram() {
        return false;
    }

    /**
     * Opens it for new payments.
     *
     * @return nothing where nothing can be paid (PAY-05)
     * @throws InputFault if it is not set up
     */
    Option<PaymentProvider> open(Surroundings around);

    /**
     * Opens it for what it began, while new payments go elsewhere (LIB-06).
     *
     * @param begun the providers that have payments in flight
     * @return nothing if it is not set up, or has none
     * @throws InputFault if it has some and is set up wrongly
     */
    Option<PaymentProvider> openForPaymentsInFlight(Surroundings around, Set<ProviderId> begun);

    /**
     * Wires this provider for new payments, and the others for those they began.
     *
     * @param begun the providers that have payments in flight
     * @return those of them that are not at hand; their payments wait
     * @throws InputFault if a provider that is needed is not set up as it should be
     */
    default Set<ProviderId> wire(InvoicePayments.Builder payments, Surroundings around, Set<ProviderId> begun) {
        Set<ProviderId> missing = new HashSet<>(begun);
        for (PaymentProvider provider : open(around)) {
            payments.provider(provider);
            missing.remove(provider.id());
        }
        for (ProviderChoice other : all()) {
            for (PaymentProvider former : other.equals(this)
                    ? Option.<PaymentProvider>none()
                    : other.openForPaymentsInFlight(around, begun)) {
                payments.formerProvider(former);
                missing.remove(former.id());
            }
        }
        return missing;
    }

    /** All there are, the default first. */
    static List<ProviderChoice> all() {
        return List.of(new InMemory(), new Aptean(), new None());
    }

    /** The one of that name, if there is one. */
    static Option<ProviderChoice> named(String name) {
        return Option.ofOptional(
                all().stream().filter(choice -> choice.name().equals(name)).findFirst());
    }

    /** The in-memory provider: complete, and without a network. */
    record InMemory() implements ProviderChoice {
        @Override
        public String name() {
            return "inmemory";
        }

        @Override
        public boolean isSimulated() {
            return true;
        }

        @Override
        public Option<PaymentProvider> open(Surroundings around) {
            return Option.some(around.simulation().play());
        }

        @Override
        public Option<PaymentProvider> openForPaymentsInFlight(Surroundings around, Set<ProviderId> begun) {
            return around.simulation().former();
        }
    }

    /** Aptean Pay, set up by the environment. */
    record Aptean() implements ProviderChoice {
        @Override
        public String name() {
            return "aptean";
        }

        @Override
        public boolean outlivesTheProgram() {
            return true;
        }

        @Override
        public Option<PaymentProvider> open(Surroundings around) {
            ApteanPayConfig config = ApteanFromEnvironment.config(around.environment());
            if (config.id().equals(around.simulation().id())) {
                throw new InputFault("APTEAN_PAY_PROVIDER_ID", "is the in-memory provider's name");
            }
            return Option.some(ApteanFromEnvironment.provider(config, around.clock()));
        }

        /** Asked only where there is something to ask about: opening it is a call to Aptean Pay. */
        @Override
        public Option<PaymentProvider> openForPaymentsInFlight(Surroundings around, Set<ProviderId> begun) {
            boolean others =
                    begun.stream().anyMatch(id -> !id.equals(around.simulation().id()));
            if (!others || !ApteanFromEnvironment.isMeant(around.environment())) {
                return Option.none();
            }
            ApteanPayConfig config = ApteanFromEnvironment.config(around.environment());
            return Option.when(
                    begun.contains(config.id())
                            && !config.id().equals(around.simulation().id()),
                    () -> ApteanFromEnvironment.provider(config, around.clock()));
        }
    }

    /** What a storefront looks like where no provider is configured. */
    record None() implements ProviderChoice {
        @Override
        public String name() {
            return "none";
        }

        @Override
        public Option<PaymentProvider> open(Surroundings around) {
            return Option.none();
        }

        @Override
        public Option<PaymentProvider> openForPaymentsInFlight(Surroundings around, Set<ProviderId> begun) {
            return Option.none();
        }
    }
}
