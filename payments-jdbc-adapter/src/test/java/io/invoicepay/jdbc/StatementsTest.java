package io.invoicepay.jdbc;

import static io.invoicepay.jdbc.Fixtures.INVOICE;
import static io.invoicepay.jdbc.Fixtures.key;
import static io.invoicepay.jdbc.Fixtures.pool;
import static io.invoicepay.jdbc.Fixtures.slot;
import static io.invoicepay.jdbc.Fixtures.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.invoicepay.jdbc.UnreliableDataSource.Call;
import io.invoicepay.jdbc.UnreliableDataSource.When;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.spi.CasResult;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.logging.Level;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("A store in a database")
class StatementsTest {
    private final TestDatabase database = Kind.H2.openWithTables();
    private final UnreliableDataSource connections = new UnreliableDataSource(database.dataSource());
    private final JdbcAttempts attempts = JdbcAttempts.of(connections.dataSource());

    @AfterEach
    void close() {
        database.close();
    }

    @DisplayName("COL-08 reads any number of invoices in one statement for every five hundred, and for none in none")
    @ParameterizedTest(name = "{0} invoices: {1} statements")
    @CsvSource({"0,0", "1,1", "500,1", "501,2", "1000,2"})
    void statements(int invoices, int statements) {
        List<InvoiceKey> wanted =
                IntStream.range(0, invoices).mapToObj(n -> key("PS-INV" + n)).toList();

        assertThat(attempts.readAll(wanted)).isEmpty();
        assertThat(Collections.frequency(connections.calls(), "executeQuery")).isEqualTo(statements);
    }

    @DisplayName("STA-03 has H2 find what is due by the index, however many slots are never due")
    @Test
    void dueByTheIndex() {
        for (int n = 0; n < 50; n++) {
            write(attempts, slot(key("PS-INV" + n), 1));
        }
        String due = Dialect.H2
                .due()
                .replaceFirst("\\?", "'shop'")
                .replaceFirst("\\?", "CURRENT_TIMESTAMP")
                .replaceFirst("\\?", "10");

        assertThat(database.query("EXPLAIN " + due).get(0))
                .contains("PAYMENT_SLOT_DUE")
                .contains("index sorted");
    }

    @DisplayName("gives a connection that does not commit by itself back as it was, once what it did is committed")
    @Test
    void connectionAsBefore() {
        try (HikariDataSource pool = pool(database.dataSource(), config -> config.setAutoCommit(false))) {
            UnreliableDataSource manual = new UnreliableDataSource(pool);
            write(JdbcAttempts.of(manual.dataSource()), slot(INVOICE, 1));

            assertThat(Collections.frequency(manual.calls(), "setAutoCommit")).isEqualTo(4);
            assertThat(manual.calls()).endsWith("executeUpdate", "setAutoCommit", "close");
        }
    }

    @DisplayName("GST-09 has H2 write to its file before it answers, whatever the file was opened with")
    @Test
    void durable() {
        try (TestDatabase file = TestDatabase.h2File()) {
            JdbcSchema.migrate(file.dataSource());
            file.execute("SET WRITE_DELAY 400");
            write(JdbcAttempts.of(file.dataSource()), slot(INVOICE, 1));

            assertThat(file.query("SELECT setting_value FROM information_schema.settings"
                            + " WHERE setting_name = 'WRITE_DELAY'"))
                    .contains("0");
        }
    }

    @DisplayName("GST-10 leaves one warning of a write whose end is not known, with its id, and quotes no row")
    @Test
    void warnsOfUnknownWrites() {
        UUID id = new UUID(7, 7);
        connections.fail(Call.EXECUTE, When.AFTER, "08006");

        List<String> lines = LogLines.during(
                Level.WARNING,
                () -> assertThat(attempts.compareAndSet(0, slot(INVOICE, 1), id))
                        .isEqualTo(CasResult.UNKNOWN));

        assertThat(lines)
                .containsExactly("WARNING write " + id + " of " + INVOICE
                        + " ended unknown: SQLException, SQLSTATE 08006, code 0");
    }
}
