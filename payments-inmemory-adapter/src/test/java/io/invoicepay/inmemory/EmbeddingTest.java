package io.invoicepay.inmemory;

import static io.invoicepay.inmemory.Fixtures.ACCOUNT;
import static io.invoicepay.inmemory.Fixtures.AMOUNT;
import static io.invoicepay.inmemory.Fixtures.CARD;
import static io.invoicepay.inmemory.Fixtures.NUMBER;
import static io.invoicepay.inmemory.Fixtures.START;
import static io.invoicepay.inmemory.Fixtures.form;
import static io.invoicepay.inmemory.Fixtures.payer;
import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.checkout.PayState;
import io.invoicepay.checkout.PaymentDialog;
import io.invoicepay.inmemory.FaultyAttempts.Fault;
import io.invoicepay.invoice.DocumentStatus;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.payment.Customer;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.GuestPayment;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.payment.PaymentMethod;
import io.invoicepay.payment.PaymentOutcome;
import io.invoicepay.payment.Refusals;
import io.invoicepay.payment.Secret;
import io.invoicepay.payment.StandardRefusal;
import io.invoicepay.provider.KeyContract;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.spi.PageRequest;
import io.invoicepay.spi.PaymentAttempts;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A host's view: the core's facade over the ports in memory. The ledger is what counts. */
@DisplayName("A storefront over the in-memory ports")
class EmbeddingTest {
    private static final Customer ANN = new Customer(ACCOUNT, "ann");
    private static final Secret SECRET = Secret.of("a secret of thirty-two bytes or more");

    private final VirtualClock clock = VirtualClock.at(START);
    private final InMemoryInvoices invoices =
            InMemoryInvoices.of(List.of(Invoice.of(NUMBER, ACCOUNT, AMOUNT)), List.of());
    private final FaultyAttempts attempts = FaultyAttempts.over(new InMemoryAttempts());
    private final InMemoryProvider provider = InMemoryProvider.builder(clock).build();
    private final InvoicePayments payments = storefront(attempts, provider);

    private InvoicePayments storefront(PaymentAttempts store, InMemoryProvider configured) {
        return InvoicePayments.builder(invoices, store, SECRET)
                .provider(configured)
                .clock(clock)
                .build();
    }

    @BeforeEach
    void sentForPayment() {
        provider.send(NUMBER, AMOUNT);
    }

    private PayState inList() {
        return payments.invoices(ANN, PageRequest.first(10)).rows().get(0).pay();
    }

    private PaymentOutcome payNow(String cardToken) {
        return payments.payNow(ANN, dialog().token(), payer(cardToken));
    }

    private PaymentDialog dialog() {
        return payments.open(ANN, NUMBER).get();
    }

    private void reconcileFor(Duration length) {
        for (Duration done = Duration.ZERO; done.compareTo(length) < 0; done = done.plusSeconds(30)) {
            clock.advance(Duration.ofSeconds(30));
            payments.reconciliation().checkDue(100);
        }
    }

    private SlotStatus status() {
        return payments.explain(ANN, NUMBER).get().status();
    }

    @DisplayName(
            "EX-01 an invoice of 1,250.00: Pay, the dialog, address, card, Pay Now; then Pending, and in the end nothing")
    @Test
    void workedExample() {
        assertThat(inList()).isEqualTo(PayState.PAY);

        PaymentDialog dialog = dialog();
        assertThat(dialog.amount()).isEqualTo(AMOUNT);
        assertThat(dialog.methods()).containsExactly(PaymentMethod.GUEST_CHECKOUT, PaymentMethod.PORTAL);
        assertThat(payments.checkAddress(form()).get().country()).isEqualTo("US");
        GuestPayment payment = payments.checkPayment(form(), "Ann Beebe", CARD).get();
        PaymentOutcome outcome = payments.payNow(ANN, dialog.token(), payment);

        assertThat(((PaymentOutcome.Pending) outcome).amount()).isEqualTo(AMOUNT);
        assertThat(inList()).isEqualTo(PayState.PENDING);
        assertThat(payments.open(ANN, NUMBER).getLeft().names()).contains("PAYMENT_PENDING");
        assertThat(provider.ledger()).extracting(LedgerEntry::charged).containsExactly(AMOUNT);

        reconcileFor(Duration.ofMinutes(5));
        assertThat(status()).isEqualTo(SlotStatus.PAID);
        assertThat(inList()).as("the ERP has not posted it yet").isEqualTo(PayState.PENDING);

        invoices.put(Invoice.of(NUMBER, ACCOUNT, AMOUNT.minus(AMOUNT))
                .withTotal(AMOUNT)
                .withStatus(DocumentStatus.PAID));
        assertThat(inList()).isEqualTo(PayState.NONE);
        assertThat(provider.ledger()).hasSize(1);
    }

