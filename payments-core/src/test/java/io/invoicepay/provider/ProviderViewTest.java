package io.invoicepay.provider;

import static io.invoicepay.fixtures.Sample.AMOUNT;
import static io.invoicepay.fixtures.Sample.EUR;
import static io.invoicepay.fixtures.Sample.NUMBER;
import static io.invoicepay.fixtures.Sample.USD;
import static io.invoicepay.fixtures.Sample.key;
import static io.invoicepay.fixtures.Sample.ours;
import static io.invoicepay.fixtures.Sample.paymentId;
import static io.invoicepay.fixtures.Sample.portal;
import static io.invoicepay.fixtures.Sample.refunded;
import static io.invoicepay.fixtures.Sample.sent;
import static io.invoicepay.fixtures.Sample.usd;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.invoicepay.money.Money;
import io.invoicepay.payment.PaymentMethod;
import io.invoicepay.provider.ProviderPayment.Status;
import io.invoicepay.provider.ProviderView.Inconclusive;
import io.invoicepay.provider.ProviderView.Inconclusive.Cause;
import io.vavr.control.Option;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProviderViewTest {
    @ParameterizedTest
    @EnumSource(Status.class)
    @DisplayName("STA-03 a payment is alive, dead or completed; a status nobody knows counts as alive, never as paid")
    void statuses(Status status) {
        ProviderPayment payment = ours(status);
        assertThat(payment.isLive()).isEqualTo(status == Status.PENDING || status == Status.UNRECOGNISED);
        assertThat(payment.isDead()).isEqualTo(status == Status.FAILED || status == Status.CANCELLED);
        assertThat(payment.isEffective()).isEqualTo(status == Status.COMPLETED);
        assertThat(sent(payment).hasLivePayment()).isEqualTo(payment.isLive());
        assertThat(sent(payment).isCovered()).isEqualTo(status == Status.COMPLETED);
        assertThat(sent(payment).isOverpaid()).isFalse();
    }

    private static ProviderView.Sent leaving(Money collectible, ProviderPayment... payments) {
        return new ProviderView.Sent("request-1", true, AMOUNT, collectible, Option.none(), List.of(payments));
    }

    @Test
    @DisplayName("STA-01 a payment that is listed twice has paid once")
    void listedTwice() {
        ProviderPayment half = ours("half", Status.COMPLETED, usd("625.00"));
        ProviderPayment rest = ours("rest", Status.COMPLETED, usd("625.00"));
        assertThat(leaving(usd("625.00"), half, half).isCovered()).isFalse();
        assertThat(leaving(usd("625.00"), half, rest).isCovered()).isTrue();
        ProviderPayment whole = ours(Status.COMPLETED);
        assertThat(sent(whole, whole).isOverpaid()).isFalse();
    }

    @Test
    @DisplayName("STA-07 what was refunded is not kept, to the cent; a payment given back in full has no effect")
    void refunds() {
        ProviderPayment part = refunded(ours(Status.COMPLETED), usd("1249.99"));
        assertThat(part.kept()).isEqualTo(usd("0.01"));
        assertThat(part.isEffective()).isTrue();
        assertThat(refunded(ours(Status.COMPLETED), AMOUNT).isEffective()).isFalse();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> refunded(ours(Status.COMPLETED), Money.of("1.00", "EUR")))
                .withMessageContaining("ours");
    }

    @Test
    @DisplayName(
            "STA-07 a payment of less than nothing, or with less than nothing given back, is none: it could hide another")
    void belowZero() {
        Money less = Money.ofMinor(-1, AMOUNT.currency());
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ProviderPayment.of(paymentId("odd"), Status.COMPLETED, less, Option.none()))
                .withMessage("payment odd: applied or refunded is negative");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> refunded(ours(Status.COMPLETED), less))
                .withMessageContaining("ours");
        assertThat(ProviderPayment.of(paymentId("all"), Status.PENDING, usd("0.00"), Option.none())
                        .isLive())
                .isTrue();
    }

    @Test
    @DisplayName("A payment is of the key it shows, and of none if it shows none")
    void keys() {
        assertThat(ours(Status.PENDING).isOf(key(0))).isTrue();
        assertThat(ours(Status.PENDING).isOf(key(1))).isFalse();
        assertThat(portal(Status.PENDING).isOf(key(0))).isFalse();
    }

    @Test
    @DisplayName(
            "STA-01 an invoice is covered once payments were completed and nothing is left to collect, or they make up what was asked")
    void covered() {
        assertThat(sent(usd("0.00")).isCovered()).as("nothing paid").isFalse();
        assertThat(sent(usd("0.00"), portal(Status.PENDING)).isCovered()).isFalse();
        assertThat(sent(usd("0.00"), refunded(portal(Status.COMPLETED), AMOUNT)).isCovered())
                .isFalse();
        assertThat(sent(usd("0.00"), portal("a", Status.COMPLETED, usd("1225.00")))
                        .isCovered())
                .as("with a discount")
                .isTrue();
        assertThat(sent(AMOUNT, portal(Status.COMPLETED)).isCovered())
                .as("total lags")
                .isTrue();
        assertThat(sent(AMOUNT, portal("a", Status.COMPLETED, usd("1249.99"))).isCovered())
                .isFalse();
        assertThat(sent(AMOUNT, portal("a", Status.COMPLETED, Money.of("1250.00", "EUR")))
                        .isCovered())
                .as("another currency")
                .isFalse();
        assertThat(sent(usd("0.00"), portal("a", Status.COMPLETED, Money.of("1250.00", "EUR")))
                        .isCovered())
                .as("another currency, and called settled")
                .isFalse();
        assertThat(sent(
                                AMOUNT,
                                portal("a", Status.COMPLETED, usd("1000.00")),
                                portal("b", Status.COMPLETED, usd("250.00")))
                        .isCovered())
                .isTrue();
    }

    @Test
    @DisplayName(
            "STA-06 an invoice is overpaid once two payments took more than was asked, in whichever currency and of whatever size")
    void overpaid() {
        assertThat(twice(usd("1250.00"), usd("0.01")).isOverpaid()).isTrue();
        assertThat(twice(usd("1249.99"), usd("0.01")).isOverpaid()).isFalse();
        assertThat(twice(usd("1250.00"), Money.of("0.01", "EUR")).isOverpaid()).isTrue();
        assertThat(twice(usd("1249.99"), Money.of("900.00", "EUR")).isOverpaid())
                .isFalse();
        assertThat(sent(portal("a", Status.COMPLETED, usd("9999.00"))).isOverpaid())
                .as("one payment")
                .isFalse();
        Money largest = Money.ofMinor(Long.MAX_VALUE, USD);
        assertThat(sent(
                                AMOUNT,
                                portal("a", Status.COMPLETED, largest),
                                portal("b", Status.COMPLETED, largest),
                                portal("c", Status.COMPLETED, largest))
                        .isOverpaid())
                .as("beyond what can be counted")
                .isTrue();
    }

    private static ProviderView.Sent twice(Money first, Money second) {
        return sent(usd("0.00"), portal("a", Status.COMPLETED, first), portal("b", Status.COMPLETED, second));
    }

    @Test
    @DisplayName("A request that asks in one currency and collects in another is refused")
    void twoCurrencies() {
        assertThatIllegalArgumentException().isThrownBy(() -> sent(Money.of("1.00", "EUR")));
    }

    @Test
    @DisplayName("DLG-01 VAL-08 a provider offers everything and knows nothing for sure, unless it says so")
    void capabilities() {
        Capabilities defaults = Capabilities.builder().build();
        assertThat(defaults.offers(PaymentMethod.GUEST_CHECKOUT)).isTrue();
        assertThat(defaults.offers(PaymentMethod.PORTAL)).isTrue();
        assertThat(defaults.accepts(USD)).isTrue();
        assertThat(defaults.keyContract()).isEqualTo(KeyContract.UNVERIFIED);
        assertThat(defaults.resendWindow()).isZero();
        assertThat(defaults.showsKeys()).isFalse();
        assertThat(defaults.portalHosts()).isEmpty();
        Capabilities some = Capabilities.builder()
                .without(PaymentMethod.PORTAL)
                .currencies(Set.of(EUR))
                .keys(KeyContract.REPLAYS, Duration.ofHours(24))
                .showingKeys()
                .portalHosts("Pay.Example.com", "www.example.com:443", "localhost:8080", "10.0.0.1")
                .build();
        assertThat(some.offers(PaymentMethod.GUEST_CHECKOUT)).isTrue();
        assertThat(some.offers(PaymentMethod.PORTAL)).isFalse();
        assertThat(some.accepts(EUR)).isTrue();
        assertThat(some.accepts(USD)).isFalse();
        assertThat(some.keyContract()).isEqualTo(KeyContract.REPLAYS);
        assertThat(some.resendWindow()).isEqualTo(Duration.ofHours(24));
        assertThat(some.showsKeys()).isTrue();
        assertThat(some.portalHosts())
                .containsExactlyInAnyOrder("pay.example.com", "www.example.com", "localhost:8080", "10.0.0.1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://pay.example.com",
                "pay.example.com/",
                "pay.example.com:",
                "*.example.com",
                "",
                " ",
                "a@b"
            })
    @DisplayName("POR-02 what is no host is refused where it is told: no link would ever lead to it")
    void portalHosts(String host) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Capabilities.builder().portalHosts("pay.example.com", host))
                .withMessageContaining("portal host " + host + " is neither");
    }

    @Test
    @DisplayName(
            "T11 a key is remembered for up to ten years: what is longer, or less than nothing, could not be reckoned with")
    void memory() {
        for (Duration length : List.of(ChronoUnit.FOREVER.getDuration(), Duration.ofDays(3654), Duration.ofNanos(-1))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Capabilities.builder().keys(KeyContract.REPLAYS, length))
                    .withMessage("remembered is a length of time up to ten years, not " + length);
        }
        for (Duration length : List.of(Duration.ZERO, Duration.ofDays(3653))) {
            assertThat(Capabilities.builder()
                            .keys(KeyContract.REPLAYS, length)
                            .build()
                            .resendWindow())
                    .isEqualTo(length);
        }
    }

    @ParameterizedTest
    @EnumSource(KeyContract.class)
    @DisplayName("T11 only a provider that surely executes a key once may get the same request twice")
    void resend(KeyContract contract) {
        assertThat(contract.allowsResend())
                .isEqualTo(contract == KeyContract.REJECTS_USED_KEYS || contract == KeyContract.REPLAYS);
    }

    @ParameterizedTest(name = "asked for {0}: {1} s")
    @CsvSource({
        "PT-1H, 1",
        "PT0S, 1",
        "PT0.999S, 1",
        "PT1S, 1",
        "PT1M, 60",
        "PT15M, 900",
        "PT15M0.001S, 900",
        "PT2562047788015215H, 900"
    })
    @DisplayName("A provider's wish to be left alone is heard between a second and a quarter of an hour")
    void retryAfter(Duration wish, long seconds) {
        assertThat(new Inconclusive(Cause.THROTTLED, Option.some(wish)).retryAfter())
                .containsExactly(Duration.ofSeconds(seconds));
    }

    @Test
    @DisplayName("What is asked and answered in short is what it stands for")
    void shorthands() {
        assertThat(PaymentQuery.about(NUMBER)).isEqualTo(new PaymentQuery(NUMBER, Option.none()));
        assertThat(ChargeResult.ambiguous("timed out"))
                .isEqualTo(new ChargeResult.Ambiguous(Option.none(), "timed out"));
        assertThat(ProviderPayment.of(paymentId("p"), Status.PENDING, AMOUNT, Option.none()))
                .isEqualTo(new ProviderPayment(
                        paymentId("p"), Status.PENDING, AMOUNT, usd("0.00"), Option.none(), Option.none()));
        assertThat(List.of(
                        ProviderView.notSent(), ProviderView.inconclusive(ProviderView.Inconclusive.Cause.THROTTLED)))
                .containsExactly(
                        new ProviderView.NotSent(),
                        new ProviderView.Inconclusive(ProviderView.Inconclusive.Cause.THROTTLED, Option.none()));
    }
}
