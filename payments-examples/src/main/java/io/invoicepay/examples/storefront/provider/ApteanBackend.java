package io.invoicepay.examples.storefront.provider;

import io.invoicepay.aptean.ApteanPay;
import io.invoicepay.aptean.ApteanPayConfig;
import io.invoicepay.examples.InputFault;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Option;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A real Aptean Pay, set up by the environment. Which processor's origins its card entry draws frames from is not publicly known: they
 * are named in {@code STOREFRONT_CARD_ORIGINS}, separated by blanks.
 */
record ApteanBackend(Option<PaymentProvider> provider, Set<String> furtherCardOrigins) implements Backend {
    private static final String ORIGIN = "https://[a-z0-9.-]+(:[0-9]+)?";

    static Backend open(Backend.Surroundings surroundings) {
        return open(surroundings, System.getenv());
    }

    static Backend open(Backend.Surroundings surroundings, Map<String, String> environment) {
        ApteanPayConfig config = ApteanPayConfig.fromEnvironment(environment)
                .getOrElseThrow(faults ->
                        new InputFault("--provider aptean", faults.faults().toString()));
        return new ApteanBackend(
                Option.some(ApteanPay.of(config).withClock(surroundings.clock()).provider()),
                origins(environment.getOrDefault("STOREFRONT_CARD_ORIGINS", "")));
    }

    private static Set<String> origins(String text) {
        return Arrays.stream(text.strip().split("\\s+", -1))
                .filter(origin -> !origin.isEmpty())
                .peek(origin -> {
                    if (!origin.matches(ORIGIN)) {
                        throw new InputFault("STOREFRONT_CARD_ORIGINS", "is not a list of https origins");
                    }
                })
                .collect(Collectors.toUnmodifiableSet());
    }
}
