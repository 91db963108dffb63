package io.invoicepay.jdbc;

import static io.invoicepay.jdbc.Fixtures.INVOICE;
import static io.invoicepay.jdbc.Fixtures.slot;
import static io.invoicepay.jdbc.Fixtures.write;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.invoicepay.spi.AttemptsUnavailableException;
import io.invoicepay.spi.StoredSlot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.postgresql.ds.PGSimpleDataSource;

@DisplayName("The tables of the store")
class JdbcSchemaTest {
    private static final List<String> SCRIPTS = List.of("1-slots.sql", "2-lists.sql");

    private static String script(Kind kind, String name) {
        String path = "/META-INF/invoicepay/" + kind.name().toLowerCase(Locale.ROOT) + "/" + name;
        try (InputStream in = JdbcSchemaTest.class.getResourceAsStream(path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new AssertionError(path, e);
        }
    }

    private static List<String> versions(TestDatabase database) {
        return database.query("SELECT version FROM payment_schema ORDER BY version");
    }

    @DisplayName("are made where there are none, and a second time nothing happens")
    @ParameterizedTest(name = "{0}")
    @EnumSource(Kind.class)
    void fromNothing(Kind kind) {
        try (TestDatabase database = kind.open()) {
            assertThat(JdbcSchema.migrate(database.dataSource())).isEqualTo(JdbcSchema.VERSION);
            StoredSlot written = write(JdbcAttempts.of(database.dataSource()), slot(INVOICE, 1));
            List<String> applied = database.query("SELECT * FROM payment_schema ORDER BY version");

            assertThat(JdbcSchema.migrate(database.dataSource())).isEqualTo(JdbcSchema.VERSION);

            assertThat(database.query("SELECT * FROM payment_schema ORDER BY version"))
                    .isEqualTo(applied)
                    .hasSize(JdbcSchema.VERSION);
            assertThat(JdbcAttempts.of(database.dataSource()).read(INVOICE)).isEqualTo(written);
        }
    }

    @DisplayName("are brought up to date from an older version, with all that is in them")
    @ParameterizedTest(name = "{0}")
    @EnumSource(Kind.class)
    void fromOlder(Kind kind) {
        try (TestDatabase database = kind.open()) {
            assertThat(JdbcSchema.migrate(database.dataSource(), 1)).isEqualTo(1);
            assertThat(versions(database)).containsExactly("1");
            JdbcAttempts attempts = JdbcAttempts.of(database.dataSource());
            List<StoredSlot> written = IntStream.range(0, 5)
                    .mapToObj(i -> write(attempts, slot(INVOICE, i)))
                    .toList();

            assertThat(JdbcSchema.migrate(database.dataSource())).isEqualTo(JdbcSchema.VERSION);

            assertThat(versions(database)).containsExactly("1", "2");
            assertThat(attempts.history(INVOICE)).isEqualTo(written);
            assertThat(database.query("SELECT count(*) FROM "
                            + (kind == Kind.H2 ? "information_schema.indexes" : "pg_indexes")
                            + " WHERE lower(" + (kind == Kind.H2 ? "index_name" : "indexname")
                            + ") = 'payment_slot_due'"
                            + (kind == Kind.H2 ? "" : " AND schemaname = current_schema")))
                    .containsExactly("1");
        }
    }

    @DisplayName("LIB-08 are made once by many nodes that start together, and all of them find them made")
    @ParameterizedTest(name = "{0}")
    @EnumSource(Kind.class)
    void together(Kind kind) {
        int nodes = 8;
        ExecutorService pool = Executors.newFixedThreadPool(nodes);
        try {
            for (int round = 0; round < 10; round++) {
                try (TestDatabase database = kind.open()) {
                    CyclicBarrier start = new CyclicBarrier(nodes);
                    List<CompletableFuture<Integer>> migrations = IntStream.range(0, nodes)
                            .mapToObj(node -> CompletableFuture.supplyAsync(
                                    () -> {
                                        await(start);
                                        return JdbcSchema.migrate(database.dataSource());
                                    },
                                    pool))
                            .toList();

                    assertThat(migrations).extracting(CompletableFuture::join).containsOnly(JdbcSchema.VERSION);
                    assertThat(versions(database)).containsExactly("1", "2");
                }
            }
        } finally {
            pool.shutdownNow();
        }
    }

    private static void await(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (InterruptedException | BrokenBarrierException e) {
            throw new AssertionError(e);
        }
    }

    @DisplayName("LIB-08 are left alone where a newer node has made them newer")
    @ParameterizedTest(name = "{0}")
    @EnumSource(Kind.class)
    void newer(Kind kind) {
        try (TestDatabase database = kind.openWithTables()) {
            database.execute("INSERT INTO payment_schema (version) VALUES (99)");

            assertThat(JdbcSchema.migrate(database.dataSource())).isEqualTo(99);
            assertThat(versions(database)).containsExactly("1", "2", "99");
        }
    }

    @DisplayName("can be made by hand, script by script")
    @ParameterizedTest(name = "{0}")
    @EnumSource(Kind.class)
    void byHand(Kind kind) {
        try (TestDatabase database = kind.open()) {
            SCRIPTS.forEach(name -> database.execute(script(kind, name)));

            assertThat(JdbcSchema.migrate(database.dataSource())).isEqualTo(JdbcSchema.VERSION);
            write(JdbcAttempts.of(database.dataSource()), slot(INVOICE, 1));
        }
    }

    @DisplayName("are not harmed by a script that is run a second time")
    @ParameterizedTest(name = "{0}")
    @EnumSource(Kind.class)
    void runAgain(Kind kind) throws SQLException {
        try (TestDatabase database = kind.openWithTables()) {
            StoredSlot written = write(JdbcAttempts.of(database.dataSource()), slot(INVOICE, 1));

            try (Connection connection = database.dataSource().getConnection();
                    Statement statement = connection.createStatement()) {
                for (String name : SCRIPTS) {
                    assertThatThrownBy(() -> statement.execute(script(kind, name)))
                            .isInstanceOfSatisfying(
                                    SQLException.class,
                                    e -> assertThat(e.getSQLState()).isEqualTo("23505"));
                }
            }

            assertThat(JdbcAttempts.of(database.dataSource()).read(INVOICE)).isEqualTo(written);
            assertThat(versions(database)).containsExactly("1", "2");
        }
    }

    @DisplayName("are finished by the next run, in H2, where one was cut short")
    @Test
    void cutShort() {
        String script = script(Kind.H2, "1-slots.sql");
        for (int end = script.indexOf(";\n"); end > 0; end = script.indexOf(";\n", end + 1)) {
            try (TestDatabase database = Kind.H2.open()) {
                database.execute(script.substring(0, end));

                assertThat(JdbcSchema.migrate(database.dataSource())).isEqualTo(JdbcSchema.VERSION);
                write(JdbcAttempts.of(database.dataSource()), slot(INVOICE, 1));
            }
        }
    }

    @DisplayName("are missed with a clear word where they may not be made")
    @Test
    void mayNot() {
        try (TestDatabase database = Kind.POSTGRESQL.open()) {
            PGSimpleDataSource readOnly = (PGSimpleDataSource) database.dataSource();
            readOnly.setOptions("-c default_transaction_read_only=on");

            assertThatThrownBy(() -> JdbcSchema.migrate(readOnly))
                    .isInstanceOf(AttemptsUnavailableException.class)
                    .hasMessageStartingWith("cannot bring the tables up to version 2")
                    .hasMessageContaining("25006");
            assertThat(JdbcSchema.migrate(database.dataSource())).isEqualTo(JdbcSchema.VERSION);
        }
    }
}
