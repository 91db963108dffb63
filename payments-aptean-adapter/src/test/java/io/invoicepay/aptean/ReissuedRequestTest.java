package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.money.Money;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderView;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Of the requests that bear one invoice's reference,")
class ReissuedRequestTest {
    private static final String OLD = "old-request";
    private static final String NEW = "new-request";

    private static ApteanPayConfigBuilder settings() {
        return Fixtures.settings("https://api.aptean.example");
    }

    private static ProviderView view(Wire.Request... requests) {
        return Shown.view(settings(), PaymentQuery.about(Fixtures.INVOICE), requests);
    }

    private static ProviderView.Sent sent(Wire.Request... requests) {
        return (ProviderView.Sent) view(requests);
    }

    private static ProviderView.Sent toAttempt(Wire.Request... requests) {
        return (ProviderView.Sent) Shown.view(settings(), Shown.byAttempt(), requests);
    }

    @DisplayName("one whose money was all given back makes room for the one that was issued after it")
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"FULLY_REFUNDED", "REFUND_COMPLETED"})
    void givenBack(String status) {
        Wire.Request refunded =
                Shown.request(OLD, status, Shown.payment("p").refunded(125000).wire());
        ProviderView.Sent view = sent(refunded, Shown.request(NEW, "UNPAID"));

        assertThat(view.request()).isEqualTo(NEW);
        assertThat(view.payable()).isTrue();
        assertThat(sent(refunded).payable()).isFalse();
        assertThat(sent(refunded).collectible().isPositive()).isFalse();
    }

    @DisplayName("STA-01 the only one counts though it is closed, if it has taken money or still may")
    @ParameterizedTest(name = "{0}")
    @ValueSource(strings = {"COMPLETED", "PENDING", "REVERSED"})
    void closedWithMoney(String payment) {
        Wire.Request closed =
                Shown.request(OLD, "CLOSED", Shown.payment("p").status(payment).wire());

        assertThat(view(closed)).isInstanceOfSatisfying(ProviderView.Sent.class, sent -> {
            assertThat(sent.request()).isEqualTo(OLD);
            assertThat(sent.payments()).hasSize(1);
            assertThat(sent.payable()).isFalse();
        });
    }

    @DisplayName("GST-10 an attempt is shown the newest if all are closed, in whatever order they come")
    @ParameterizedTest(name = "{0} and {1}")
    @CsvSource({
        "2026-11-02T09:15:27Z,2026-11-03T09:15:27Z",
        "2026-11-03T08:15:27+02:00,2026-11-03T07:15:27Z",
        ",2026-11-02T09:15:27Z",
        "yesterday,2026-11-02T09:15:27Z"
    })
    void newest(@Nullable String older, String newer) {
        Wire.Request first = Shown.request(OLD, "CLOSED", older);
        Wire.Request second = Shown.request(NEW, "CLOSED", newer);

        assertThat(toAttempt(first, second).request()).isEqualTo(NEW);
        assertThat(toAttempt(second, first).request()).isEqualTo(NEW);
    }

    @DisplayName("one that is not closed counts, also if a closed one is newer and neither can take money")
    @Test
    void notClosed() {
        Wire.Request refunded = Shown.request(OLD, "FULLY_REFUNDED", "2026-11-02T09:15:27Z");
        Wire.Request closed = Shown.request(NEW, "CLOSED", "2026-11-03T09:15:27Z");

        assertThat(sent(refunded, closed).request()).isEqualTo(OLD);
        assertThat(sent(closed, refunded).request()).isEqualTo(OLD);
    }

    @DisplayName("STA-07 a payment of several is shown once, as the one that counts shows it, and before the others'")
    @Test
    void paymentsOnce() {
        Wire.Request closed = Shown.request(
                OLD,
                "CLOSED",
                Shown.payment("q").status("FAILED").wire(),
                Shown.payment("p").status("FAILED").amount(100).wire());
        Wire.Request open = Shown.request(
                NEW, "UNPAID", Shown.payment("p").status("FAILED").amount(200).wire());

        for (ProviderView.Sent view : new ProviderView.Sent[] {sent(closed, open), sent(open, closed)}) {
            assertThat(view.payments())
                    .extracting(ProviderPayment::id)
                    .containsExactly(new PaymentId("p"), new PaymentId("q"));
            assertThat(view.payments().get(0).applied()).isEqualTo(Money.of("2.00", "USD"));
        }
    }

    @DisplayName("GST-10 our payment is known among those of all of them")
    @Test
    void ownAmongAll() {
        ProviderView.Sent view = toAttempt(
                Shown.request(OLD, "CLOSED", Shown.payment("q").status("FAILED").wire()),
                Shown.request(
                        NEW,
                        "COMPLETED",
                        Shown.payment("r").status("FAILED").wire(),
                        Shown.payment("p")
                                .amount(130000)
                                .key(Fixtures.KEY.value())
                                .allocated(new Wire.Allocation(NEW, 125000))
                                .wire()));

        assertThat(view.payments().get(1).isOf(Fixtures.KEY)).isTrue();
        assertThat(view.payments().get(1).applied()).as("all that it took").isEqualTo(Money.of("1300.00", "USD"));
    }

    @DisplayName("VAL-02 one that is pending while no payment of it is alive has one that is not shown yet")
    @Test
    void unseen() {
        ProviderView.Sent view = sent(
                Shown.request(OLD, "CLOSED", Shown.payment("q").status("FAILED").wire()),
                Shown.request(NEW, "PENDING"));

        assertThat(view.payments())
                .extracting(ProviderPayment::id)
                .containsExactly(new PaymentId("q"), new PaymentId("request:" + NEW));
        assertThat(view.hasLivePayment()).isTrue();
        assertThat(view.payments().get(1).applied()).isEqualTo(Fixtures.AMOUNT);
    }

    @DisplayName("VAL-05 one without an amount or a usable id makes all unreadable")
    @Test
    void unreadable() {
        Wire.Request sound = Shown.request(NEW, "UNPAID");
        Wire.Request noAmount =
                new Wire.Request(OLD, "PSI-100245", "CLOSED", null, null, null, null, null, sound.payments());

        assertThat(view(noAmount))
                .isEqualTo(view(noAmount, sound))
                .isEqualTo(view(Shown.request("two words", "UNPAID")));
        assertThat(view(noAmount)).isEqualTo(ProviderView.inconclusive(ProviderView.Inconclusive.Cause.UNREADABLE));
    }

    @DisplayName("VAL-01 one without a status cannot be paid, and is not as if it had never been sent")
    @Test
    void noStatus() {
        Wire.Request none = new Wire.Request(
                NEW,
                "PSI-100245",
                null,
                125000,
                null,
                null,
                null,
                null,
                Shown.request(NEW, "UNPAID").payments());

        assertThat(sent(none).payable()).isFalse();
    }
}
