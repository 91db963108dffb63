package io.invoicepay.behaviours;

import static io.invoicepay.behaviours.Shop.ACCOUNT;
import static io.invoicepay.behaviours.Shop.AMOUNT;
import static io.invoicepay.behaviours.Shop.ANN;
import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.attempt.Patience;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.attempt.Transition;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.inmemory.Plan;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.provider.KeyContract;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** A provider that remembers keys is sent a lost request again, by the node that still knows the customer's card and address. */
class SendingAgainTest {
    /** As many as a node keeps at most. */
    private static final int MOST_KEPT = 1_000;

    private final Shop shop = new Shop();
    private final InMemoryProvider provider = InMemoryProvider.builder(shop.clock)
            .keys(KeyContract.REPLAYS)
            .showingKeys(true)
            .build();
    private final InvoicePayments node = shop.wire(provider, builder -> builder);
    private final InvoicePayments otherNode = shop.wire(provider, builder -> builder);

    private void pay(InvoiceNumber number, Plan plan) {
        pay(node, number, plan);
    }

    private void pay(InvoicePayments payments, InvoiceNumber number, Plan plan) {
        shop.invoices.put(Invoice.of(number, ACCOUNT, AMOUNT));
        provider.send(number, AMOUNT);
        provider.next(plan);
        payments.payNow(ANN, payments.open(ANN, number).get().token(), Shop.card(payments, "tok-good"));
    }

    private SlotStatus status(InvoiceNumber number) {
        return node.explain(ANN, number).get().status();
    }

    private void later(InvoicePayments reconciled, Duration length) {
        shop.clock.advance(length);
        var unused = reconciled.reconciliation().checkDue(2 * MOST_KEPT);
    }

    @Test
    @DisplayName("GST-10 a request that was lost is sent again under its key, once")
    void sendsAgain() {
        InvoiceNumber lost = new InvoiceNumber("LOST");
        pay(lost, Plan.loseRequest());
        assertThat(status(lost)).isEqualTo(SlotStatus.UNKNOWN);

        later(node, Duration.ofMinutes(5));
        later(node, Duration.ofHours(1));

        assertThat(status(lost)).isEqualTo(SlotStatus.PAID);
        assertThat(provider.ledger(lost)).hasSize(1);
        assertThat(provider.chargeRequests()).isEqualTo(2);
    }

    @Test
    @DisplayName("GST-10 a request that is lost again and again is sent seven times in all, and then a person decides")
    void doesNotSendForEver() {
        InvoiceNumber lost = new InvoiceNumber("LOST");
        pay(lost, Plan.loseRequest());
        for (int i = 0; i < 50; i++) {
            provider.next(Plan.loseRequest());
        }

        for (int minute = 0; minute < 2 * 24 * 60; minute++) {
            later(node, Duration.ofMinutes(1));
        }

        assertThat(provider.chargeRequests()).isEqualTo(7);
        assertThat(provider.ledger(lost)).isEmpty();
        assertThat(status(lost)).isEqualTo(SlotStatus.REVIEW);
    }

    @Test
    @DisplayName("GST-10 a request that was lost is not sent again once the provider may have forgotten its key")
    void notAfterTheKeyIsForgotten() {
        Patience usual = Patience.standard();
        Patience longer = new Patience(
                usual.reservation(),
                usual.answer(),
                Duration.ofDays(3),
                usual.pending(),
                usual.posting(),
                usual.watch());
        InvoicePayments patient = shop.wire(provider, builder -> builder.patience(longer));
        InvoiceNumber lost = new InvoiceNumber("LOST");
        pay(patient, lost, Plan.loseRequest());

        // a repetition may be on its way for as long as an answer is waited for
        later(patient, provider.capabilities().resendWindow().minus(usual.answer()));

        assertThat(provider.chargeRequests()).isEqualTo(1);
        assertThat(status(lost)).isEqualTo(SlotStatus.UNKNOWN);
    }

    @Test
    @DisplayName(
            "GST-10 a request is not sent again if the provider has forgotten its key by the time that this is on record")
    void notAfterASlowWrite() {
        InvoicePayments slow = shop.wire(
                shop.invoices,
                new WriteHook(
                        shop.attempts,
                        next -> shop.clock.advance(
                                next.cause().transition() == Transition.RESENT
                                        ? provider.capabilities().resendWindow()
                                        : Duration.ZERO)),
                builder -> builder.provider(provider));
        InvoiceNumber lost = new InvoiceNumber("LOST");
        pay(slow, lost, Plan.loseRequest());
        later(slow, Duration.ofMinutes(5));

        assertThat(shop.attempts.history(slow.explain(ANN, lost).get().invoice()))
                .extracting(stored -> stored.slot().cause().transition())
                .contains(Transition.RESENT);
        assertThat(provider.chargeRequests()).isEqualTo(1);
    }

    @Test
    @DisplayName(
            "GST-10 what this node has cleared up is forgotten at once, and takes no room from what it may send again")
    void thisClearsUp() {
        for (int i = 0; i < MOST_KEPT; i++) {
            pay(new InvoiceNumber("CLEARED-" + i), Plan.complete().losingAnswer());
        }
        later(node, Duration.ofMinutes(5));
        assertThat(status(new InvoiceNumber("CLEARED-0"))).isEqualTo(SlotStatus.PAID);

        InvoiceNumber lost = new InvoiceNumber("LOST");
        pay(lost, Plan.loseRequest());
        later(node, Duration.ofMinutes(5));
        assertThat(provider.ledger(lost)).hasSize(1);
    }

    @Test
    @DisplayName(
            "GST-10 what another node has cleared up takes no room from what this one may still have to send again")
    void othersClearUp() {
        for (int i = 0; i < MOST_KEPT; i++) {
            pay(new InvoiceNumber("CLEARED-" + i), Plan.complete().losingAnswer());
        }
        later(otherNode, Duration.ofMinutes(5));
        assertThat(status(new InvoiceNumber("CLEARED-0"))).isEqualTo(SlotStatus.PAID);
        assertThat(status(new InvoiceNumber("CLEARED-" + (MOST_KEPT - 1)))).isEqualTo(SlotStatus.PAID);

        InvoiceNumber early = new InvoiceNumber("EARLY");
        pay(early, Plan.loseRequest());
        later(node, Duration.ofMinutes(5));
        assertThat(provider.ledger(early)).as("the node is full").isEmpty();

        shop.clock.advance(provider.capabilities().resendWindow());
        InvoiceNumber late = new InvoiceNumber("LATE");
        pay(late, Plan.loseRequest());
        later(node, Duration.ofMinutes(5));
        assertThat(provider.ledger(late))
                .as("those that were cleared up are forgotten")
                .hasSize(1);
    }
}
