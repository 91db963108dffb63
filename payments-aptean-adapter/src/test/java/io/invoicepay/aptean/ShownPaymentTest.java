package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.invoicepay.aptean.ApteanPayConfig.CardEntryKind;
import io.invoicepay.aptean.ApteanPayConfig.PaymentMark;
import io.invoicepay.money.Money;
import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.provider.PaymentQuery;
import io.invoicepay.provider.ProviderPayment;
import io.invoicepay.provider.ProviderView;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.vavr.control.Option;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A payment that a request shows")
class ShownPaymentTest {
    private static final String REQUEST = Fixtures.REQUEST;

    private static ApteanPayConfigBuilder settings() {
        return Fixtures.settings("https://api.aptean.example");
    }

    private static ProviderView view(String status, Wire.Payment... payments) {
        return Shown.view(settings(), PaymentQuery.about(Fixtures.INVOICE), Shown.request(REQUEST, status, payments));
    }

    private static ProviderView.Sent sent(String status, Wire.Payment... payments) {
        return (ProviderView.Sent) view(status, payments);
    }

    private static ProviderPayment only(Shown payment) {
        return sent("COMPLETED", payment.wire()).payments().get(0);
    }

    private static void assertUnreadable(Shown payment) {
        assertThat(view("COMPLETED", payment.wire())).isEqualTo(ProviderView.inconclusive(Cause.UNREADABLE));
    }

    @DisplayName("has a reference of visible characters, 120 at most")
    @Test
    void references() {
        String all = "!~#0aZ" + "x".repeat(114);
        assertThat(PaymentMapping.reference(all, "id")).isEqualTo(all);
        for (@Nullable String none : new @Nullable String[] {null, "", all + "x", "a b", "a\u007f", "\t", "\u00e9"}) {
            assertThatThrownBy(() -> PaymentMapping.reference(none, "payment.id"))
                    .isInstanceOfSatisfying(
                            Misreading.class, e -> assertThat(e.path()).isEqualTo("payment.id"));
        }
    }

    @DisplayName("STA-07 is applied without its fee, and unreadable if the fee is more than all of it")
    @Test
    void fees() {
        assertThat(only(Shown.payment("p").fee(125000)).applied()).isEqualTo(Money.zero(Fixtures.AMOUNT.currency()));
        assertThat(only(Shown.payment("p").fee(124999)).applied()).isEqualTo(Money.of("0.01", "USD"));
        assertUnreadable(Shown.payment("p").fee(125001));
    }

    @DisplayName("STA-01 is applied without its fee also where the amount before fees is told to be zero")
    @Test
    void zeroBeforeFees() {
        assertThat(only(Shown.payment("p").beforeFees(0)).applied()).isEqualTo(Fixtures.AMOUNT);
        assertThat(only(Shown.payment("p").beforeFees(0).fee(5000)).applied()).isEqualTo(Money.of("1200.00", "USD"));
        assertThat(sent("UNPAID", Shown.payment("p").beforeFees(0).wire()).payable())
                .isFalse();
    }

    @DisplayName("STA-07 is applied as far as it is allocated to the request, by every allocation that names it")
    @Test
    void allocations() {
        assertThat(only(Shown.payment("p")
                                .allocated(
                                        new Wire.Allocation(REQUEST, 20000),
                                        new Wire.Allocation("other", null),
                                        new Wire.Allocation(null, null),
                                        new Wire.Allocation(REQUEST, 30000)))
                        .applied())
                .isEqualTo(Money.of("500.00", "USD"));
        assertThat(only(Shown.payment("p").allocated(new Wire.Allocation("other", 125000)))
                        .applied())
                .isEqualTo(Money.zero(Fixtures.AMOUNT.currency()));
        assertUnreadable(
                Shown.payment("p").allocated(new Wire.Allocation(REQUEST, null), new Wire.Allocation("other", 30000)));
        assertUnreadable(
                Shown.payment("p").allocated(new Wire.Allocation(REQUEST, null), new Wire.Allocation(null, 30000)));
    }

