package io.invoicepay.behaviours;

import static io.invoicepay.behaviours.Shop.AMOUNT;
import static io.invoicepay.behaviours.Shop.ANN;
import static io.invoicepay.behaviours.Shop.INVOICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.invoicepay.attempt.Patience;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.checkout.InvoicePayments;
import io.invoicepay.inmemory.InMemoryProvider;
import io.invoicepay.inmemory.Plan;
import io.invoicepay.payment.BillingField;
import io.invoicepay.payment.ContactRules;
import io.invoicepay.payment.FieldFault;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.payment.PaymentMethod;
import io.invoicepay.payment.PaymentOutcome;
import io.invoicepay.payment.Refusals;
import io.invoicepay.payment.Secret;
import io.invoicepay.payment.StandardRefusal;
import io.vavr.control.Option;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a host sets while wiring")
class WiringTest {
    private final Shop shop = new Shop();

    @Test
    @DisplayName("LIB-02 the merchant is part of every key: two of them share a store without meeting")
    void merchants() {
        InvoicePayments other = shop.wire(shop.provider, b -> b.merchant(new MerchantId("other")));
        shop.provider.next(Plan.settleAfter(Duration.ofDays(1)));
        other.payNow(ANN, other.open(ANN, INVOICE).get().token(), Shop.card(other, "tok-good"));

        assertThat(other.explain(ANN, INVOICE).get().invoice().merchant()).isEqualTo(new MerchantId("other"));
        assertThat(other.explain(ANN, INVOICE).get().status()).isEqualTo(SlotStatus.PENDING);
        assertThat(shop.payments.history(ANN, INVOICE).get()).isEmpty();
    }

    @Test
    @DisplayName(
            "LIB-02 what one merchant reconciles and decides is never another's, though the invoices bear the same number")
    void merchantsReconcileTheirOwn() {
        InMemoryProvider elsewhere = InMemoryProvider.builder(shop.clock).build();
        elsewhere.send(INVOICE, Shop.AMOUNT);
        InvoicePayments other = shop.wire(elsewhere, b -> b.merchant(new MerchantId("other")));
        elsewhere.next(Plan.settleAfter(Duration.ofDays(60)));
        other.payNow(ANN, other.open(ANN, INVOICE).get().token(), Shop.card(other, "tok-good"));
        shop.provider.next(Plan.complete());
        shop.pay();
        for (int day = 0; day < 5; day++) {
            shop.clock.advance(Duration.ofDays(1));
            var unused = shop.payments.reconciliation().checkDue(10);
        }
        assertThat(other.explain(ANN, INVOICE).get().status()).isEqualTo(SlotStatus.PENDING);

        var unused = other.reconciliation().checkDue(10);
        assertThat(other.reconciliation().attention(10)).hasSize(1);
        assertThat(shop.payments.reconciliation().attention(10))
                .noneMatch(slot -> slot.invoice().merchant().equals(new MerchantId("other")));
    }

    @Test
    @DisplayName("STA-04 patience decides when a person is asked")
    void patience() {
        InvoicePayments hasty =
                shop.wire(shop.provider, b -> b.patience(Patience.standard().pendingFor(Duration.ofHours(1))));
        shop.provider.next(Plan.settleAfter(Duration.ofDays(1)));
        shop.pay();
        for (int minute = 0; minute < 90; minute++) {
            shop.clock.advance(Duration.ofMinutes(1));
            var unused = hasty.reconciliation().checkDue(10);
        }
        assertThat(hasty.reconciliation().attention(10)).hasSize(1);
    }

    @Test
    @DisplayName("DLG-04 a dialog lives as long as the host says, which must be a positive length of time")
    void dialogLife() {
        InvoicePayments brief = shop.wire(shop.provider, b -> b.dialogLife(Duration.ofMinutes(1)));
        assertThat(brief.open(ANN, INVOICE).get().expiresAt())
                .isEqualTo(shop.clock.instant().plus(Duration.ofMinutes(1)));
        InvoicePayments.Builder builder = InvoicePayments.builder(shop.invoices, shop.attempts, Shop.SECRET);
        assertThatIllegalArgumentException().isThrownBy(() -> builder.dialogLife(Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> builder.dialogLife(Duration.ofNanos(-1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.dialogLife(Duration.ofDays(1).plusNanos(1)));
        assertThat(builder.dialogLife(Duration.ofDays(1))).isSameAs(builder);
    }

    @Test
    @SuppressWarnings("NullAway") // as a host's code has it that is compiled without
    @DisplayName("DLG-02 a dialog's token that is empty is no dialog; one that is null is a mistake of the host's")
    void noToken() {
        assertThat(shop.payments.payNow(ANN, "", Shop.card(shop.payments, "tok_1")))
                .isEqualTo(new PaymentOutcome.Refused(Refusals.of(StandardRefusal.DIALOG_INVALID), Option.none()));
        assertThatNullPointerException()
                .isThrownBy(() -> shop.payments.payNow(ANN, null, Shop.card(shop.payments, "tok_1")))
                .withMessage("dialogToken");
    }

    @Test
    @DisplayName("LIB-02 a secret that is too short is refused when the host is wired, with what it needs")
    void shortSecret() {
        Secret secret = Secret.of("thirty-one bytes are too few...");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> InvoicePayments.builder(shop.invoices, shop.attempts, secret))
                .withMessage("the secret has 31 bytes; it needs 32 or more");
        Secret justLongEnough = Secret.of("thirty-two bytes are just enough");
        assertThat(InvoicePayments.builder(shop.invoices, shop.attempts, justLongEnough))
                .isNotNull();
    }

    @Test
    @DisplayName("GST-02 the host's contact rules are asked of address and phone")
    void contactRules() {
        ContactRules none = new ContactRules() {
            @Override
            public boolean needsPostalCode(String country) {
                return false;
            }

            @Override
            public boolean acceptsPostalCode(String country, String code) {
                return false;
            }

            @Override
            public boolean acceptsPhone(String callingCode, String number) {
                return false;
            }
        };
        InvoicePayments strict = shop.wire(shop.provider, b -> b.contactRules(none));
        assertThat(strict.checkAddress(Shop.FORM).getLeft().faults())
                .containsExactly(
                        Map.entry(BillingField.POSTAL_CODE, FieldFault.NOT_OF_THIS_COUNTRY),
                        Map.entry(BillingField.PHONE, FieldFault.NOT_OF_THIS_COUNTRY));
    }

    @Test
    @DisplayName("POR-01 a portal is not opened with a provider that has none, nor while it does not answer")
    void noPortal() {
        InMemoryProvider guestOnly = InMemoryProvider.builder(shop.clock)
                .without(PaymentMethod.PORTAL)
                .build();
        guestOnly.send(INVOICE, AMOUNT);
        InvoicePayments payments = shop.wire(guestOnly, b -> b);
        assertThat(payments.portal(ANN, INVOICE).getLeft()).isEqualTo(Refusals.of(StandardRefusal.METHOD_NOT_OFFERED));
        assertThat(payments.balancePortal(ANN).getLeft()).isEqualTo(Refusals.of(StandardRefusal.METHOD_NOT_OFFERED));

        shop.provider.unreachable(true);
        assertThat(shop.payments.balancePortal(ANN).getLeft())
                .isEqualTo(Refusals.of(StandardRefusal.PROVIDER_UNREACHABLE));
        assertThat(shop.provider.portal(Shop.ACCOUNT, Option.none()).isLeft()).isTrue();
    }
}
