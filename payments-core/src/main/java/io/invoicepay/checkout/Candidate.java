package io.invoicepay.checkout;

import io.invoicepay.invoice.Invoice;
import io.invoicepay.payment.HostRefusal;
import io.invoicepay.payment.Refusal;
import io.invoicepay.provider.Capabilities;
import io.invoicepay.provider.ProviderView;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/**
 * All the facts on which it is decided whether an invoice can be paid now, gathered beforehand so that the rules are pure: the same
 * from list, detail, dialog and Pay Now (VAL-01 to VAL-09).
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
        hostRefusals = List.copyOf(hostRefusals);
    }

    /** All the reasons not to pay that hold, the library's in their fixed order, then the host's; empty if it can be paid. */
    public List<Refusal> refusals() {
        List<Refusal> refusals = new ArrayList<>();
        for (EligibilityRule rule : EligibilityRule.values()) {
            if (rule.refuses(this)) {
                refusals.add(rule.refusal());
            }
        }
        refusals.addAll(hostRefusals);
        return List.copyOf(refusals);
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
