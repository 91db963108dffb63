package io.invoicepay.checkout;

import static io.invoicepay.fixtures.Sample.AMOUNT;
import static io.invoicepay.fixtures.Sample.invoice;
import static io.invoicepay.fixtures.Sample.sent;

import io.invoicepay.invoice.Invoice;
import io.invoicepay.money.Money;
import io.invoicepay.payment.HostRefusal;
import io.invoicepay.payment.Refusal;
import io.invoicepay.provider.Capabilities;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderView;
import io.vavr.control.Option;
import java.util.Arrays;
import java.util.List;

/** An invoice that can be paid, and what keeps it from being paid: plain objects, no server, no mock (LIB-05). */
final class Candidates {
    private Candidates() {}

    /** Posted, sent, 1,250.00 USD outstanding, nothing in flight. */
    static Candidate payable() {
        return new Candidate(
                Option.some(Capabilities.builder().build()),
                Option.some(invoice()),
                Held.FREE,
                Option.some(sent()),
                List.of());
    }

    static Candidate with(Option<Capabilities> provider) {
        Candidate c = payable();
        return new Candidate(provider, c.invoice(), c.held(), c.view(), c.hostRefusals());
    }

    static Candidate with(Capabilities.Builder provider) {
        return with(Option.some(provider.build()));
    }

    static Candidate with(Invoice invoice) {
        Candidate c = payable();
        return new Candidate(c.provider(), Option.some(invoice), c.held(), c.view(), c.hostRefusals());
    }

    static Candidate with(Held held) {
        Candidate c = payable();
        return new Candidate(c.provider(), c.invoice(), held, c.view(), c.hostRefusals());
    }

    static Candidate with(ProviderView view) {
        Candidate c = payable();
        return new Candidate(c.provider(), c.invoice(), c.held(), Option.some(view), c.hostRefusals());
    }

    static Candidate with(HostRefusal... refusals) {
        Candidate c = payable();
        return new Candidate(c.provider(), c.invoice(), c.held(), c.view(), Arrays.asList(refusals));
    }

    static Candidate unknownInvoice() {
        Candidate c = payable();
        return new Candidate(c.provider(), Option.none(), Held.FREE, Option.none(), List.of());
    }

    static ProviderView.Sent collecting(Money collectible, Option<Money> discount) {
        return new ProviderView.Sent("request-1", true, AMOUNT, collectible, discount, List.of());
    }

    static ProviderView.Sent closed(ProviderPayment... payments) {
        ProviderView.Sent open = sent(payments);
        return new ProviderView.Sent(
                open.request(), false, open.requested(), open.collectible(), open.discount(), open.payments());
    }

    /** Nothing is left to collect, whatever payments are shown. */
    static ProviderView.Sent settled(ProviderPayment... payments) {
        return new ProviderView.Sent(
                "request-1", false, AMOUNT, Money.zero(AMOUNT.currency()), Option.none(), List.of(payments));
    }

    static List<String> reasons(Candidate candidate) {
        return candidate.refusals().stream().map(Refusal::name).toList();
    }
}