    @DisplayName("GST-07 a declined card leaves the dialog open for a second one")
    @Test
    void declineAndSecondCard() {
        provider.plan("tok_declined", Plan.decline(DeclineReason.INSUFFICIENT_FUNDS));
        PaymentDialog dialog = dialog();

        PaymentOutcome declined = payments.payNow(ANN, dialog.token(), payer("tok_declined"));
        assertThat(((PaymentOutcome.Declined) declined).reason()).isEqualTo(DeclineReason.INSUFFICIENT_FUNDS);
        assertThat(inList()).isEqualTo(PayState.PAY);

        assertThat(payments.payNow(ANN, dialog.token(), payer(CARD))).isInstanceOf(PaymentOutcome.Pending.class);
        assertThat(provider.ledger()).extracting(LedgerEntry::status).containsExactly(Status.FAILED, Status.PENDING);
        assertThat(provider.ledger()).extracting(LedgerEntry::key).doesNotHaveDuplicates();
    }

    @DisplayName("GST-09 fifty threads press Pay Now at once: one charge, the others hear that a payment is pending")
    @ParameterizedTest
    @EnumSource(KeyContract.class)
    void fiftyThreads(KeyContract contract) throws InterruptedException {
        // Neither keys nor the cap may be what keeps the second charge away.
        InMemoryProvider hostile =
                InMemoryProvider.builder(clock).keys(contract).caps(false).build();
        hostile.send(NUMBER, AMOUNT);
        InMemoryAttempts store = new InMemoryAttempts();
        List<InvoicePayments> nodes = List.of(storefront(store, hostile), storefront(store, hostile));
        String token = nodes.get(0).open(ANN, NUMBER).get().token();
        GuestPayment payment = payer(CARD);

        List<PaymentOutcome> outcomes =
                Race.of(50, thread -> nodes.get(thread % 2).payNow(ANN, token, payment));

        assertThat(hostile.ledger()).hasSize(1);
        assertThat(outcomes)
                .filteredOn(PaymentOutcome.Pending.class::isInstance)
                .hasSize(1);
        assertThat(outcomes)
                .filteredOn(outcome -> !(outcome instanceof PaymentOutcome.Pending))
                .allSatisfy(outcome -> assertThat(
                                ((PaymentOutcome.Refused) outcome).refusals().reasons())
                        .contains(StandardRefusal.PAYMENT_PENDING));
    }

    @DisplayName("GST-10 the answer gets lost: Pending, no second charge, and paid once the provider shows it")
    @Test
    void answerLost() {
        provider.next(Plan.approve().losingAnswer());

        assertThat(payNow(CARD)).isInstanceOf(PaymentOutcome.OutcomeUnknown.class);
        assertThat(inList()).isEqualTo(PayState.PENDING);
        assertThat(payments.open(ANN, NUMBER).isLeft()).isTrue();

        reconcileFor(Duration.ofMinutes(10));

        assertThat(status()).isEqualTo(SlotStatus.PAID);
        assertThat(provider.ledger()).hasSize(1).allMatch(LedgerEntry::tookMoney);
    }

    @DisplayName("GST-10 the answer to a decline gets lost: Pending, then payable again under a new key")
    @Test
    void declineAndAnswerLost() {
        provider.next(Plan.decline(DeclineReason.DECLINED).losingAnswer());
        assertThat(payNow(CARD)).isInstanceOf(PaymentOutcome.OutcomeUnknown.class);

        reconcileFor(Duration.ofMinutes(1));

        assertThat(inList()).isEqualTo(PayState.PAY);
        assertThat(payNow(CARD)).isInstanceOf(PaymentOutcome.Pending.class);
        assertThat(provider.ledger()).extracting(LedgerEntry::key).doesNotHaveDuplicates();
    }