    @DisplayName(
            "STA-07 is applied in full, but for its fee, if all allocations are the request's and one tells no amount")
    @Test
    void allocationsWithoutAmount() {
        Shown fee = Shown.payment("p").amount(130000).fee(5000);
        Wire.Allocation untold = new Wire.Allocation(REQUEST, null);

        assertThat(only(fee.allocated(untold)).applied()).isEqualTo(Fixtures.AMOUNT);
        assertThat(only(fee.allocated(untold, untold)).applied()).isEqualTo(Fixtures.AMOUNT);
        assertThat(only(fee.allocated(new Wire.Allocation(REQUEST, 100000), untold))
                        .applied())
                .isEqualTo(Fixtures.AMOUNT);
        assertThat(only(Shown.payment("p").beforeFees(120000).allocated(untold)).applied())
                .as("no more than is shown")
                .isEqualTo(Money.of("1200.00", "USD"));
        assertThat(only(Shown.payment("p").beforeFees(140000).allocated(untold)).applied())
                .isEqualTo(Fixtures.AMOUNT);
        assertUnreadable(Shown.payment("p").amount(null).allocated(untold));
    }

    @DisplayName(
            "STA-01 is applied as allocated if no allocation tells its request, and in full if none tells an amount either")
    @Test
    void allocationsToNobody() {
        assertThat(only(Shown.payment("p").allocated(new Wire.Allocation(null, 0)))
                        .applied())
                .isEqualTo(Fixtures.AMOUNT);
        assertThat(only(Shown.payment("p").allocated(new Wire.Allocation(null, 125000)))
                        .applied())
                .isEqualTo(Fixtures.AMOUNT);
        assertThat(only(Shown.payment("p").allocated(new Wire.Allocation(null, 100), new Wire.Allocation(null, 23)))
                        .applied()
                        .minorUnits())
                .isEqualTo(123);
        assertThat(only(Shown.payment("p").allocated(new Wire.Allocation(null, null)))
                        .applied())
                .isEqualTo(Fixtures.AMOUNT);
        assertThat(sent(
                                "UNPAID",
                                Shown.payment("p")
                                        .allocated(new Wire.Allocation(null, null))
                                        .wire())
                        .payable())
                .isFalse();
        assertUnreadable(
                Shown.payment("p").allocated(new Wire.Allocation("other", 100000), new Wire.Allocation(null, 25000)));
    }

    @DisplayName("STA-07 is applied with what credit memos settled beside it, if that was allocated")
    @Test
    void allocatedCredit() {
        assertThat(only(Shown.payment("p").amount(120000).credit(5000).allocated(new Wire.Allocation(REQUEST, 125000)))
                        .applied())
                .isEqualTo(Fixtures.AMOUNT);
    }

    @DisplayName(
            "STA-07 is applied as far as it goes also where sums are beyond 32 bits: one such must not hide a whole page")
    @Test
    void beyond32Bits() {
        assertThat(only(Shown.payment("p")
                                .allocated(
                                        new Wire.Allocation(REQUEST, Integer.MAX_VALUE),
                                        new Wire.Allocation(REQUEST, Integer.MAX_VALUE)))
                        .applied())
                .isEqualTo(Fixtures.AMOUNT);
        assertThat(only(Shown.payment("p")
                                .amount(Integer.MAX_VALUE)
                                .credit(Integer.MAX_VALUE)
                                .allocated(
                                        new Wire.Allocation(REQUEST, Integer.MAX_VALUE),
                                        new Wire.Allocation(REQUEST, 1)))
                        .applied())
                .isEqualTo(Money.of("21474836.48", "USD"));
    }

    @DisplayName(
            "STA-07 leaves to collect what neither completed payments nor the credit memos beside them have settled")
    @Test
    void credits() {
        Wire.Payment partly = Shown.payment("p").amount(25000).credit(5000).wire();
        Wire.Payment again = Shown.payment("r").amount(25000).credit(5000).wire();
        Wire.Payment failed =
                Shown.payment("q").status("FAILED").amount(1000).credit(1000).wire();

        assertThat(sent("PARTIALLY_PAID", partly, failed).collectible()).isEqualTo(Money.of("950.00", "USD"));
        assertThat(sent("PARTIALLY_PAID", partly, again).collectible()).isEqualTo(Money.of("650.00", "USD"));
        assertThat(sent("UNPAID", failed).collectible()).isEqualTo(Fixtures.AMOUNT);
        assertThat(sent("UNPAID", failed).payable()).isTrue();
    }

