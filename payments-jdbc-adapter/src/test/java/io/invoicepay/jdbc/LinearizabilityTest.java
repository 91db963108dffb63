package io.invoicepay.jdbc;

import static io.invoicepay.jdbc.Fixtures.key;
import static io.invoicepay.jdbc.Fixtures.pool;
import static io.invoicepay.jdbc.Fixtures.slot;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.invoicepay.jdbc.Histories.Operation;
import io.invoicepay.jdbc.Histories.State;
import io.invoicepay.jdbc.UnreliableDataSource.Call;
import io.invoicepay.jdbc.UnreliableDataSource.When;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.spi.CasResult;
import io.invoicepay.spi.StoredSlot;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Reads and writes of one invoice by several threads, with connections that die before and after the database has heard. The seed
 * tells what each thread does; in which order the database does it is the machine's business. More of it:
 * {@code -Dhistories=10000}, {@code -Dseed=…}.
 */
@DisplayName("Attempts in a database are linearizable")
class LinearizabilityTest {
    private static final int THREADS = 3;
    private static final int OPERATIONS = 9;

    @DisplayName("GST-09 whatever several threads do at once, with connections that die on the way")
    @ParameterizedTest(name = "{0}")
    @EnumSource(Kind.class)
    void linearizable(Kind kind) {
        int histories = Integer.getInteger("histories", 200);
        long seed = Long.getLong("seed", 20261102L);
        int unknown = 0;
        int won = 0;
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try (TestDatabase database = kind.openWithTables();
                HikariDataSource pool = pool(database.dataSource(), config -> {})) {
            UnreliableDataSource connection = new UnreliableDataSource(pool);
            JdbcAttempts attempts = JdbcAttempts.of(connection.dataSource());
            for (int i = 0; i < histories; i++) {
                InvoiceKey invoice = key("PS-INV" + i);
                long seedOfThis = seed + i;
                CyclicBarrier start = new CyclicBarrier(THREADS);
                List<Operation> history = IntStream.range(0, THREADS)
                        .mapToObj(thread -> CompletableFuture.supplyAsync(
                                () -> {
                                    await(start);
                                    return act(attempts, connection, invoice, thread, seedOfThis);
                                },
                                threads))
                        .toList()
                        .stream()
                        .flatMap(acts -> acts.join().stream())
                        .toList();
                connection.forgetCalls();
                assertThat(Histories.isLinearizable(history))
                        .as("%s, seed %s: %s", kind, seedOfThis, history)
                        .isTrue();
                unknown += count(history, CasResult.UNKNOWN);
                won += count(history, CasResult.WON);
            }
        } finally {
            threads.shutdownNow();
        }
        System.out.printf(
                "S4: %s linearizable, 0 violations in %d histories of %d threads x %d operations,"
                        + " %d writes won, %d unknown (seed %d)%n",
                kind, histories, THREADS, OPERATIONS, won, unknown, seed);
        assertThat(unknown).as("writes whose connection died").isGreaterThan(histories / 10);
        assertThat(won).isGreaterThan(histories);
    }

    private static int count(List<Operation> history, CasResult result) {
        return (int) history.stream()
                .filter(operation -> operation instanceof Operation.Write write && write.result() == result)
                .count();
    }

    private static List<Operation> act(
            JdbcAttempts attempts, UnreliableDataSource connection, InvoiceKey invoice, int thread, long seed) {
        Random random = new Random(seed * THREADS + thread);
        List<Operation> done = new ArrayList<>();
        long version = 0;
        for (int i = 0; i < OPERATIONS; i++) {
            if (random.nextInt(6) == 0) {
                connection.fail(Call.EXECUTE, random.nextBoolean() ? When.BEFORE : When.AFTER, "08006");
            }
            long begun = System.nanoTime();
            if (random.nextInt(3) == 0) {
                StoredSlot seen = attempts.read(invoice);
                version = seen.version();
                done.add(new Operation.Read(
                        begun,
                        System.nanoTime(),
                        new State(version, seen.writeId().getLeastSignificantBits())));
            } else {
                long write = thread * 100L + i + 1;
                long expected = Math.max(0, version - random.nextInt(2));
                CasResult result = attempts.compareAndSet(expected, slot(invoice, i), new UUID(0, write));
                done.add(new Operation.Write(begun, System.nanoTime(), expected, write, result));
                version += result == CasResult.LOST ? 1 : 0;
                version = result == CasResult.WON ? expected + 1 : version;
            }
        }
        return done;
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
        }
    }
}