    @DisplayName(
            "GST-10 the request gets lost: the same charge is sent again under its key, where the provider allows it")
    @Test
    void requestLost() {
        provider.next(Plan.loseRequest());
        assertThat(payNow(CARD)).isInstanceOf(PaymentOutcome.OutcomeUnknown.class);

        reconcileFor(Duration.ofMinutes(10));

        assertThat(status()).isEqualTo(SlotStatus.PAID);
        assertThat(provider.ledger()).hasSize(1);
    }

    @DisplayName("GST-10 the request gets lost and comes late, after it was sent again: one charge all the same")
    @Test
    void requestDelayed() {
        provider.next(Plan.approve().delayed(Duration.ofHours(2)));
        assertThat(payNow(CARD)).isInstanceOf(PaymentOutcome.OutcomeUnknown.class);

        reconcileFor(Duration.ofHours(3));

        assertThat(status()).isEqualTo(SlotStatus.PAID);
        assertThat(provider.ledger()).hasSize(1);
    }

    @DisplayName("GST-10 keys mean nothing: a lost request is never sent again, and waits for the late one or a person")
    @Test
    void neverResentWithoutKeys() {
        InMemoryProvider hostile =
                InMemoryProvider.builder(clock).keys(KeyContract.IGNORES_KEYS).build();
        hostile.send(NUMBER, AMOUNT);
        hostile.next(Plan.loseRequest());
        InvoicePayments other = storefront(new InMemoryAttempts(), hostile);
        other.payNow(ANN, other.open(ANN, NUMBER).get().token(), payer(CARD));

        for (int hour = 0; hour < 48; hour++) {
            clock.advance(Duration.ofHours(1));
            other.reconciliation().checkDue(10);
        }

        assertThat(hostile.ledger()).isEmpty();
        assertThat(other.reconciliation().attention(10))
                .extracting(PaymentSlot::status)
                .containsExactly(SlotStatus.REVIEW);
    }

    @DisplayName("GST-10 the adapter throws after it has sent: unknown, then paid")
    @Test
    void adapterThrows() {
        provider.next(Plan.approve().throwingAfter());
        assertThat(payNow(CARD)).isInstanceOf(PaymentOutcome.OutcomeUnknown.class);

        reconcileFor(Duration.ofMinutes(10));

        assertThat(status()).isEqualTo(SlotStatus.PAID);
        assertThat(provider.ledger()).hasSize(1);
    }

    @DisplayName("STA-02 a payment that fails after it was pending makes the invoice payable again")
    @Test
    void failsLater() {
        provider.next(Plan.failAfter(Duration.ofHours(1), DeclineReason.INSUFFICIENT_FUNDS));
        assertThat(payNow(CARD)).isInstanceOf(PaymentOutcome.Pending.class);

        reconcileFor(Duration.ofHours(3));

        assertThat(status()).isEqualTo(SlotStatus.PAYABLE);
        assertThat(inList()).isEqualTo(PayState.PAY);
    }

    @DisplayName("STA-06 a portal payment that raced ours is reported with both references")
    @Test
    void portalRace() {
        assertThat(payNow(CARD)).isInstanceOf(PaymentOutcome.Pending.class);
        provider.payInPortal(NUMBER, AMOUNT, Plan.approve());

        reconcileFor(Duration.ofMinutes(10));

        assertThat(status()).isEqualTo(SlotStatus.OVERPAID);
        assertThat(payments.reconciliation().attention(10).get(0).payments())
                .containsExactlyElementsOf(
                        provider.ledger().stream().map(LedgerEntry::payment).toList());
    }

    @DisplayName("POR-03 a payment made in the portal shows as Pending, then leaves nothing to pay")
    @Test
    void portal() {
        assertThat(payments.portal(ANN, NUMBER).get().uri())
                .isEqualTo(URI.create("https://pay.example.com/?request=request-1"));
        provider.payInPortal(NUMBER, AMOUNT, Plan.approve());
        assertThat(inList()).isEqualTo(PayState.PENDING);

        reconcileFor(Duration.ofMinutes(10));

        assertThat(status()).isEqualTo(SlotStatus.PAID);
    }

