package io.invoicepay.examples.store;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.payment.ProviderId;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a provider must stay at hand for, even where another one has taken over from it (LIB-06). */
final class InFlight {
    private InFlight() {}

    static Set<ProviderId> providers(Stream<PaymentSlot> slots) {
        return slots.filter(slot ->
                        slot.status().holdsTheInvoice() || slot.nextCheck().isDefined())
                .flatMap(slot -> slot.provider().toJavaStream())
                .collect(Collectors.toUnmodifiableSet());
    }
}
