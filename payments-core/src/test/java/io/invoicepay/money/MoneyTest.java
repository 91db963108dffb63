package io.invoicepay.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.invoicepay.fixtures.EveryLocale;
import io.invoicepay.fixtures.Trials;
import io.vavr.control.Option;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Currency;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyTest {
    private static final Currency USD = Currency.getInstance("USD");
    private static final List<Currency> WITH_MINOR_UNITS = Currency.getAvailableCurrencies().stream()
            .filter(currency -> currency.getDefaultFractionDigits() >= 0)
            .sorted(java.util.Comparator.comparing(Currency::getCurrencyCode))
            .toList();

    @ParameterizedTest(name = "{0} {1} is {2} minor units, printed {3}")
    @CsvSource({
        "1250.00, USD, 125000, 1250.00",
        "1250, USD, 125000, 1250.00",
        "1250.0, USD, 125000, 1250.00",
        "1250.000, USD, 125000, 1250.00",
        "0, USD, 0, 0.00",
        "-0.00, USD, 0, 0.00",
        "0.01, USD, 1, 0.01",
        "-0.01, USD, -1, -0.01",
        "-1250.05, USD, -125005, -1250.05",
        "00012.50, USD, 1250, 12.50",
        "1250, JPY, 1250, 1250",
        "1250.00, JPY, 1250, 1250",
        "-7, JPY, -7, -7",
        "1.234, BHD, 1234, 1.234",
        "1.2, KWD, 1200, 1.200",
        "0.001, KWD, 1, 0.001",
        "-92233720368547758, USD, -9223372036854775800, -92233720368547758.00",
        "1.2345, CLF, 12345, 1.2345",
        "-0.0001, CLF, -1, -0.0001",
        "92233720368547758.07, USD, 9223372036854775807, 92233720368547758.07",
        "-92233720368547758.08, USD, -9223372036854775808, -92233720368547758.08",
        "9223372036854775807, JPY, 9223372036854775807, 9223372036854775807",
        "-9223372036854775808, JPY, -9223372036854775808, -9223372036854775808",
        "-9223372036854775.808, BHD, -9223372036854775808, -9223372036854775.808"
    })
    @DisplayName("An amount is counted in its currency's minor units and printed with its decimals, in every locale")
    void table(String text, String code, long minorUnits, String printed) {
        Currency currency = Currency.getInstance(code);
        EveryLocale.run(() -> {
            Money money = Money.parse(text, currency).get();
            assertThat(money.minorUnits()).isEqualTo(minorUnits);
            assertThat(money.currency()).isEqualTo(currency);
            assertThat(money.toPlainString()).isEqualTo(printed);
            assertThat(money.toString()).isEqualTo(printed + " " + code);
            assertThat(money.toDecimal()).isEqualTo(new BigDecimal(printed));
            assertThat(money).isEqualTo(Money.of(new BigDecimal(text), currency));
            assertThat(money).isEqualTo(Money.of(text, code)).isEqualTo(Money.ofMinor(minorUnits, currency));
        });
    }

    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(
            value = {
                "1.005; USD",
                "1.001; USD",
                "1.0050; USD",
                "1.0059; USD",
                "0.5; JPY",
                "1.2345; BHD",
                "1.0000000000000000000000001; USD",
                "92233720368547758.08; USD",
                "-92233720368547758.09; USD",
                "92233720368547759; USD",
                "922337203685477580; USD",
                "9223372036854775808; JPY",
                "-9223372036854775809; JPY",
                "99999999999999999999999999999999999; USD",
                "99999999999999999999.5; USD",
                "''; USD",
                "' '; USD",
                "-; USD",
                ".; USD",
                "-.5; USD",
                ".50; USD",
                "1.; USD",
                "100.; JPY",
                "1.2.3; USD",
                "1.005.; USD",
                "1.005x; USD",
                "99999999999999999999.; USD",
                "99999999999999999999.1.1; USD",
                "99999999999999999999x; USD",
                "+1; USD",
                "--1; USD",
                "1-; USD",
                "1,250.00; USD",
                "1 250; USD",
                "' 1'; USD",
                "1e3; USD",
                "0x10; USD",
                "NaN; USD",
                "$1; USD",
                "１２; USD",
                "١٢; USD",
                "1.0١; USD",
                "1/2; USD",
                "1:2; USD"
            },
            delimiter = ';')
    @DisplayName("What is no amount of a currency is refused, in every locale: nothing is rounded or guessed")
    void faults(String text, String code) {
        EveryLocale.run(() -> {
            assertThat(Money.parse(text, Currency.getInstance(code))).as(text).isEmpty();
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Money.of(text, code))
                    .withMessageContaining(code);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"XXX", "XAU", "XTS", "XDR"})
    @DisplayName("A currency without minor units cannot be paid in")
    void withoutMinorUnits(String code) {
        Currency currency = Currency.getInstance(code);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.ofMinor(1, currency))
                .withMessageContaining(code);
        assertThatIllegalArgumentException().isThrownBy(() -> Money.zero(currency));
        assertThatIllegalArgumentException().isThrownBy(() -> Money.of(BigDecimal.ONE, currency));
        assertThatIllegalArgumentException().isThrownBy(() -> Money.of("1", code));
    }

    @Test
    @DisplayName("A decimal that would have to be rounded, or is beyond a long of minor units, throws")
    void decimals() {
        for (String text : List.of(
                "0.001",
                "92233720368547758.08",
                "-92233720368547758.09",
                "1e400000000",
                "1e-400000000",
                "1e1000000000")) {
            assertThatExceptionOfType(ArithmeticException.class)
                    .as(text)
                    .isThrownBy(() -> Money.of(new BigDecimal(text), USD));
        }
        assertThat(Money.of(new BigDecimal("12.500"), USD)).isEqualTo(Money.ofMinor(1250, USD));
        assertThat(Money.of(new BigDecimal("1e3"), USD)).isEqualTo(Money.of("1000.00", "USD"));
    }

    @Test
    @DisplayName(
            "The hundredfold error of payfort/woocommerce-payfort#81: the number of decimals is the currency's, never two")
    void hundredfold() {
        assertThat(Money.of("1250", "JPY").minorUnits()).isEqualTo(1_250);
        assertThat(Money.of("1250", "USD").minorUnits()).isEqualTo(125_000);
        assertThat(Money.of("1250", "BHD").minorUnits()).isEqualTo(1_250_000);
        assertThat(Money.ofMinor(1_250, Currency.getInstance("JPY")).toPlainString())
                .isEqualTo("1250");
        assertThat(Money.ofMinor(1_250, USD).toPlainString()).isEqualTo("12.50");
        assertThat(Money.of("12.50", "USD")).isNotEqualTo(Money.of("1250", "JPY"));
    }

    /** An amount as a trial makes it. */
    private record Sum(long minorUnits, Currency currency) {
        static Sum any(SplittableRandom random) {
            long units = switch (random.nextInt(4)) {
                case 0 -> random.nextLong();
                case 1 -> random.nextLong(-100, 101);
                case 2 ->
                    random.nextBoolean() ? Long.MAX_VALUE - random.nextInt(3) : Long.MIN_VALUE + random.nextInt(3);
                default -> random.nextLong(-1_000_000_000L, 1_000_000_000L);
            };
            return new Sum(units, WITH_MINOR_UNITS.get(random.nextInt(WITH_MINOR_UNITS.size())));
        }

        List<Sum> smaller() {
            return Stream.of(0L, minorUnits / 10, minorUnits / 2)
                    .filter(units -> units != minorUnits)
                    .map(units -> new Sum(units, currency))
                    .toList();
        }
    }

    @Test
    @Tag("law")
    @DisplayName("What is printed is read back as the same amount, in every currency and locale")
    void roundTrip() {
        EveryLocale.run(() -> Trials.of("print and parse", 10_000, Sum::any, Sum::smaller, sum -> {
            Money money = Money.ofMinor(sum.minorUnits(), sum.currency());
            assertThat(Money.parse(money.toPlainString(), sum.currency())).containsExactly(money);
            assertThat(money.toPlainString()).isEqualTo(money.toDecimal().toPlainString());
            assertThat(Money.of(money.toDecimal(), sum.currency())).isEqualTo(money);
        }));
    }

    @Test
    @Tag("law")
    @DisplayName("A text is an amount exactly if a decimal of it needs no rounding and fits")
    void againstDecimals() {
        Trials.of(
                "parse like a decimal",
                10_000,
                random -> {
                    StringBuilder text = new StringBuilder();
                    for (int i = random.nextInt(1, 24); i > 0; i--) {
                        text.append("0123456789.-".charAt(Math.min(random.nextInt(24) / 2, 11)));
                    }
                    return text.toString();
                },
                text -> {
                    for (Currency currency : List.of(USD, Currency.getInstance("JPY"), Currency.getInstance("KWD"))) {
                        assertThat(Money.parse(text, currency))
                                .as("%s %s", text, currency)
                                .isEqualTo(byDecimal(text, currency));
                    }
                });
    }

    private static Option<Money> byDecimal(String text, Currency currency) {
        if (!text.matches("-?[0-9]+(\\.[0-9]+)?")) {
            return Option.none();
        }
        BigDecimal units = new BigDecimal(text).movePointRight(currency.getDefaultFractionDigits());
        boolean fine = units.stripTrailingZeros().scale() > 0;
        boolean large = units.abs().compareTo(new BigDecimal(Long.MAX_VALUE)) > 0
                && units.compareTo(new BigDecimal(Long.MIN_VALUE)) != 0;
        return Option.when(!fine && !large, () -> Money.ofMinor(units.longValueExact(), currency));
    }

    @Test
    @Tag("law")
    @DisplayName("A sum is the same in whichever order it is added up, and exact")
    void sums() {
        Trials.of(
                "sums in any order",
                10_000,
                random -> random.longs(random.nextInt(1, 12), -1_000_000_000_000L, 1_000_000_000_000L)
                        .boxed()
                        .toList(),
                units -> units.stream()
                        .map(one -> units.stream()
                                .filter(other -> !other.equals(one))
                                .toList())
                        .filter(fewer -> fewer.size() < units.size())
                        .toList(),
                units -> {
                    List<Long> reversed = new ArrayList<>(units);
                    java.util.Collections.reverse(reversed);
                    List<Long> sorted = units.stream().sorted().toList();
                    Money sum = sum(units);
                    assertThat(sum).isEqualTo(sum(reversed)).isEqualTo(sum(sorted));
                    BigDecimal exact = units.stream()
                            .map(unit -> BigDecimal.valueOf(unit, 2))
                            .reduce(BigDecimal.ZERO, BigDecimal::add);
                    assertThat(sum.toDecimal()).isEqualByComparingTo(exact);
                    assertThat(sum.minus(sum)).isEqualTo(Money.zero(USD));
                    assertThat(sum.plus(sum.negated()).isZero()).isTrue();
                });
    }

    private static Money sum(List<Long> units) {
        return units.stream().map(unit -> Money.ofMinor(unit, USD)).reduce(Money.zero(USD), Money::plus);
    }

    @Test
    @DisplayName("A sum beyond a long of minor units throws and never wraps around")
    void overflow() {
        Money largest = Money.ofMinor(Long.MAX_VALUE, USD);
        Money smallest = Money.ofMinor(Long.MIN_VALUE, USD);
        Money cent = Money.ofMinor(1, USD);
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> largest.plus(cent));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(() -> smallest.minus(cent));
        assertThatExceptionOfType(ArithmeticException.class).isThrownBy(smallest::negated);
        assertThat(largest.minus(cent).plus(cent)).isEqualTo(largest);
        assertThat(largest.negated().minus(cent)).isEqualTo(smallest);
    }

    @Test
    @DisplayName("Two currencies never mix: neither sums nor comparisons")
    void currencies() {
        Money dollar = Money.of("1.00", "USD");
        Money euro = Money.of("1.00", "EUR");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> dollar.plus(euro))
                .withMessageContaining("USD")
                .withMessageContaining("EUR");
        assertThatIllegalArgumentException().isThrownBy(() -> dollar.minus(euro));
        assertThatIllegalArgumentException().isThrownBy(() -> dollar.compareTo(euro));
        assertThatIllegalArgumentException().isThrownBy(() -> dollar.isLessThan(euro));
        assertThatIllegalArgumentException().isThrownBy(() -> dollar.isMoreThan(euro));
        assertThat(dollar).isNotEqualTo(euro);
    }

    @Test
    @DisplayName("Signs and comparisons are of the exact amount")
    void comparisons() {
        Money less = Money.of("-0.01", "USD");
        Money zero = Money.zero(USD);
        Money more = Money.of("0.01", "USD");
        assertThat(less.isNegative()).isTrue();
        assertThat(less.isZero()).isFalse();
        assertThat(less.isPositive()).isFalse();
        assertThat(zero.isNegative()).isFalse();
        assertThat(zero.isZero()).isTrue();
        assertThat(zero.isPositive()).isFalse();
        assertThat(more.isNegative()).isFalse();
        assertThat(more.isPositive()).isTrue();
        assertThat(less.isLessThan(zero)).isTrue();
        assertThat(zero.isLessThan(zero)).isFalse();
        assertThat(zero.isMoreThan(zero)).isFalse();
        assertThat(more.isMoreThan(zero)).isTrue();
        assertThat(more.isLessThan(zero)).isFalse();
        assertThat(Stream.of(more, less, zero).sorted()).containsExactly(less, zero, more);
    }
}
