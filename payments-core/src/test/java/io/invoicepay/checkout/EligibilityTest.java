package io.invoicepay.checkout;

import static io.invoicepay.checkout.Candidates.closed;
import static io.invoicepay.checkout.Candidates.collecting;
import static io.invoicepay.checkout.Candidates.payable;
import static io.invoicepay.checkout.Candidates.reasons;
import static io.invoicepay.checkout.Candidates.unknownInvoice;
import static io.invoicepay.checkout.Candidates.with;
import static io.invoicepay.fixtures.Sample.ACCOUNT;
import static io.invoicepay.fixtures.Sample.AMOUNT;
import static io.invoicepay.fixtures.Sample.EUR;
import static io.invoicepay.fixtures.Sample.NUMBER;
import static io.invoicepay.fixtures.Sample.USD;
import static io.invoicepay.fixtures.Sample.invoice;
import static io.invoicepay.fixtures.Sample.portal;
import static io.invoicepay.fixtures.Sample.sent;
import static io.invoicepay.fixtures.Sample.usd;
import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.invoice.DocumentStatus;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.money.Money;
import io.invoicepay.payment.HostRefusal;
import io.invoicepay.payment.StandardRefusal;
import io.invoicepay.provider.Capabilities;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.provider.ProviderView;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class EligibilityTest {
    @Test
    @DisplayName(
            "VAL-03 LIB-05 an invoice that is posted, sent, outstanding and free can be paid, as one line of plain objects shows")
    void canBePaid() {
        assertThat(payable().refusals()).isEmpty();
    }

    @Test
    @DisplayName("VAL-01 an invoice that has not been sent for payment processing is refused")
    void notSent() {
        assertThat(with(ProviderView.notSent()).refusals()).containsExactly(StandardRefusal.NOT_SENT);
    }

    @Test
    @DisplayName("VAL-02 a pending payment is refused, wherever it was made")
    void pending() {
        assertThat(reasons(with(Held.PENDING))).containsExactly("PAYMENT_PENDING");
        assertThat(reasons(with(sent(portal(Status.PENDING))))).containsExactly("PAYMENT_PENDING");
        assertThat(reasons(with(sent(portal(Status.UNRECOGNISED))))).containsExactly("PAYMENT_PENDING");
        assertThat(reasons(with(closed(portal(Status.PENDING))))).containsExactly("PAYMENT_PENDING");
        assertThat(reasons(with(sent(portal(Status.FAILED))))).isEmpty();
        assertThat(reasons(with(sent(portal(Status.CANCELLED))))).isEmpty();
    }

    @Test
    @DisplayName("STA-01 a completed payment that the ERP does not show yet is refused, wherever it was made")
    void paid() {
        assertThat(reasons(with(Held.PAID))).containsExactly("ALREADY_PAID");
        assertThat(reasons(with(sent(portal(Status.COMPLETED))))).containsExactly("ALREADY_PAID");
        assertThat(reasons(with(closed(portal(Status.COMPLETED))))).containsExactly("ALREADY_PAID");
        assertThat(reasons(with(sent(AMOUNT, portal(Status.COMPLETED))))).containsExactly("ALREADY_PAID");
        Invoice posted = Invoice.of(NUMBER, ACCOUNT, usd("0.00")).withStatus(DocumentStatus.PAID);
        assertThat(reasons(new Candidate(
                        with(Held.PAID).provider(), Option.some(posted), Held.PAID, Option.none(), List.of())))
                .as("what the ERP shows by now is not waited for")
                .containsExactly("NOTHING_OUTSTANDING");
    }

    @ParameterizedTest
    @EnumSource(DocumentStatus.class)
    @DisplayName("VAL-04 an invoice that is not posted is refused: drafts, in review, cancelled, unrecognised")
    void notPosted(DocumentStatus status) {
        Invoice invoice = Invoice.of(NUMBER, ACCOUNT, AMOUNT).withStatus(status);
        List<String> expected = switch (status) {
            case OPEN, PAID, CORRECTIVE -> List.of();
            case DRAFT, IN_REVIEW, CANCELLED, UNRECOGNISED -> List.of("NOT_POSTED");
        };
        Candidate candidate = with(invoice);
        assertThat(reasons(new Candidate(
                        candidate.provider(),
                        candidate.invoice(),
                        Held.FREE,
                        invoice.isPosted() ? candidate.view() : Option.none(),
                        List.of())))
                .isEqualTo(expected);
    }

    @Test
    @DisplayName("VAL-04 an invoice with nothing outstanding is refused, also an overpaid one")
    void nothingOutstanding() {
        assertThat(reasons(with(invoice(usd("0.00"))))).containsExactly("NOTHING_OUTSTANDING");
        assertThat(reasons(with(invoice(usd("-0.01"))))).containsExactly("NOTHING_OUTSTANDING");
        assertThat(reasons(with(invoice(usd("0.01"))))).doesNotContain("NOTHING_OUTSTANDING");
    }

    @Test
    @DisplayName("VAL-04 PAY-04 an invoice that the account does not have is unknown, and nothing more is said")
    void unknown() {
        assertThat(reasons(unknownInvoice())).containsExactly("UNKNOWN_INVOICE");
    }

    @Test
    @DisplayName("VAL-04 PAY-05 without a provider nothing can be paid")
    void noProvider() {
        assertThat(reasons(with(Option.<Capabilities>none()))).containsExactly("NO_PROVIDER");
    }

    @ParameterizedTest
    @EnumSource(ProviderView.Inconclusive.Cause.class)
    @DisplayName("VAL-05 a provider without a usable answer is refused as such: neither not sent nor pending")
    void unreachable(ProviderView.Inconclusive.Cause cause) {
        assertThat(reasons(with(ProviderView.inconclusive(cause)))).containsExactly("PROVIDER_UNREACHABLE");
        assertThat(StandardRefusal.PROVIDER_UNREACHABLE.defaultText()).contains("Nothing was charged");
    }

    @Test
    @DisplayName("VAL-06 another amount or currency at the provider is refused, to the cent")
    void amountsDiffer() {
        for (Money collectible : List.of(usd("1249.99"), usd("1250.01"), Money.of("1250.00", "CAD"), usd("0.00"))) {
            ProviderView view =
                    new ProviderView.Sent("request-1", true, collectible, collectible, Option.none(), List.of());
            assertThat(reasons(with(view))).as("%s", collectible).containsExactly("AMOUNTS_DIFFER");
        }
        assertThat(reasons(with(sent(portal("part", Status.COMPLETED, usd("250.00"))))))
                .containsExactly("AMOUNTS_DIFFER");
    }

    @Test
    @DisplayName("VAL-08 an amount under the provider's minimum or over its maximum is refused, in that currency alone")
    void limits() {
        assertThat(reasons(with(Capabilities.builder().minimum(usd("1250.01")))))
                .containsExactly("BELOW_MINIMUM");
        assertThat(reasons(with(Capabilities.builder().minimum(usd("1250.00")))))
                .isEmpty();
        assertThat(reasons(with(Capabilities.builder().maximum(usd("1249.99")))))
                .containsExactly("ABOVE_MAXIMUM");
        assertThat(reasons(with(Capabilities.builder().maximum(usd("1250.00")))))
                .isEmpty();
        assertThat(reasons(with(Capabilities.builder()
                        .minimum(Money.of("9999.00", "EUR"))
                        .maximum(Money.of("1.00", "EUR")))))
                .isEmpty();
    }

    @Test
    @DisplayName("VAL-08 a currency the provider does not take is refused")
    void currency() {
        assertThat(reasons(with(Capabilities.builder().currencies(Set.of(EUR)))))
                .containsExactly("CURRENCY_NOT_ACCEPTED");
        assertThat(reasons(with(Capabilities.builder().currencies(Set.of(EUR, USD)))))
                .isEmpty();
    }

    @Test
    @DisplayName("VAL-08 what a provider takes is asked only of an invoice that owes something")
    void limitsOfNothing() {
        Candidate candidate = with(Capabilities.builder().minimum(usd("1.00")).currencies(Set.of(EUR)));
        Candidate settled = new Candidate(
                candidate.provider(), Option.some(invoice(usd("0.00"))), Held.FREE, Option.none(), List.of());
        assertThat(reasons(settled)).containsExactly("NOTHING_OUTSTANDING");
    }

    @Test
    @DisplayName("VAL-08 an early-payment discount is refused where it makes the payable amount differ, and only there")
    void discount() {
        Option<Money> discount = Option.some(usd("25.00"));
        assertThat(reasons(with(collecting(usd("1225.00"), discount)))).containsExactly("DISCOUNT_APPLIES");
        assertThat(reasons(with(collecting(AMOUNT, discount)))).isEmpty();
    }

    @Test
    @DisplayName("A request for payment that is closed at the provider is refused")
    void closedRequest() {
        assertThat(reasons(with(closed()))).containsExactly("NOT_PAYABLE_ONLINE");
        assertThat(reasons(with(closed(portal(Status.FAILED))))).containsExactly("NOT_PAYABLE_ONLINE");
    }

    @Test
    @DisplayName(
            "What only a person can tell is refused, and so is everything while the record of payments cannot be read")
    void underReview() {
        assertThat(reasons(with(Held.REVIEW))).containsExactly("UNDER_REVIEW");
        assertThat(reasons(with(new ProviderView.Contradictory("two requests"))))
                .containsExactly("UNDER_REVIEW");
        assertThat(reasons(with(Held.UNREADABLE))).containsExactly("PAYMENTS_UNAVAILABLE");
    }

    @Test
    @DisplayName("VAL-07 all reasons that hold are told, in a fixed order, whatever they are about")
    void allReasons() {
        Candidate worst = new Candidate(
                Option.some(Capabilities.builder()
                        .currencies(Set.of(EUR))
                        .minimum(usd("9999.00"))
                        .maximum(usd("1.00"))
                        .build()),
                Option.some(invoice()),
                Held.PAID,
                Option.some(sent(portal(Status.PENDING))),
                List.of(new HostRefusal("ON_HOLD", "shop.hold", "On hold.")));
        assertThat(reasons(worst))
                .containsExactly(
                        "PAYMENT_PENDING",
                        "ALREADY_PAID",
                        "CURRENCY_NOT_ACCEPTED",
                        "BELOW_MINIMUM",
                        "ABOVE_MAXIMUM",
                        "ON_HOLD");
        Invoice draft = Invoice.of(NUMBER, ACCOUNT, usd("0.00")).withStatus(DocumentStatus.DRAFT);
        assertThat(reasons(new Candidate(Option.none(), Option.some(draft), Held.REVIEW, Option.none(), List.of())))
                .containsExactly("NO_PROVIDER", "NOT_POSTED", "NOTHING_OUTSTANDING", "UNDER_REVIEW");
    }

    @Test
    @DisplayName("VAL-07 the rules stand in the order of their refusals, one each")
    void ruleOrder() {
        List<StandardRefusal> refusals = Arrays.stream(EligibilityRule.values())
                .map(EligibilityRule::refusal)
                .toList();
        assertThat(refusals).doesNotHaveDuplicates().isSorted();
    }

    @Test
    @DisplayName(
            "VAL-09 a host's own reasons come after the library's, in the host's order, and do not change behind its back")
    void hostRules() {
        HostRefusal hold = new HostRefusal("ON_HOLD", "shop.hold", "On hold.");
        HostRefusal approval = new HostRefusal("APPROVAL_MISSING", "shop.approval", "Not approved.");
        assertThat(with(hold, approval).refusals()).containsExactly(hold, approval);
        List<HostRefusal> refusals = new ArrayList<>(List.of(hold));
        Candidate candidate = new Candidate(Option.none(), Option.none(), Held.FREE, Option.none(), refusals);
        refusals.clear();
        assertThat(reasons(candidate)).containsExactly("NO_PROVIDER", "UNKNOWN_INVOICE", "ON_HOLD");
    }
}
