package io.invoicepay.benchmarks;

import io.invoicepay.money.Money;
import io.vavr.control.Option;
import java.math.BigDecimal;
import java.util.concurrent.TimeUnit;
import org.joda.money.CurrencyUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Money beside {@code BigDecimal} and Joda-Money: add, compare, parse, format. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MoneyBenchmark {
    private final String text = "20345.12";
    private final Money ours = Money.of(text, "USD");
    private final Money other = Money.of("1250.00", "USD");
    private final BigDecimal decimal = new BigDecimal(text);
    private final BigDecimal otherDecimal = new BigDecimal("1250.00");
    private final org.joda.money.Money joda = org.joda.money.Money.parse("USD 20345.12");
    private final org.joda.money.Money otherJoda = org.joda.money.Money.parse("USD 1250.00");

    @Benchmark
    public Money add() {
        return ours.plus(other);
    }

    @Benchmark
    public BigDecimal addBigDecimal() {
        return decimal.add(otherDecimal);
    }

    @Benchmark
    public org.joda.money.Money addJoda() {
        return joda.plus(otherJoda);
    }

    @Benchmark
    public int compare() {
        return ours.compareTo(other);
    }

    @Benchmark
    public int compareBigDecimal() {
        return decimal.compareTo(otherDecimal);
    }

    @Benchmark
    public int compareJoda() {
        return joda.compareTo(otherJoda);
    }

    @Benchmark
    public Option<Money> parse() {
        return Money.parse(text, Ledgers.USD);
    }

    @Benchmark
    public BigDecimal parseBigDecimal() {
        return new BigDecimal(text);
    }

    @Benchmark
    public org.joda.money.Money parseJoda() {
        return org.joda.money.Money.of(CurrencyUnit.USD, new BigDecimal(text));
    }

    @Benchmark
    public String format() {
        return ours.toString();
    }

    @Benchmark
    public String formatBigDecimal() {
        return decimal.toPlainString();
    }

    @Benchmark
    public String formatJoda() {
        return joda.toString();
    }
}