    @DisplayName("LIB-08 a store that does not tell whether the arming was written lets nothing be sent")
    @Test
    void armingUnknown() {
        attempts.nextWrites(Fault.NONE, Fault.UNKNOWN_NOT_WRITTEN);

        PaymentOutcome outcome = payNow(CARD);

        assertThat(outcome).isEqualTo(new PaymentOutcome.NotCharged(NotChargedReason.STORE_UNAVAILABLE));
        assertThat(provider.ledger()).isEmpty();
    }

    @DisplayName("LIB-08 a lost confirmation is found out by reading again, and the payment goes on")
    @Test
    void armingWritten() {
        attempts.nextWrites(Fault.UNKNOWN_WRITTEN, Fault.UNKNOWN_WRITTEN, Fault.UNKNOWN_WRITTEN);

        assertThat(payNow(CARD)).isInstanceOf(PaymentOutcome.Pending.class);
        assertThat(provider.ledger()).hasSize(1);
    }

    @DisplayName("LIB-08 an arming that arrives after it was given up finds the invoice free, and changes nothing")
    @Test
    void armingArrivesLate() {
        attempts.nextWrites(Fault.NONE, Fault.UNKNOWN_UNDER_WAY);
        assertThat(payNow(CARD)).isEqualTo(new PaymentOutcome.NotCharged(NotChargedReason.STORE_UNAVAILABLE));
        attempts.arrive();

        assertThat(provider.ledger()).isEmpty();
        assertThat(status()).isEqualTo(SlotStatus.PAYABLE);
        assertThat(payNow(CARD)).isInstanceOf(PaymentOutcome.Pending.class);
        assertThat(provider.ledger()).hasSize(1);
    }

    @DisplayName(
            "LIB-08 an arming that was written and could not be seen is taken back by who has won it and sent nothing")
    @Test
    void armingUnseen() {
        PaymentDialog dialog = dialog();
        attempts.nextWrites(Fault.NONE, Fault.UNKNOWN_WRITTEN);
        attempts.nextReads(Fault.NONE, Fault.UNAVAILABLE);

        assertThat(payments.payNow(ANN, dialog.token(), payer(CARD)))
                .isEqualTo(new PaymentOutcome.NotCharged(NotChargedReason.STORE_UNAVAILABLE));

        assertThat(payments.history(ANN, NUMBER).get())
                .extracting(slot -> slot.status())
                .containsExactly(SlotStatus.RESERVED, SlotStatus.SENDING, SlotStatus.PAYABLE);
        assertThat(payNow(CARD)).isInstanceOf(PaymentOutcome.Pending.class);
        assertThat(provider.ledger()).hasSize(1);
    }

    @DisplayName("GST-10 that nothing was sent is written again where the store did not confirm it: nobody else knows")
    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"UNKNOWN_WRITTEN", "UNKNOWN_NOT_WRITTEN"})
    void notSentUnconfirmed(Fault fault) {
        provider.plan(CARD, Plan.notSend(NotChargedReason.PROVIDER_UNREACHABLE));
        PaymentDialog dialog = dialog();
        attempts.nextWrites(Fault.NONE, Fault.NONE, fault);
        attempts.nextReads(Fault.NONE, Fault.UNAVAILABLE);

        assertThat(payments.payNow(ANN, dialog.token(), payer(CARD)))
                .isEqualTo(new PaymentOutcome.NotCharged(NotChargedReason.PROVIDER_UNREACHABLE));
        assertThat(status()).isEqualTo(SlotStatus.PAYABLE);
    }

    @DisplayName("VAL-01 an invoice that was not sent is refused, for that reason alone")
    @Test
    void notSent() {
        invoices.put(Fixtures.invoice("PS-2"));
        Refusals refusals =
                payments.open(ANN, Fixtures.invoice("PS-2").number()).getLeft();

        assertThat(refusals.reasons()).hasSize(1).first().isEqualTo(StandardRefusal.NOT_SENT);
    }
}
