package io.invoicepay.behaviours;

import static io.invoicepay.behaviours.Shop.AMOUNT;
import static io.invoicepay.behaviours.Shop.ANN;
import static io.invoicepay.behaviours.Shop.BEN;
import static io.invoicepay.behaviours.Shop.INVOICE;
import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.checkout.PayState;
import io.invoicepay.checkout.PaymentDialog;
import io.invoicepay.inmemory.FaultyAttempts;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.inmemory.LedgerEntry;
import io.invoicepay.inmemory.Plan;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.invoice.OpenItems;
import io.invoicepay.money.Money;
import io.invoicepay.payment.BillingField;
import io.invoicepay.payment.BillingForm;
import io.invoicepay.payment.DeclineReason;
import io.invoicepay.payment.FieldFault;
import io.invoicepay.payment.GuestPayment;
import io.invoicepay.payment.HostRefusal;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.payment.NotChargedReason;
import io.invoicepay.payment.PaymentMethod;
import io.invoicepay.payment.PaymentOutcome;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.payment.Refusals;
import io.invoicepay.payment.StandardRefusal;
import io.invoicepay.spi.InvoicePage;
import io.invoicepay.spi.InvoiceSource;
import io.invoicepay.spi.PageRequest;
import io.invoicepay.spi.StoredSlot;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class DialogAndCheckoutTest {
    private final Shop shop = new Shop();

    private static Refusals refusals(PaymentOutcome outcome) {
        assertThat(outcome).isInstanceOf(PaymentOutcome.Refused.class);
        return ((PaymentOutcome.Refused) outcome).refusals();
    }

    @Nested
    @DisplayName("the dialog")
    class Dialog {
        @Test
        @DisplayName("DLG-01 offers guest checkout and portal, and the other alone where one is missing")
        void methods() {
            assertThat(shop.open().methods()).containsExactly(PaymentMethod.GUEST_CHECKOUT, PaymentMethod.PORTAL);
            assertThat(shop.open().cardEntry().isDefined()).isTrue();

            InMemoryProvider portalOnly = InMemoryProvider.builder(shop.clock)
                    .without(PaymentMethod.GUEST_CHECKOUT)
                    .build();
            portalOnly.send(INVOICE, AMOUNT);
            PaymentDialog dialog =
                    shop.wire(portalOnly, b -> b).open(ANN, INVOICE).get();
            assertThat(dialog.methods()).containsExactly(PaymentMethod.PORTAL);
            assertThat(dialog.cardEntry().isEmpty()).isTrue();
            assertThat(dialog.fields()).isEmpty();
        }

        @Test
        @DisplayName("DLG-01 does not open where neither is offered")
        void noMethod() {
            InMemoryProvider neither = InMemoryProvider.builder(shop.clock)
                    .without(PaymentMethod.GUEST_CHECKOUT)
                    .without(PaymentMethod.PORTAL)
                    .build();
            neither.send(INVOICE, AMOUNT);
            InvoicePayments payments = shop.wire(neither, b -> b);

            assertThat(payments.open(ANN, INVOICE).getLeft())
                    .isEqualTo(Refusals.of(StandardRefusal.METHOD_NOT_OFFERED));
        }

        @Test
        @DisplayName("DLG-01 Pay Now is refused where guest checkout is not offered, even with a good token")
        void guestNotOffered() {
            InMemoryProvider portalOnly = InMemoryProvider.builder(shop.clock)
                    .without(PaymentMethod.GUEST_CHECKOUT)
                    .build();
            portalOnly.send(INVOICE, AMOUNT);
            InvoicePayments payments = shop.wire(portalOnly, b -> b);
            String token = payments.open(ANN, INVOICE).get().token();

            assertThat(refusals(payments.payNow(ANN, token, Shop.card(payments, "tok-good"))))
                    .isEqualTo(Refusals.of(StandardRefusal.METHOD_NOT_OFFERED));
            assertThat(portalOnly.ledger()).isEmpty();
        }

        @Test
        @DisplayName("DLG-02 a forged or damaged token pays nothing")
        void forgedToken() {
            String token = shop.open().token();
            GuestPayment card = Shop.card(shop.payments, "tok-good");
            String forged = (token.charAt(10) == 'A' ? "B" : "A");
            List<String> forgeries = List.of(
                    "",
                    "x.y",
                    token + "A",
                    token.substring(1),
                    token.substring(0, 10) + forged + token.substring(11),
                    token.substring(0, token.indexOf('.')));

            assertThat(forgeries)
                    .allSatisfy(forgery -> assertThat(refusals(shop.payments.payNow(ANN, forgery, card)))
                            .isEqualTo(Refusals.of(StandardRefusal.DIALOG_INVALID)));
            assertThat(shop.ledger()).isEmpty();
        }

        @Test
        @DisplayName("DLG-03 leaving it reserves nothing: another dialog opens and pays at once")
        void cancel() {
            var unused = shop.open();

            assertThat(shop.payments.history(ANN, INVOICE).get()).isEmpty();
            assertThat(shop.payments.open(BEN, INVOICE).isRight()).isTrue();
            assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);
        }

        @Test
        @DisplayName("DLG-04 left open too long it expires, and a new one is validated again")
        void expires() {
            PaymentDialog dialog = shop.open();
            shop.clock.set(dialog.expiresAt());

            assertThat(refusals(shop.payments.payNow(ANN, dialog.token(), Shop.card(shop.payments, "tok-good"))))
                    .isEqualTo(Refusals.of(StandardRefusal.DIALOG_EXPIRED));
            assertThat(shop.ledger()).isEmpty();
            assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);
        }

        @Test
        @DisplayName("DLG-04 a millisecond before its time it still pays")
        void lastMoment() {
            PaymentDialog dialog = shop.open();
            shop.clock.set(dialog.expiresAt().minusMillis(1));

            assertThat(shop.payments.payNow(ANN, dialog.token(), Shop.card(shop.payments, "tok-good")))
                    .isInstanceOf(PaymentOutcome.Pending.class);
        }
    }

    @Nested
    @DisplayName("the form")
    class Form {
        @Test
        @DisplayName("GST-01 has its fields in order, and the ISO 3166 countries to choose from")
        void fields() {
            assertThat(shop.open().fields())
                    .extracting(BillingField::fieldName)
                    .containsExactly(
                            "email",
                            "street",
                            "address2",
                            "country",
                            "postalCode",
                            "phoneCountryCode",
                            "phone",
                            "nameOnCard",
                            "cardToken");
            assertThat(shop.open().countries())
                    .hasSize(249)
                    .contains("US", "CA", "DE")
                    .isSorted();
        }

        @Test
        @DisplayName("GST-02 reports all faults together, one a field, and the postal code against the country")
        void faultsTogether() {
            BillingForm form = new BillingForm("no address", "", "", "US", "ABCDE", "1", "12");

            assertThat(shop.payments.checkAddress(form).getLeft().faults())
                    .containsExactly(
                            Map.entry(BillingField.EMAIL, FieldFault.MALFORMED),
                            Map.entry(BillingField.STREET, FieldFault.MISSING),
                            Map.entry(BillingField.POSTAL_CODE, FieldFault.NOT_OF_THIS_COUNTRY),
                            Map.entry(BillingField.PHONE, FieldFault.NOT_OF_THIS_COUNTRY));
        }

        @Test
        @DisplayName("GST-03 Continue takes a good address, and keeps nothing of it")
        void goodAddress() {
            assertThat(shop.payments.checkAddress(Shop.FORM).get().country()).isEqualTo("US");
            assertThat(shop.payments.history(ANN, INVOICE).get()).isEmpty();
        }

        @Test
        @DisplayName("GST-04 a card number in place of a token is refused and named as such")
        void cardNumber() {
            assertThat(shop.payments
                            .checkPayment(Shop.FORM, "Ann Example", "4111 1111 1111 1111")
                            .getLeft()
                            .faults())
                    .containsExactly(Map.entry(BillingField.CARD_TOKEN, FieldFault.LOOKS_LIKE_A_CARD_NUMBER));
        }
    }

    @Nested
    @DisplayName("Pay Now")
    class PayNow {
        @Test
        @DisplayName("EX-01 GST-05 GST-06 pays the full balance, and the invoice shows Pending")
        void paysInFull() {
            assertThat(shop.column()).isEqualTo(PayState.PAY);

            PaymentOutcome outcome = shop.pay();

            LedgerEntry charge = shop.ledger().get(0);
            assertThat(shop.ledger()).hasSize(1);
            assertThat(charge.charged()).isEqualTo(AMOUNT);
            assertThat(outcome).isInstanceOfSatisfying(PaymentOutcome.Pending.class, pending -> {
                assertThat(pending.payment()).isEqualTo(charge.payment());
                assertThat(pending.amount()).isEqualTo(AMOUNT);
            });
            assertThat(shop.column()).isEqualTo(PayState.PENDING);
            assertThat(shop.button()).isEqualTo(PayState.PENDING);
        }

        @Test
        @DisplayName("GST-07 a declined card leaves nothing pending, and the same dialog takes another card")
        void declined() {
            PaymentDialog dialog = shop.open();
            shop.provider.plan("tok-poor", Plan.decline(DeclineReason.INSUFFICIENT_FUNDS));

            PaymentOutcome first = shop.payments.payNow(ANN, dialog.token(), Shop.card(shop.payments, "tok-poor"));

            assertThat(first)
                    .isInstanceOfSatisfying(
                            PaymentOutcome.Declined.class,
                            declined -> assertThat(declined.reason()).isEqualTo(DeclineReason.INSUFFICIENT_FUNDS));
            assertThat(shop.column()).isEqualTo(PayState.PAY);
            assertThat(shop.payments.payNow(ANN, dialog.token(), Shop.card(shop.payments, "tok-good")))
                    .isInstanceOf(PaymentOutcome.Pending.class);
            assertThat(shop.ledger().stream().filter(LedgerEntry::mayTakeMoney)).hasSize(1);
        }

        @Test
        @DisplayName("VAL-07 a host's refusal comes behind all of the library's at Pay Now too")
        void hostsLast() {
            HostRefusal onHold = new HostRefusal("ON_HOLD", "shop.on-hold", "Your account is on hold.");
            AtomicBoolean held = new AtomicBoolean();
            InvoicePayments ruled =
                    shop.wire(shop.provider, b -> b.rule((customer, invoice) -> Option.when(held.get(), onHold)));
            String token = ruled.open(ANN, INVOICE).get().token();
            held.set(true);
            Money now = Money.of("900.00", "USD");
            shop.invoices.put(Shop.invoice(now));

            PaymentOutcome outcome = ruled.payNow(ANN, token, Shop.card(ruled, "tok-good"));

            assertThat(((PaymentOutcome.Refused) outcome).refusals().reasons())
                    .containsExactly(StandardRefusal.AMOUNTS_DIFFER, StandardRefusal.BALANCE_CHANGED, onHold);
        }

        @Test
        @DisplayName("GST-08 a balance that changed since the dialog opened is not charged, and the new one is told")
        void balanceChanged() {
            String token = shop.open().token();
            Money now = Money.of("900.00", "USD");
            shop.invoices.put(Shop.invoice(now));
            shop.provider.send(INVOICE, now);

            assertThat(shop.payments.payNow(ANN, token, Shop.card(shop.payments, "tok-good")))
                    .isEqualTo(
                            new PaymentOutcome.Refused(Refusals.of(StandardRefusal.BALANCE_CHANGED), Option.some(now)));
            assertThat(shop.ledger()).isEmpty();
            assertThat(shop.column()).isEqualTo(PayState.PAY);
        }

        @Test
        @DisplayName(
                "GST-09 pressed fifty times at once, on two nodes, it charges once and tells the others that it is pending")
        void fiftyAtOnce() throws InterruptedException, ExecutionException {
            InvoicePayments otherNode = shop.wire(shop.provider, b -> b);
            String token = shop.open().token();
            int presses = 50;
            CyclicBarrier barrier = new CyclicBarrier(presses);
            ExecutorService pool = Executors.newFixedThreadPool(presses);
            List<Callable<PaymentOutcome>> calls = IntStream.range(0, presses)
                    .<Callable<PaymentOutcome>>mapToObj(i -> () -> {
                        InvoicePayments node = i % 2 == 0 ? shop.payments : otherNode;
                        GuestPayment card = Shop.card(node, "tok-" + i);
                        barrier.await();
                        return node.payNow(i % 3 == 0 ? BEN : ANN, token, card);
                    })
                    .toList();
            List<PaymentOutcome> outcomes = new ArrayList<>();
            for (Future<PaymentOutcome> future : pool.invokeAll(calls)) {
                outcomes.add(future.get());
            }
            pool.shutdown();

            assertThat(shop.ledger()).hasSize(1);
            assertThat(outcomes.stream().filter(PaymentOutcome.Pending.class::isInstance))
                    .hasSize(1);
            assertThat(outcomes.stream().filter(o -> !(o instanceof PaymentOutcome.Pending)))
                    .hasSize(presses - 1)
                    .allSatisfy(o -> assertThat(refusals(o).has(StandardRefusal.PAYMENT_PENDING))
                            .isTrue());
        }

        @Test
        @DisplayName(
                "GST-10 an answer that was lost shows Pending, is never sent again, and becomes paid once the provider shows it")
        void answerLost() {
            shop.provider.next(Plan.approve().losingAnswer());

            assertThat(shop.pay()).isInstanceOf(PaymentOutcome.OutcomeUnknown.class);
            assertThat(shop.column()).isEqualTo(PayState.PENDING);
            assertThat(shop.refusedToOpen().has(StandardRefusal.PAYMENT_PENDING))
                    .isTrue();

            shop.later(Duration.ofSeconds(10));
            shop.later(Duration.ofDays(1));
            assertThat(shop.payments.explain(ANN, INVOICE).get().status()).isEqualTo(SlotStatus.PAID);
            assertThat(shop.ledger()).hasSize(1);
        }

        @Test
        @DisplayName("GST-10 an answer that was lost becomes payable again once the provider shows that it failed")
        void answerLostThenFailed() {
            shop.provider.next(Plan.decline(DeclineReason.EXPIRED_CARD).losingAnswer());
            assertThat(shop.pay()).isInstanceOf(PaymentOutcome.OutcomeUnknown.class);

            shop.later(Duration.ofSeconds(10));

            assertThat(shop.column()).isEqualTo(PayState.PAY);
            assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);
            assertThat(shop.ledger().stream().filter(LedgerEntry::mayTakeMoney)).hasSize(1);
            assertThat(shop.ledger().stream().map(LedgerEntry::key).distinct()).hasSize(2);
        }

        @Test
        @DisplayName("GST-10 a provider that never shows the charge leads to a person, not to a second charge")
        void neverShown() {
            InMemoryProvider forgetful = InMemoryProvider.builder(shop.clock)
                    .keys(io.invoicepay.provider.KeyContract.IGNORES_KEYS)
                    .build();
            forgetful.send(INVOICE, AMOUNT);
            forgetful.next(Plan.loseRequest());
            InvoicePayments payments = shop.wire(forgetful, b -> b);
            String token = payments.open(ANN, INVOICE).get().token();

            assertThat(payments.payNow(ANN, token, Shop.card(payments, "tok-good")))
                    .isInstanceOf(PaymentOutcome.OutcomeUnknown.class);
            for (int hour = 0; hour < 30; hour++) {
                shop.clock.advance(Duration.ofHours(1));
                var unused = payments.reconciliation().checkDue(10);
                assertThat(payments.open(ANN, INVOICE).isLeft()).isTrue();
            }

            assertThat(payments.explain(ANN, INVOICE).get().status()).isEqualTo(SlotStatus.REVIEW);
            assertThat(payments.reconciliation().attention(10)).hasSize(1);
            assertThat(forgetful.ledger()).isEmpty();
        }

        @Test
        @DisplayName("VAL-05 a charge that never left is told as not charged, and can be tried again")
        void neverLeft() {
            shop.provider.next(Plan.notSend(NotChargedReason.PROVIDER_UNREACHABLE), Plan.expireCardEntry());

            assertThat(shop.pay()).isEqualTo(new PaymentOutcome.NotCharged(NotChargedReason.PROVIDER_UNREACHABLE));
            assertThat(shop.pay()).isEqualTo(new PaymentOutcome.NotCharged(NotChargedReason.CARD_ENTRY_EXPIRED));
            assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);
            assertThat(shop.ledger()).hasSize(1);
        }

        @Test
        @DisplayName("GST-10 an adapter that throws after sending leaves the outcome unknown, not payable")
        void adapterThrows() {
            shop.provider.next(Plan.approve().throwingAfter());

            assertThat(shop.pay()).isInstanceOf(PaymentOutcome.OutcomeUnknown.class);
            assertThat(shop.column()).isEqualTo(PayState.PENDING);
        }

        @Test
        @DisplayName("GST-10 nothing is sent unless the store confirms that the sending was written down")
        void armingNotConfirmed() {
            FaultyAttempts store = FaultyAttempts.over(shop.attempts);
            InvoicePayments payments = shop.wire(shop.invoices, store, b -> b.provider(shop.provider));
            String token = payments.open(ANN, INVOICE).get().token();
            store.nextWrites(FaultyAttempts.Fault.NONE, FaultyAttempts.Fault.UNKNOWN_NOT_WRITTEN);

            assertThat(payments.payNow(ANN, token, Shop.card(payments, "tok-good")))
                    .isEqualTo(new PaymentOutcome.NotCharged(NotChargedReason.STORE_UNAVAILABLE));
            assertThat(shop.ledger()).isEmpty();

            shop.later(Duration.ofMinutes(5));
            assertThat(shop.column()).isEqualTo(PayState.PAY);
        }

        @Test
        @DisplayName("GST-10 a confirmation that was lost is recognised by the write id, and the charge is sent once")
        void armingConfirmedByReading() {
            FaultyAttempts store = FaultyAttempts.over(shop.attempts);
            InvoicePayments payments = shop.wire(shop.invoices, store, b -> b.provider(shop.provider));
            String token = payments.open(ANN, INVOICE).get().token();
            store.nextWrites(FaultyAttempts.Fault.UNKNOWN_WRITTEN, FaultyAttempts.Fault.UNKNOWN_WRITTEN);

            assertThat(payments.payNow(ANN, token, Shop.card(payments, "tok-good")))
                    .isInstanceOf(PaymentOutcome.Pending.class);
            assertThat(shop.ledger()).hasSize(1);
        }

        @Test
        @DisplayName("No two writes of a payment bear one id; the reservation's is that of its attempt")
        void writeIds() {
            shop.provider.plan("tok-poor", Plan.decline(DeclineReason.INSUFFICIENT_FUNDS));
            for (String token : List.of("tok-poor", "tok-good")) {
                shop.payments.payNow(ANN, shop.open().token(), Shop.card(shop.payments, token));
            }

            List<StoredSlot> writes = shop.attempts.history(new InvoiceKey(new MerchantId("default"), INVOICE));
            assertThat(writes).hasSize(6);
            assertThat(writes).extracting(StoredSlot::writeId).doesNotHaveDuplicates();
            for (StoredSlot write : writes) {
                UUID attempt = write.slot().attempt().map(a -> a.id().value()).getOrElse(StoredSlot.NO_WRITE);
                assertThat(write.writeId().equals(attempt))
                        .isEqualTo(write.slot().status() == SlotStatus.RESERVED);
            }
        }

        @Test
        @DisplayName("GST-08 an invoice that cannot be read again is not charged, and nothing stays reserved")
        void invoiceUnreadable() {
            String token = shop.open().token();
            InvoicePayments payments = shop.wire(new BrokenSource(), shop.attempts, b -> b.provider(shop.provider));

            assertThat(payments.payNow(ANN, token, Shop.card(payments, "tok-good")))
                    .isEqualTo(new PaymentOutcome.NotCharged(NotChargedReason.INVOICES_UNAVAILABLE));
            assertThat(shop.ledger()).isEmpty();
            assertThat(shop.pay()).isInstanceOf(PaymentOutcome.Pending.class);
        }

        @Test
        @DisplayName("LIB-06 a dialog opened with another provider is not paid with this one's card form")
        void providerSwappedMeanwhile() {
            String token = shop.open().token();
            InMemoryProvider next = InMemoryProvider.builder(shop.clock)
                    .id(new ProviderId("next"))
                    .build();
            next.send(INVOICE, AMOUNT);
            InvoicePayments payments = shop.wire(next, b -> b.formerProvider(shop.provider));

            assertThat(refusals(payments.payNow(ANN, token, Shop.card(payments, "tok-good"))))
                    .isEqualTo(Refusals.of(StandardRefusal.DIALOG_EXPIRED));
            assertThat(next.ledger()).isEmpty();
        }

        @Test
        @DisplayName(
                "STA-05 the history tells who, when, how much and the provider's reference, and holds no personal data")
        void history() {
            shop.pay("tok-very-secret");

            List<PaymentSlot> history = shop.payments.history(ANN, INVOICE).get();
            assertThat(history)
                    .extracting(entry -> entry.cause().transition().number())
                    .containsExactly("T1", "T3", "T7");
            assertThat(history.get(0).cause().actor()).isEqualTo("customer ann");
            assertThat(history.get(0).attempt().get().amount()).isEqualTo(AMOUNT);
            assertThat(history.get(0).cause().at()).isEqualTo(shop.clock.instant());
            assertThat(history.get(2).payments())
                    .containsExactly(shop.ledger().get(0).payment());
            assertThat(shop.attempts.snapshot().toString() + history)
                    .doesNotContain("tok-very-secret", "Main Street", "ap@20000", "5550100", "Ann Example");
        }
    }

    /** The host's ERP is down. */
    private static final class BrokenSource implements InvoiceSource {
        @Override
        public Option<Invoice> invoice(io.invoicepay.invoice.AccountId account, InvoiceNumber number) {
            throw new IllegalStateException("the ERP does not answer");
        }

        @Override
        public InvoicePage invoices(io.invoicepay.invoice.AccountId account, PageRequest page) {
            throw new IllegalStateException("the ERP does not answer");
        }

        @Override
        public OpenItems openItems(io.invoicepay.invoice.AccountId account) {
            throw new IllegalStateException("the ERP does not answer");
        }
    }
}
