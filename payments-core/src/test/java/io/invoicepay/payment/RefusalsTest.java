package io.invoicepay.payment;

import static io.invoicepay.fixtures.Sample.AMOUNT;
import static io.invoicepay.fixtures.Sample.attemptId;
import static io.invoicepay.fixtures.Sample.paymentId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.invoicepay.attempt.Attention;
import io.invoicepay.fixtures.EveryLocale;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    @Test
    @DisplayName("VAL-07 the library's reasons have a fixed order, stable names, message keys and English texts")
    void order() {
        assertThat(StandardRefusal.values())
                .extracting(Enum::name)
                .containsExactly(
                        "NO_PROVIDER",
                        "UNKNOWN_INVOICE",
                        "NOT_POSTED",
                        "NOTHING_OUTSTANDING",
                        "NOT_SENT",
                        "PAYMENT_PENDING",
                        "ALREADY_PAID",
                        "UNDER_REVIEW",
                        "PAYMENTS_UNAVAILABLE",
                        "PROVIDER_UNREACHABLE",
                        "NOT_PAYABLE_ONLINE",
                        "CURRENCY_NOT_ACCEPTED",
                        "BELOW_MINIMUM",
                        "ABOVE_MAXIMUM",
                        "DISCOUNT_APPLIES",
                        "AMOUNTS_DIFFER",
                        "METHOD_NOT_OFFERED",
                        "BALANCE_NOT_POSITIVE",
                        "PORTAL_LINK_REFUSED",
                        "DIALOG_EXPIRED",
                        "DIALOG_INVALID",
                        "BALANCE_CHANGED");
        assertThat(StandardRefusal.PAYMENT_PENDING.messageKey()).isEqualTo("payment.refusal.payment-pending");
        assertThat(StandardRefusal.NOT_SENT.defaultText())
                .isEqualTo("This invoice has not been sent for payment processing yet. Please try again later.");
    }

    @Test
    @DisplayName("VAL-05 what a refusal says of nothing charged is true beside a payment that is pending")
    void nothingWasChargedJustNow() {
        Refusals both = Refusals.of(StandardRefusal.PAYMENT_PENDING, StandardRefusal.PROVIDER_UNREACHABLE);

        assertThat(both.defaultText())
                .isEqualTo("A payment for this invoice is already pending."
                        + " The payment service cannot be reached right now. Nothing was charged just now.");
        assertThat(StandardRefusal.values())
                .allSatisfy(refusal -> assertThat(refusal.defaultText()).doesNotContain("Nothing was charged."));
    }

    @Test
    @DisplayName(
            "VAL-07 every text has its own message key, well-formed under every locale, and one English sentence at least")
    void messageKeys() {
        EveryLocale.run(() -> {
            Map<String, String> texts = new HashMap<>();
            List<String> twice = new ArrayList<>();
            Stream.of(
                            Stream.of(StandardRefusal.values())
                                    .map(value -> Map.entry(value.messageKey(), value.defaultText())),
                            Stream.of(DeclineReason.values())
                                    .map(value -> Map.entry(value.messageKey(), value.defaultText())),
                            Stream.of(NotChargedReason.values())
                                    .map(value -> Map.entry(value.messageKey(), value.defaultText())),
                            Stream.of(FieldFault.values())
                                    .map(value -> Map.entry(value.messageKey(), value.defaultText())),
                            Stream.of(Attention.values())
                                    .map(value -> Map.entry(value.messageKey(), value.defaultText())),
                            Stream.of(BillingField.values())
                                    .map(value -> Map.entry(value.messageKey(), "Label " + value.fieldName() + ".")))
                    .flatMap(entries -> entries)
                    .forEach(entry -> {
                        if (texts.put(entry.getKey(), entry.getValue()) != null) {
                            twice.add(entry.getKey());
                        }
                    });
            assertThat(twice).isEmpty();
            assertThat(texts.keySet())
                    .allMatch(key -> key.matches(
                            "payment\\.(refusal|decline|not-charged|fault|attention|field)\\.[a-z0-9]+(-[a-z0-9]+)*"));
            assertThat(texts.values()).allMatch(text -> text.matches("[A-Z][ -~]+\\."));
            assertThat(texts).hasSize(22 + 6 + 5 + 7 + 7 + 9);
        });
    }

    @Test
    @DisplayName("VAL-07 refusals are data: first, all, by name, as text; there is at least one and they do not change")
    void data() {
        List<Refusal> reasons =
                new ArrayList<>(List.of(StandardRefusal.NOT_SENT, new HostRefusal("ON_HOLD", "shop.hold", "On hold.")));
        Refusals refusals = new Refusals(reasons);
        reasons.clear();
        assertThat(refusals.first()).isEqualTo(StandardRefusal.NOT_SENT);
        assertThat(refusals.names()).containsExactly("NOT_SENT", "ON_HOLD");
        assertThat(refusals.has(StandardRefusal.NOT_SENT)).isTrue();
        assertThat(refusals.has(StandardRefusal.NO_PROVIDER)).isFalse();
        assertThat(refusals.defaultText())
                .isEqualTo(
                        "This invoice has not been sent for payment processing yet. Please try again later. On hold.");
        assertThatIllegalArgumentException().isThrownBy(() -> new Refusals(List.of()));
    }

    @Test
    @DisplayName("VAL-09 a host's reason has a name of its own, never one of the library's")
    void hostNames() {
        for (StandardRefusal own : StandardRefusal.values()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new HostRefusal(own.name(), "shop.key", "Text."))
                    .withMessageContaining(own.name());
        }
        assertThatIllegalArgumentException().isThrownBy(() -> new HostRefusal(" ", "shop.key", "Text."));
        assertThatIllegalArgumentException().isThrownBy(() -> new HostRefusal("A", "", "Text."));
        assertThatIllegalArgumentException().isThrownBy(() -> new HostRefusal("A", "shop.key", "Text\n."));
        assertThatIllegalArgumentException().isThrownBy(() -> new HostRefusal("A", "shop.key", "x".repeat(501)));
    }

    @Test
    @DisplayName("Every ending of Pay Now takes its own branch")
    void outcomes() {
        List<PaymentOutcome> outcomes = List.of(
                new PaymentOutcome.Pending(attemptId(1), paymentId("p"), AMOUNT),
                new PaymentOutcome.Declined(attemptId(1), DeclineReason.EXPIRED_CARD, AMOUNT),
                new PaymentOutcome.NotCharged(NotChargedReason.REJECTED),
                new PaymentOutcome.OutcomeUnknown(attemptId(1), AMOUNT),
                new PaymentOutcome.Refused(Refusals.of(StandardRefusal.NOT_SENT), Option.none()));
        PaymentOutcome.Cases<String> cases = new PaymentOutcome.Cases<>() {
            @Override
            public String pending(PaymentOutcome.Pending outcome) {
                return "pending";
            }

            @Override
            public String declined(PaymentOutcome.Declined outcome) {
                return "declined";
            }

            @Override
            public String notCharged(PaymentOutcome.NotCharged outcome) {
                return "not charged";
            }

            @Override
            public String unknown(PaymentOutcome.OutcomeUnknown outcome) {
                return "unknown";
            }

            @Override
            public String refused(PaymentOutcome.Refused outcome) {
                return "refused";
            }
        };
        assertThat(outcomes)
                .extracting(outcome -> outcome.fold(cases))
                .containsExactly("pending", "declined", "not charged", "unknown", "refused");
    }
}
