package io.invoicepay.attempt;

import static io.invoicepay.fixtures.Sample.AMOUNT;
import static io.invoicepay.fixtures.Sample.KEYS;
import static io.invoicepay.fixtures.Sample.NOW;
import static io.invoicepay.fixtures.Sample.key;
import static io.invoicepay.fixtures.Sample.ours;
import static io.invoicepay.fixtures.Sample.paymentId;
import static io.invoicepay.fixtures.Sample.portal;
import static io.invoicepay.fixtures.Sample.sent;
import static io.invoicepay.fixtures.Sample.usd;
import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.payment.PaymentId;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.provider.ProviderView;
import io.vavr.control.Option;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What a look shows of a slot's own payment")
class FindingsTest {
    private static final PaymentId MAYBE = paymentId("maybe");
    private static final Lifecycle LIFECYCLE = new Lifecycle(KEYS, Patience.standard());

    private static Findings findings(PaymentSlot slot, ProviderPayment... payments) {
        return new Findings(slot, Option.some(sent(payments)), () -> LIFECYCLE.keyOf(slot));
    }

    private static PaymentSlot unknown() {
        return Slots.after(
                Slots.in(SlotStatus.SENDING),
                new Evidence.Answered(
                        Slots.in(SlotStatus.SENDING).attempt().get().id(),
                        new ChargeResult.Ambiguous(Option.some(MAYBE), "timed out")));
    }

    @Test
    @DisplayName(
            "STA-06 somebody else's payment that settled the invoice is not taken for our own, whose end is not known")
    void settledBySomebodyElse() {
        ProviderPayment theirs = portal("theirs", Status.COMPLETED, AMOUNT);
        ProviderView shown = sent(theirs);
        PaymentSlot paid = Slots.after(unknown(), Slots.looked(shown));
        assertThat(paid.status()).isEqualTo(SlotStatus.PAID);
        assertThat(paid.attempt()).as("still open").isNotEmpty();
        assertThat(paid.payments()).containsExactly(theirs.id());

        assertThat(findings(paid, theirs).ours()).isEmpty();
        assertThat(findings(paid, theirs).oursIsResolved()).isFalse();
    }

    @Test
    @DisplayName("T9 a payment named by the ambiguous answer is ours though it shows no key, unless it shows another")
    void namedByTheAnswer() {
        assertThat(findings(unknown(), portal("maybe", Status.PENDING, AMOUNT)).ours())
                .containsExactly(MAYBE);
        assertThat(findings(unknown(), ProviderPayment.of(MAYBE, Status.PENDING, AMOUNT, Option.some(key(5))))
                        .ours())
                .isEmpty();
    }

    @Test
    @DisplayName("T8 our payments have failed only once all that is shown of them has")
    void failedOnlyTogether() {
        PaymentSlot slot = Slots.in(SlotStatus.PENDING);
        ProviderPayment failed = ours("a", Status.FAILED, AMOUNT);
        assertThat(findings(slot, failed, ours("b", Status.CANCELLED, usd("1.00")))
                        .oursDead())
                .hasSize(2);
        for (Status other : new Status[] {Status.PENDING, Status.UNRECOGNISED, Status.COMPLETED}) {
            assertThat(findings(slot, failed, ours("b", other, AMOUNT)).oursDead())
                    .as("beside one that is %s", other)
                    .isEmpty();
        }
    }

    @Test
    @DisplayName("A slot's key is the one that its attempt was made with, whatever would be minted now")
    void keyOfTheAttempt() {
        PaymentSlot pending = Slots.in(SlotStatus.PENDING);
        Attempt before = pending.attempt().get();
        Attempt underAnother = new Attempt(before.id(), before.user(), before.amount(), key(7), before.startedAt());
        PaymentSlot slot = pending.toBuilder()
                .attempt(Option.some(underAnother))
                .nextCheck(Option.some(NOW))
                .build();
        assertThat(LIFECYCLE.keyOf(slot)).isEqualTo(key(7));
        assertThat(findings(slot, ours(Status.PENDING)).oursLive())
                .as("under the minted key")
                .isEmpty();
    }
}