    @DisplayName("STA-07 was given back as far as is told, or as completed refunds say if they say more")
    @Test
    void refunds() {
        Wire.Refund pending = new Wire.Refund("PENDING", null);
        Wire.Refund fifty = new Wire.Refund("COMPLETED", 5000);
        assertThat(only(Shown.payment("p").refunded(1000).refunds(fifty, pending, fifty))
                        .refunded())
                .isEqualTo(Money.of("100.00", "USD"));
        for (String status : List.of("PENDING", "FAILED", "SOMETHING_NEW")) {
            Wire.Refund under = new Wire.Refund(status, 6000);
            assertThat(only(Shown.payment("p").refunded(6000).refunds(under)).refunded())
                    .as("%s: not given back yet, and so still paid", status)
                    .isEqualTo(Money.of("0.00", "USD"));
            assertThat(only(Shown.payment("p").refunded(11000).refunds(under, fifty))
                            .refunded())
                    .isEqualTo(Money.of("50.00", "USD"));
        }
        assertThat(only(Shown.payment("p").refunded(7000).refunds(fifty)).refunded())
                .isEqualTo(Money.of("70.00", "USD"));
        assertThat(only(Shown.payment("p").refunds(fifty)).refunded()).isEqualTo(Money.of("50.00", "USD"));
        assertThat(only(Shown.payment("p").refunded(7000)).refunded()).isEqualTo(Money.of("70.00", "USD"));
        assertUnreadable(Shown.payment("p").refunds(new Wire.Refund("COMPLETED", null)));
    }

    @DisplayName(
            "STA-07 of one payment for several invoices a refund is this one's in full only if all of it was given back; else a part, for a person")
    @ParameterizedTest(name = "given back {0}: this one's {1}")
    @CsvSource({"0,0.00", "5000,50.00", "30000,76.99", "37699,76.99", "37700,77.00"})
    void refundOfSeveral(int refunded, String ours) {
        Shown several = Shown.payment("p")
                .amount(37_700)
                .refunded(refunded)
                .allocated(new Wire.Allocation(Fixtures.REQUEST, 7_700), new Wire.Allocation("other", 30_000));

        assertThat(only(several).applied()).isEqualTo(Money.of("77.00", "USD"));
        assertThat(only(several).refunded()).isEqualTo(Money.of(ours, "USD"));
    }

    @DisplayName(
            "VAL-08 in another currency, if it may have taken money, makes the request not payable; a failed one does not")
    @ParameterizedTest(name = "{0}: payable {1}")
    @CsvSource({"FAILED,true", "CANCELED,true", "PENDING,false", "REVERSED,false"})
    void otherCurrency(String status, boolean payable) {
        Wire.Payment dead = Shown.payment("q").status("FAILED").wire();
        Wire.Payment foreign = Shown.payment("p").status(status).currency("CAD").wire();

        assertThat(sent("UNPAID", foreign).payable()).isEqualTo(payable);
        assertThat(sent("UNPAID", dead, foreign).payable()).isEqualTo(payable);
    }

    @DisplayName("GST-10 is not guessed to be ours when nobody asks for an attempt")
    @Test
    void noAttempt() {
        Wire.Payment plain = Shown.payment("p")
                .status("PENDING")
                .attempted("2026-11-20T14:03:11Z")
                .wire();
        ProviderView view = Shown.view(
                settings().paymentMark(PaymentMark.ATTEMPT_TIME),
                PaymentQuery.about(Fixtures.INVOICE),
                Shown.request(REQUEST, "PENDING", plain));

        assertThat(keys(view)).containsExactly(Option.none());
    }

    @DisplayName("GST-10 is not guessed to be ours by its time once another bears our key")
    @Test
    void markedAlready() {
        Wire.Payment marked =
                Shown.payment("p").status("FAILED").key(Fixtures.KEY.value()).wire();
        Wire.Payment plain = Shown.payment("q")
                .status("FAILED")
                .attempted("2026-11-20T14:03:11Z")
                .wire();

        assertThat(keys(byTime(Duration.ofSeconds(5), marked, plain)))
                .containsExactly(Option.some(Fixtures.KEY), Option.none());
    }

