package io.invoicepay.money;

import static com.google.common.base.Preconditions.checkArgument;

import io.vavr.control.Option;
import java.math.BigDecimal;
import java.util.Currency;

/**
 * An exact sum in one currency, counted in that currency's minor units (cents for USD, yen for JPY, fils for BHD); may be negative
 * (a credit). Sums of two currencies never mix: that is a bug and throws.
 *
 * <p>Immutable and safe for any thread.
 */
public record Money(long minorUnits, Currency currency) implements Comparable<Money> {
    /** @throws IllegalArgumentException if the currency has no minor unit (XXX, XAU) */
    public Money {
        checkArgument(currency.getDefaultFractionDigits() >= 0, "%s has no minor unit", currency);
    }

    /** The sum of so many minor units: {@code ofMinor(125000, USD)} is 1,250.00 USD. */
    public static Money ofMinor(long minorUnits, Currency currency) {
        return new Money(minorUnits, currency);
    }

    /**
     * The sum of so many major units: {@code of(new BigDecimal("1250.00"), USD)}.
     *
     * @throws ArithmeticException if {@code amount} is finer than the currency's minor unit, or too large
     */
    public static Money of(BigDecimal amount, Currency currency) {
        return new Money(amount.scaleByPowerOfTen(digitsOf(currency)).longValueExact(), currency);
    }

    /**
     * A literal of a programmer: {@code of("1250.00", "USD")}.
     *
     * @throws IllegalArgumentException if the text is no such amount, or the code no ISO 4217 currency
     */
    public static Money of(String amount, String currencyCode) {
        Option<Money> parsed = parse(amount, Currency.getInstance(currencyCode));
        checkArgument(parsed.isDefined(), "no amount of %s, or one that would have to be rounded", currencyCode);
        return parsed.get();
    }

    /** Nothing at all, in a currency. */
    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    /**
     * Reads an amount in major units: an optional minus, digits, and a decimal point with digits behind it where there are any.
     * Zeros beyond the currency's minor unit are accepted, other digits there are not.
     *
     * @return the exact sum; nothing if the text is no amount, would have to be rounded, or is beyond a {@code long} of minor units
     */
    public static Option<Money> parse(String text, Currency currency) {
        int digits = digitsOf(currency);
        int length = text.length();
        int at = length > 0 && text.charAt(0) == '-' ? 1 : 0;
        boolean negative = at == 1;
        long units = 0; // counted downwards, since Long.MIN_VALUE has no positive counterpart
        int decimals = -1;
        int seen = 0;
        for (; at < length; at++) {
            char c = text.charAt(at);
            if (c == '.' && decimals < 0 && seen > 0) {
                decimals = 0;
            } else if (c < '0' || c > '9') {
                return Option.none();
            } else if (decimals >= digits) {
                if (c != '0') {
                    return Option.none();
                }
                decimals++;
            } else {
                int digit = c - '0';
                if (units < (Long.MIN_VALUE + digit) / 10) {
                    return Option.none();
                }
                units = units * 10 - digit;
                seen++;
                if (decimals >= 0) {
                    decimals++;
                }
            }
        }
        if (seen == 0 || decimals == 0) {
            return Option.none();
        }
        for (int missing = digits - Math.max(decimals, 0); missing > 0; missing--) {
            if (units < Long.MIN_VALUE / 10) {
                return Option.none();
            }
            units *= 10;
        }
        if (!negative && units == Long.MIN_VALUE) {
            return Option.none();
        }
        return Option.some(new Money(negative ? units : -units, currency));
    }

    /**
     * The sum of both.
     *
     * @throws IllegalArgumentException if the currencies differ
     * @throws ArithmeticException if the sum overflows
     */
    public Money plus(Money other) {
        return new Money(Math.addExact(minorUnits, sameCurrency(other).minorUnits), currency);
    }

    /**
     * What is left after taking the other away; may be negative.
     *
     * @throws IllegalArgumentException if the currencies differ
     * @throws ArithmeticException if the difference overflows
     */
    public Money minus(Money other) {
        return new Money(Math.subtractExact(minorUnits, sameCurrency(other).minorUnits), currency);
    }

    /**
     * A debt for a credit of the same size, and the other way round.
     *
     * @throws ArithmeticException for the one sum that has no counterpart
     */
    public Money negated() {
        return new Money(Math.negateExact(minorUnits), currency);
    }

    /** Greater than zero. */
    public boolean isPositive() {
        return minorUnits > 0;
    }

    /** Neither owed nor credited. */
    public boolean isZero() {
        return minorUnits == 0;
    }

    /** Less than zero: a credit. */
    public boolean isNegative() {
        return minorUnits < 0;
    }

    /**
     * Smaller than the other, of the same currency.
     *
     * @throws IllegalArgumentException if the currencies differ
     */
    public boolean isLessThan(Money other) {
        return compareTo(other) < 0;
    }

    /**
     * Larger than the other, of the same currency.
     *
     * @throws IllegalArgumentException if the currencies differ
     */
    public boolean isMoreThan(Money other) {
        return compareTo(other) > 0;
    }

    /**
     * By amount.
     *
     * @throws IllegalArgumentException if the currencies differ
     */
    @Override
    public int compareTo(Money other) {
        return Long.compare(minorUnits, sameCurrency(other).minorUnits);
    }

    /** In major units, with the currency's number of decimals. */
    public BigDecimal toDecimal() {
        return BigDecimal.valueOf(minorUnits, digitsOf(currency));
    }

    /** In major units with the currency's number of decimals, no grouping, no currency, the same in every locale: {@code 1250.00}. */
    public String toPlainString() {
        return plain(digitsOf(currency)).toString();
    }

    private StringBuilder plain(int digits) {
        if (digits == 0 || minorUnits == Long.MIN_VALUE) { // which has no positive counterpart
            return new StringBuilder(toDecimal().toPlainString());
        }
        long size = Math.abs(minorUnits);
        long power = 1;
        for (int digit = 0; digit < digits; digit++) {
            power *= 10;
        }
        long fraction = size % power;
        StringBuilder text = new StringBuilder(24);
        if (minorUnits < 0) {
            text.append('-');
        }
        text.append(size / power).append('.');
        for (long place = power / 10; place > 0; place /= 10) {
            text.append((char) ('0' + fraction / place % 10));
        }
        return text;
    }

    /** {@link #toPlainString()} and the currency's ISO code: {@code 1250.00 USD}. */
    @Override
    public String toString() {
        return plain(digitsOf(currency))
                .append(' ')
                .append(currency.getCurrencyCode())
                .toString();
    }

    private static int digitsOf(Currency currency) {
        return Math.max(currency.getDefaultFractionDigits(), 0);
    }

    private Money sameCurrency(Money other) {
        checkArgument(currency.equals(other.currency), "%s and %s do not add up", currency, other.currency);
        return other;
    }
}
