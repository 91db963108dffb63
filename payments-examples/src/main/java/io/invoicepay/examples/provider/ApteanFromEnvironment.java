package io.invoicepay.examples.provider;

import io.invoicepay.aptean.ApteanPay;
import io.invoicepay.aptean.ApteanPayConfig;
import io.invoicepay.examples.InputFault;
import io.invoicepay.spi.PaymentProvider;
import java.time.Clock;
import java.util.Map;

/** Aptean Pay, set up by the environment: what a host copies to change its provider in one line (LIB-03). */
public final class ApteanFromEnvironment {
    private ApteanFromEnvironment() {}

    /**
     * The provider for {@code InvoicePayments.builder(…).provider(…)}; one for the host's whole life.
     *
     * @param environment {@code System.getenv()}: the variables named {@code APTEAN_PAY_…}
     * @throws InputFault naming every fault of the configuration, and no value
     */
    public static PaymentProvider provider(Map<String, String> environment, Clock clock) {
        return provider(config(environment), clock);
    }

    static PaymentProvider provider(ApteanPayConfig config, Clock clock) {
        return ApteanPay.of(config).withClock(clock).provider();
    }

    static ApteanPayConfig config(Map<String, String> environment) {
        return ApteanPayConfig.fromEnvironment(environment)
                .getOrElseThrow(faults -> InputFault.ofAll("Aptean Pay", faults.faults()));
    }

    /** Whether the environment says anything about it. */
    static boolean isMeant(Map<String, String> environment) {
        return environment.keySet().stream().anyMatch(name -> name.startsWith("APTEAN_PAY_"));
    }
}
