package io.invoicepay.benchmarks;

import io.invoicepay.checkout.Held;
import io.invoicepay.checkout.InvoiceRow;
import io.invoicepay.checkout.PayColumn;
import io.invoicepay.checkout.PayState;
import io.invoicepay.invoice.AccountBalance;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The Pay column of a whole list, with a verdict row for each invoice, and the account balance; beside loops over plain columns. Divide
 * a score by {@code size} for the cost of an invoice.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(3)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PayColumnBenchmark {
    @Param({"1000", "100000", "1000000"})
    public int size;

    private Ledgers ledgers = Ledgers.of(1);
    private AccountBalance balance = AccountBalance.of(List.of(), List.of());
    private Map<InvoiceNumber, Held> held = Map.of();

    @Setup
    public void make() {
        ledgers = Ledgers.of(size);
        balance = AccountBalance.of(ledgers.invoices, List.of());
        Map<InvoiceNumber, Held> pending = new HashMap<>();
        for (int i = 0; i < size; i++) {
            if (ledgers.pending[i]) {
                pending.put(ledgers.invoices.get(i).number(), Held.PENDING);
            }
        }
        held = pending;
    }

    @Benchmark
    public List<InvoiceRow> rows() {
        return PayColumn.rows(ledgers.invoices, balance, true, held, Map.of());
    }

    @Benchmark
    public List<InvoiceRow> rowsWithNothingInFlight() {
        return PayColumn.rows(ledgers.invoices, balance, true, Map.of(), Map.of());
    }

    /** The least that gives a row an invoice: the same rule over plain columns. */
    @Benchmark
    public List<InvoiceRow> handWrittenRows() {
        List<InvoiceRow> rows = new ArrayList<>(size);
        List<Invoice> invoices = ledgers.invoices;
        for (int i = 0; i < size; i++) {
            rows.add(new InvoiceRow(invoices.get(i), verdict(i)));
        }
        return rows;
    }

    /** The floor: no row at all, a code in an array. */
    @Benchmark
    public byte[] handWrittenColumns() {
        byte[] column = new byte[size];
        for (int i = 0; i < size; i++) {
            column[i] = (byte) (verdict(i) == PayState.PAY ? 1 : verdict(i) == PayState.PENDING ? 2 : 0);
        }
        return column;
    }

    private PayState verdict(int i) {
        if (ledgers.outstanding[i] <= 0 || !ledgers.posted[i]) {
            return PayState.NONE;
        }
        return ledgers.pending[i] ? PayState.PENDING : PayState.PAY;
    }

    @Benchmark
    public AccountBalance balance() {
        return AccountBalance.of(ledgers.invoices, List.of());
    }

    @Benchmark
    public long handWrittenBalance() {
        long sum = 0;
        for (int i = 0; i < size; i++) {
            if (ledgers.posted[i]) {
                sum = Math.addExact(sum, ledgers.outstanding[i]);
            }
        }
        return sum;
    }
}