    @DisplayName(
            "GST-10 may be ours by its time from when we began until our charge must have ended, two minutes for their clock added")
    @Test
    void window() {
        Duration timeout = Duration.ofSeconds(30);
        Duration query = Duration.ofSeconds(5);
        Duration longest = CardPreparation.longestWithCharge(CardEntryKind.CLAIM, query, timeout)
                .plusMinutes(2);

        assertThat(mayBeOurs(timeout, Duration.ZERO)).isTrue();
        assertThat(mayBeOurs(timeout, longest)).isTrue();
        assertThat(mayBeOurs(timeout, Duration.ofMillis(-1))).isFalse();
        assertThat(mayBeOurs(timeout, longest.plusMillis(1))).isFalse();
    }

    @DisplayName(
            "GST-07 may be ours by its time from two minutes before we began, once the server has said that it is done")
    @ParameterizedTest(name = "{0} s")
    @CsvSource({"-120.001,false", "-120,true", "-3,true", "220,true", "220.001,false"})
    void windowAfterConclusion(BigDecimal seconds, boolean ours) {
        ApteanPayConfig config = settings()
                .timeouts(Duration.ofSeconds(5), Duration.ofSeconds(35))
                .build();
        Duration after = Duration.ofMillis(seconds.movePointRight(3).longValueExact());
        Wire.Payment plain = Shown.payment("p")
                .status("FAILED")
                .attempted(Fixtures.NOW.plus(after).toString())
                .wire();
        ProviderView view = new RequestView(config, OwnPayments.afterConclusion(config), Fixtures.CLOCK)
                .of(Shown.byAttempt(), List.of(Shown.request(REQUEST, "FAILED", plain)));

        assertThat(keys(view).get(0).isDefined()).isEqualTo(ours);
    }

    private static boolean mayBeOurs(Duration timeout, Duration afterWeBegan) {
        Wire.Payment plain = Shown.payment("p")
                .status("PENDING")
                .attempted(Fixtures.NOW.plus(afterWeBegan).toString())
                .wire();
        return keys(byTime(timeout, plain)).get(0).isDefined();
    }

    private static ProviderView byTime(Duration timeout, Wire.Payment... payments) {
        return Shown.view(
                settings().paymentMark(PaymentMark.ATTEMPT_TIME).timeouts(Duration.ofSeconds(5), timeout),
                Shown.byAttempt(),
                Shown.request(REQUEST, "FAILED", payments));
    }

    private static List<Option<IdempotencyKey>> keys(ProviderView view) {
        return ((ProviderView.Sent) view)
                .payments().stream().map(ProviderPayment::key).toList();
    }

    @DisplayName(
            "GST-10 may be ours by its time once the server has said that it is done, unless nothing is to be assumed")
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"AUTO,true", "CUSTOM_DATA,true", "ATTEMPT_TIME,true", "NONE,false"})
    void afterConclusion(PaymentMark mark, boolean ours) {
        ApteanPayConfig config = settings().paymentMark(mark).build();
        Wire.Payment plain = Shown.payment("p")
                .status("FAILED")
                .attempted("2026-11-20T14:03:11Z")
                .wire();
        ProviderView view = new RequestView(config, OwnPayments.afterConclusion(config), Fixtures.CLOCK)
                .of(Shown.byAttempt(), List.of(Shown.request(REQUEST, "FAILED", plain)));

        assertThat(keys(view)).containsExactly(ours ? Option.some(Fixtures.KEY) : Option.none());
    }

    @DisplayName("GST-10 shows its key for certain only where the mark is in a field that is always asked for")
    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"CUSTOM_DATA,true", "DESCRIPTION,true", "AUTO,false", "ATTEMPT_TIME,false", "NONE,false"})
    void showKeys(PaymentMark mark, boolean shown) {
        assertThat(OwnPayments.showKeys(mark)).isEqualTo(shown);
    }
}
