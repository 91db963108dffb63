package io.invoicepay.examples.store;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.spi.StoredSlot;
import io.vavr.control.Option;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What a provider must stay at hand for, even where another one has taken over from it (LIB-06). */
final class InFlight {
    private InFlight() {}

    /** @param history of an invoice, the last entry last */
    static Set<ProviderId> providers(Stream<PaymentSlot> slots, Function<InvoiceKey, List<StoredSlot>> history) {
        return slots.filter(slot ->
                        slot.status().holdsTheInvoice() || slot.nextCheck().isDefined())
                .flatMap(slot -> slot.provider()
                        .orElse(() -> last(history.apply(slot.invoice())))
                        .toJavaStream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** An event may be of any provider; the last that the invoice has had to do with has to be at hand for it. */
    private static Option<ProviderId> last(List<StoredSlot> history) {
        return history.stream()
                .map(stored -> stored.slot().provider())
                .filter(Option::isDefined)
                .reduce(Option.none(), (before, after) -> after);
    }
}
