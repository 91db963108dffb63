package io.invoicepay.jdbc;

import static io.invoicepay.jdbc.Fixtures.slot;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.spi.CasResult;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * H2 stores tables and indexes one after the other. Of 100 processes killed while four of their threads wrote, 4 left a slot behind its
 * history or an index without its row; of 500 with one writer at a time, none.
 */
@DisplayName("Those who write to one H2 file")
class WritersOfH2Test {
    private static final int WRITERS = 4;
    private static final int WRITES = 200;

    @DisplayName(
            "LIB-08 take turns, whichever store they go through, so that a killed process leaves nothing half stored")
    @Test
    void takeTurns() throws InterruptedException {
        try (TestDatabase database = TestDatabase.h2File();
                HikariDataSource pool = Fixtures.pool(database.dataSource(), config -> {})) {
            JdbcSchema.migrate(pool);
            UnreliableDataSource watched = new UnreliableDataSource(pool);
            List<JdbcAttempts> stores =
                    List.of(JdbcAttempts.of(watched.dataSource()), JdbcAttempts.of(watched.dataSource()));
            CountDownLatch start = new CountDownLatch(1);
            ExecutorService threads = Executors.newFixedThreadPool(WRITERS);

            IntStream.range(0, WRITERS)
                    .forEach(writer -> threads.execute(() -> {
                        await(start);
                        write(stores.get(writer % stores.size()), writer);
                    }));
            start.countDown();
            threads.shutdown();
            assertThat(threads.awaitTermination(1, TimeUnit.MINUTES)).isTrue();

            assertThat(database.query("SELECT count(*) FROM payment_history"))
                    .containsExactly(Integer.toString(WRITERS * WRITES));
            assertThat(watched.mostUpdatesAtOnce()).isEqualTo(1);
        }
    }

    private static void write(JdbcAttempts attempts, int writer) {
        InvoiceKey invoice = new InvoiceKey(Fixtures.INVOICE.merchant(), new InvoiceNumber("W-" + writer));
        for (int version = 0; version < WRITES; version++) {
            assertThat(attempts.compareAndSet(version, slot(invoice, version), UUID.randomUUID()))
                    .isEqualTo(CasResult.WON);
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
