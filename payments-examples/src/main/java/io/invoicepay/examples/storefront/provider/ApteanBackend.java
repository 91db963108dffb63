package io.invoicepay.examples.storefront.provider;

import io.invoicepay.aptean.ApteanPay;
import io.invoicepay.aptean.ApteanPayConfig;
import io.invoicepay.examples.InputFault;
import io.invoicepay.spi.PaymentProvider;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A real Aptean Pay, set up by the environment. The pages mount Aptean's card form and have no other way to a card token: where its script
 * is not told, guest checkout is not offered, lest a customer comes to a card step without a card form. Which processor's origins its card
 * entry draws frames from is not publicly known: they are named in {@code STOREFRONT_CARD_ORIGINS}, separated by blanks.
 */
record ApteanBackend(Option<PaymentProvider> provider, Set<String> furtherCardOrigins, Option<String> note)
        implements Backend {
    private static final String SCRIPT = "APTEAN_PAY_SDK_URL";
    private static final String ORIGIN = "https://[a-z0-9.-]+(:[0-9]+)?";

    static Backend open(Backend.Surroundings surroundings) {
        return open(surroundings, System.getenv());
    }

    static Backend open(Backend.Surroundings surroundings, Map<String, String> environment) {
        Option<String> note = Option.when(
                environment.getOrDefault(SCRIPT, "").isBlank(),
                SCRIPT + " is not set: there is no card form, and guest checkout is not offered");
        Map<String, String> told = new HashMap<>(environment);
        note.forEach(missing -> told.put("APTEAN_PAY_GUEST_CHECKOUT", "no"));
        ApteanPayConfig config =
                ApteanPayConfig.fromEnvironment(told).getOrElseThrow(faults -> faults(faults.faults(), note));
        return new ApteanBackend(
                Option.some(ApteanPay.of(config).withClock(surroundings.clock()).provider()),
                origins(environment.getOrDefault("STOREFRONT_CARD_ORIGINS", "")),
                note);
    }

    private static InputFault faults(List<ApteanPayConfig.Fault> faults, Option<String> note) {
        List<Object> all = new ArrayList<>(faults);
        note.forEach(all::add);
        return InputFault.ofAll("--provider aptean", all);
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
