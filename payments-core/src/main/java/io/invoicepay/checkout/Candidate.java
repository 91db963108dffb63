package io.invoicepay.checkout;

import io.invoicepay.invoice.Invoice;
import io.invoicepay.payment.HostRefusal;
import io.invoicepay.provider.Capabilities;
import io.invoicepay.provider.ProviderView;
import io.vavr.control.Option;
import java.util.List;
import java.util.Objects;
import java.util.function.BiPredicate;

/**
 * All the facts on which it is decided whether an invoice can be paid now, gathered beforehand so that the rules are pure.
 *
 * @param provider what the configured provider can do; nothing if none is configured
 * @param invoice the invoice, if the customer's account has it
 * @param held our own record
 * @param view what the provider knows; nothing if it was not asked, because there is no invoice or none to ask
 * @param hostRefusals what the host's own rules say
 */
public record Candidate(
        Option<Capabilities> provider,
        Option<Invoice> invoice,
        Held held,
        Option<ProviderView> view,
        List<HostRefusal> hostRefusals) {
    public Candidate {
        Objects.requireNonNull(held, "held");
        hostRefusals = List.copyOf(hostRefusals);
    }

    Option<ProviderView.Sent> sent() {
        return view.filter(ProviderView.Sent.class::isInstance).map(ProviderView.Sent.class::cast);
    }

    /** What the provider would collect, while that is a question: it takes payments, none is under way and none has settled it. */
    Option<ProviderView.Sent> collecting() {
        return sent().filter(s -> s.payable() && !s.hasLivePayment() && !s.isCovered());
    }

    /** The capabilities and the invoice, where both are there and something is owed on it. */
    boolean owes(BiPredicate<Capabilities, Invoice> condition) {
        return provider.exists(p -> invoice.exists(i -> PayColumn.isOwed(i) && condition.test(p, i)));
    }
}
