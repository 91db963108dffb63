package io.invoicepay.checkout;

import io.invoicepay.invoice.Invoice;
import io.invoicepay.payment.HostRefusal;
import io.invoicepay.payment.Refusal;
import io.invoicepay.payment.StandardRefusal;
import io.invoicepay.provider.Capabilities;
import io.invoicepay.provider.ProviderView;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

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
        return refusals(List.of());
    }

    /** The same, with further ones of the library's behind those of its rules. */
    List<Refusal> refusals(List<StandardRefusal> further) {
        List<Refusal> refusals = new ArrayList<>();
        for (EligibilityRule rule : EligibilityRule.ALL) {
            if (rule.refuses(this)) {
                refusals.add(rule.refusal());
            }
        }
        refusals.addAll(further);
        refusals.addAll(hostRefusals);
        return refusals.isEmpty() ? List.of() : List.copyOf(refusals);
    }

    // Every rule asks these, and most payments break none: no object is made to find that out.

    /** Whether the account has the invoice, and this is true of it. */
    boolean has(Predicate<Invoice> condition) {
        return invoice.isDefined() && condition.test(invoice.get());
    }

    /** Whether the provider was asked, and this is true of what it said. */
    boolean sees(Predicate<ProviderView> condition) {
        return view.isDefined() && condition.test(view.get());
    }

    /** Whether the provider holds the invoice, and this is true of what it holds. */
    boolean shows(Predicate<ProviderView.Sent> condition) {
        return view.isDefined() && view.get() instanceof ProviderView.Sent sent && condition.test(sent);
    }

    /**
     * Whether the provider would collect another amount than is owed, while that is a question: it takes payments, none is under way and
     * none has settled it.
     *
     * @param discounted whether a discount is why
     */
    boolean differs(boolean discounted) {
        return view.isDefined()
                && view.get() instanceof ProviderView.Sent sent
                && sent.payable()
                && !sent.hasLivePayment()
                && !sent.isCovered()
                && sent.discount().isDefined() == discounted
                && has(PayColumn::isOwed)
                && !invoice.get().outstanding().equals(sent.collectible());
    }

    /** Whether there are a provider and an invoice on which something is owed, and this is true of them. */
    boolean owes(BiPredicate<Capabilities, Invoice> condition) {
        return provider.isDefined() && has(PayColumn::isOwed) && condition.test(provider.get(), invoice.get());
    }
}
