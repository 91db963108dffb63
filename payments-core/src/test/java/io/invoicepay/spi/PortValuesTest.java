package io.invoicepay.spi;

import static io.invoicepay.fixtures.Sample.INVOICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.provider.CardEntry;
import io.invoicepay.provider.ChargeResult;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.provider.ProviderView;
import io.vavr.control.Option;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PortValuesTest {
    @Test
    @DisplayName("A page begins at 0 or later, holds one invoice at least, and is followed by the next")
    void pages() {
        assertThat(PageRequest.first(50)).isEqualTo(new PageRequest(0, 50));
        assertThat(PageRequest.first(50).next()).isEqualTo(new PageRequest(50, 50));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PageRequest(-1, 50))
                .withMessageContaining("-1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PageRequest(0, 0))
                .withMessageContaining("0");
        assertThat(new PageRequest(0, 1).limit()).isEqualTo(1);
        assertThatExceptionOfType(ArithmeticException.class)
                .isThrownBy(() -> new PageRequest(Integer.MAX_VALUE, 1).next());
    }

    @Test
    @DisplayName("Where a store has no row it answers with version 0 and no write")
    void noRow() {
        StoredSlot none = StoredSlot.none(INVOICE);
        assertThat(none.version()).isZero();
        assertThat(none.slot()).isEqualTo(PaymentSlot.untouched(INVOICE));
        assertThat(none.writeId()).isEqualTo(new UUID(0, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StoredSlot(-1, PaymentSlot.untouched(INVOICE), StoredSlot.NO_WRITE));
    }

    @Test
    @DisplayName("What an adapter leaves null is refused where it is made, by name, and not met with after a charge")
    @SuppressWarnings("NullAway") // that is the mistake
    void nulls() {
        Money amount = Money.of("12.50", "USD");
        PaymentId id = new PaymentId("p");
        Map<String, ThrowingCallable> made = Map.of(
                "key",
                () -> new ProviderPayment(
                        id, Status.PENDING, amount, Money.zero(amount.currency()), null, Option.none()),
                "decline",
                () -> new ProviderPayment(
                        id, Status.PENDING, amount, Money.zero(amount.currency()), Option.none(), null),
                "payment",
                () -> new ChargeResult.Ambiguous(null, "lost"),
                "discount",
                () -> new ProviderView.Sent("r", true, amount, amount, null, List.of()),
                "script",
                () -> new CardEntry("host", null, Map.of()),
                "invoice number",
                () -> new InvoiceNumber(null));
        made.forEach((name, making) ->
                assertThatNullPointerException().as(name).isThrownBy(making).withMessage(name));
        assertThat(InvoiceNumber.parse(null)).as("a request without it").isEmpty();
    }

    @Test
    @DisplayName("A store that cannot be reached says what could not be done, and keeps the cause")
    void unavailable() {
        IllegalStateException cause = new IllegalStateException("closed");
        assertThat(new AttemptsUnavailableException("read", cause))
                .hasMessage("read")
                .hasCause(cause);
        assertThat(new AttemptsUnavailableException("read")).hasMessage("read").hasNoCause();
    }
}
