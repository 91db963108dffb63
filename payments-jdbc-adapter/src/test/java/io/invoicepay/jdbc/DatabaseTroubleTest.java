package io.invoicepay.jdbc;

import static io.invoicepay.jdbc.Fixtures.INVOICE;
import static io.invoicepay.jdbc.Fixtures.pool;
import static io.invoicepay.jdbc.Fixtures.slot;
import static io.invoicepay.jdbc.Fixtures.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import io.invoicepay.spi.AttemptsUnavailableException;
import io.invoicepay.spi.CasResult;
import io.invoicepay.spi.StoredSlot;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.logging.Level;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Faults that the real databases bring about themselves. */
@DisplayName("A database in trouble")
class DatabaseTroubleTest {
    private static CasResult next(JdbcAttempts attempts, long version) {
        return attempts.compareAndSet(version, slot(INVOICE, 7), UUID.randomUUID());
    }

    /** A connection in whose uncommitted transaction the invoice's row is locked. */
    private static Connection locked(TestDatabase database) throws SQLException {
        Connection connection = database.dataSource().getConnection();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("UPDATE payment_slot SET checks = checks + 1");
        }
        return connection;
    }

    @DisplayName("GST-10 that ends the connection under a write leaves it unknown, and the store works again at once")
    @Test
    void terminated() throws SQLException, ExecutionException, InterruptedException {
        try (TestDatabase database = Kind.POSTGRESQL.openWithTables();
                HikariDataSource pool = pool(database.dataSource(), config -> config.setMaximumPoolSize(1))) {
            JdbcAttempts attempts = JdbcAttempts.of(pool);
            StoredSlot before = write(attempts, slot(INVOICE, 1));

            CompletableFuture<CasResult> result;
            try (Connection lock = locked(database)) {
                result = CompletableFuture.supplyAsync(() -> next(attempts, 1));
                endWaiting(database);
                lock.rollback();
            }

            assertThat(result.get()).isEqualTo(CasResult.UNKNOWN);
            assertThat(attempts.read(INVOICE)).isEqualTo(before);
            assertThat(attempts.history(INVOICE)).containsExactly(before);
            assertThat(next(attempts, 1)).isEqualTo(CasResult.WON);
        }
    }

    /** Ends the connection that waits for a lock, as soon as one does. */
    private static void endWaiting(TestDatabase database) {
        long deadline = System.nanoTime() + Duration.ofSeconds(30).toNanos();
        List<String> ended;
        do {
            assertThat(System.nanoTime()).as("nobody waits for the lock").isLessThan(deadline);
            ended = database.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                    + " WHERE wait_event_type = 'Lock' AND query LIKE '%payment_slot%'");
        } while (ended.isEmpty());
    }

    @DisplayName("GST-10 whose pool says in a way of its own that it is closed is out of reach, and a write unknown")
    @Test
    void closedPool() {
        JdbcAttempts attempts = JdbcAttempts.of(new PGSimpleDataSource() {
            @Override
            public Connection getConnection() {
                throw new IllegalStateException("Connection pool has been disposed.");
            }
        });

        assertThat(next(attempts, 0)).isEqualTo(CasResult.UNKNOWN);
        assertThatThrownBy(() -> attempts.read(INVOICE)).isInstanceOf(AttemptsUnavailableException.class);
    }

    @DisplayName("GST-10 that has ended an idle connection of the pool costs one answer, not the store")
    @Test
    void endedWhileIdle() {
        try (TestDatabase database = Kind.POSTGRESQL.openWithTables();
                HikariDataSource pool = pool(database.dataSource(), config -> {
                    config.setMaximumPoolSize(1);
                    config.setPoolName("idle");
                })) {
            JdbcAttempts attempts = JdbcAttempts.of(pool);
            StoredSlot before = write(attempts, slot(INVOICE, 1));

            database.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid()"
                    + " AND query LIKE '%payment_slot%'");

            assertThat(next(attempts, 1)).isIn(CasResult.UNKNOWN, CasResult.WON);
            assertThat(attempts.read(INVOICE).version()).isBetween(before.version(), before.version() + 1);
        }
    }

    @DisplayName(
            "LIB-02 whose slot is behind its history leaves a write unknown, and a line in the log, until it is put right")
    @ParameterizedTest(name = "{0}")
    @EnumSource(Kind.class)
    void behindItsHistory(Kind kind) throws SQLException {
        try (TestDatabase database = kind.openWithTables()) {
            JdbcAttempts attempts = JdbcAttempts.of(database.dataSource());
            StoredSlot unused = write(attempts, slot(INVOICE, 1));
            assertThat(next(attempts, 1)).isEqualTo(CasResult.WON);
            try (Connection restored = database.dataSource().getConnection();
                    Statement statement = restored.createStatement()) {
                assertThat(statement.executeUpdate("UPDATE payment_slot SET version = 1"))
                        .isEqualTo(1);
            }

            List<String> lines = LogLines.during(
                    Level.ALL, () -> assertThat(next(attempts, 1)).isEqualTo(CasResult.UNKNOWN));
            assertThat(lines).anyMatch(line -> line.contains("23505"));

            try (Connection byHand = database.dataSource().getConnection();
                    Statement statement = byHand.createStatement()) {
                statement.executeUpdate("DELETE FROM payment_slot");
                statement.executeUpdate(
                        "INSERT INTO payment_slot SELECT * FROM payment_history ORDER BY version DESC LIMIT 1");
            }
            assertThat(attempts.read(INVOICE).version()).as("put right").isEqualTo(2);
            assertThat(next(attempts, 2)).isEqualTo(CasResult.WON);
        }
    }

    @DisplayName("GST-10 that gives up waiting for a lock leaves a write unknown, and nothing written")
    @ParameterizedTest(name = "{0}")
    @EnumSource(Kind.class)
    void timesOut(Kind kind) throws SQLException {
        try (TestDatabase database = kind.openWithTables();
                HikariDataSource pool = pool(
                        database.dataSource(),
                        config -> config.setConnectionInitSql(
                                kind == Kind.H2 ? "SET LOCK_TIMEOUT 100" : "SET statement_timeout = 100"))) {
            JdbcAttempts attempts = JdbcAttempts.of(pool);
            StoredSlot before = write(attempts, slot(INVOICE, 1));

            try (Connection lock = locked(database)) {
                assertThat(next(attempts, 1)).isEqualTo(CasResult.UNKNOWN);
                assertThat(attempts.read(INVOICE)).as("readers do not wait").isEqualTo(before);
                lock.rollback();
            }

            assertThat(next(attempts, 1)).isEqualTo(CasResult.WON);
        }
    }

    @DisplayName(
            "GST-10 whose pool is exhausted leaves a write unknown and tells readers, and works again when it is not")
    @ParameterizedTest(name = "{0}")
    @EnumSource(Kind.class)
    void exhausted(Kind kind) throws SQLException {
        try (TestDatabase database = kind.openWithTables();
                HikariDataSource pool = pool(database.dataSource(), config -> {
                    config.setMaximumPoolSize(1);
                    config.setConnectionTimeout(250);
                })) {
            JdbcAttempts attempts = JdbcAttempts.of(pool);

            try (Connection only = pool.getConnection()) {
                assertThat(only.isClosed()).isFalse();
                assertThat(next(attempts, 0)).isEqualTo(CasResult.UNKNOWN);
                assertThatThrownBy(() -> attempts.read(INVOICE)).isInstanceOf(AttemptsUnavailableException.class);
            }

            assertThat(attempts.read(INVOICE)).isEqualTo(StoredSlot.none(INVOICE));
            assertThat(next(attempts, 0)).isEqualTo(CasResult.WON);
        }
    }

    @DisplayName("GST-10 whose writer is interrupted while waiting leaves the write unknown and the thread interrupted")
    @ParameterizedTest(name = "{0}")
    @EnumSource(Kind.class)
    void interrupted(Kind kind) throws SQLException {
        try (TestDatabase database = kind.openWithTables();
                HikariDataSource pool = pool(database.dataSource(), config -> config.setMaximumPoolSize(1))) {
            JdbcAttempts attempts = JdbcAttempts.of(pool);

            CasResult result;
            try (Connection only = pool.getConnection()) {
                assertThat(only.isClosed()).isFalse();
                Thread.currentThread().interrupt();
                result = next(attempts, 0);
            } finally {
                assertThat(Thread.interrupted()).isTrue();
            }

            assertThat(result).isEqualTo(CasResult.UNKNOWN);
            assertThat(next(attempts, 0)).isEqualTo(CasResult.WON);
        }
    }

    @DisplayName("GST-10 that may only be read leaves a write unknown, and can be read")
    @Test
    void readOnly() {
        try (TestDatabase database = Kind.POSTGRESQL.openWithTables()) {
            StoredSlot before = write(JdbcAttempts.of(database.dataSource()), slot(INVOICE, 1));
            PGSimpleDataSource readOnly = (PGSimpleDataSource) database.dataSource();
            readOnly.setOptions("-c default_transaction_read_only=on");

            assertThat(next(JdbcAttempts.of(readOnly), 1)).isEqualTo(CasResult.UNKNOWN);
            assertThat(JdbcAttempts.of(readOnly).read(INVOICE)).isEqualTo(before);
        }
    }

    @DisplayName("GST-10 that is a standby is refused by readers, with a slot and without one: it may be behind")
    @Test
    void standby() {
        try (TestDatabase database = Kind.POSTGRESQL.openWithTables()) {
            write(JdbcAttempts.of(database.dataSource()), slot(INVOICE, 1));
            PGSimpleDataSource standby = (PGSimpleDataSource) database.dataSource();
            database.execute("CREATE FUNCTION pg_is_in_recovery() RETURNS boolean LANGUAGE sql AS 'SELECT true'");
            standby.setCurrentSchema(standby.getCurrentSchema() + ",pg_catalog");

            for (String number : List.of("PS-INV103001", "PS-INV103002")) {
                assertThatThrownBy(() -> JdbcAttempts.of(standby).read(Fixtures.key(number)))
                        .isInstanceOf(AttemptsUnavailableException.class)
                        .hasMessageContaining("standby");
            }
        }
    }

    @DisplayName("LIB-02 without tables says so, instead of taking every invoice for untouched")
    @ParameterizedTest(name = "{0}")
    @EnumSource(Kind.class)
    void withoutTables(Kind kind) {
        try (TestDatabase database = kind.open()) {
            JdbcAttempts attempts = JdbcAttempts.of(database.dataSource());

            assertThatThrownBy(() -> attempts.read(INVOICE))
                    .isInstanceOf(AttemptsUnavailableException.class)
                    .hasMessageContaining("SQLSTATE 42");
            assertThat(next(attempts, 0)).isEqualTo(CasResult.UNKNOWN);
        }
    }
}
