package io.invoicepay.jdbc;

import static io.invoicepay.jdbc.Fixtures.INVOICE;
import static io.invoicepay.jdbc.Fixtures.pool;
import static io.invoicepay.jdbc.Fixtures.slot;
import static io.invoicepay.jdbc.Fixtures.write;
import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.invoicepay.spi.CasResult;
import io.invoicepay.spi.StoredSlot;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.ds.PGSimpleDataSource;
import org.postgresql.jdbc.PreferQueryMode;

@DisplayName("Whatever the host has set")
class HostSettingsTest {
    @DisplayName(
            "GST-09 a pool that does not commit by itself: what is won is durable, and connections come back as they were")
    @ParameterizedTest(name = "{0}")
    @EnumSource(Kind.class)
    void withoutAutoCommit(Kind kind) throws SQLException {
        try (TestDatabase database = kind.openWithTables();
                HikariDataSource pool = pool(database.dataSource(), config -> config.setAutoCommit(false))) {
            StoredSlot written = write(JdbcAttempts.of(pool), slot(INVOICE, 1));

            assertThat(JdbcAttempts.of(database.dataSource()).read(INVOICE)).isEqualTo(written);
            try (Connection back = pool.getConnection()) {
                assertThat(back.getAutoCommit()).isFalse();
            }
        }
    }

    @DisplayName("GST-09 a connection comes back as it was from a write that failed, too: not every pool sets it again")
    @Test
    void autoCommitAfterFailure() throws SQLException {
        try (TestDatabase database = Kind.H2.openWithTables();
                Connection only = database.dataSource().getConnection()) {
            only.setAutoCommit(false);
            JdbcAttempts attempts = JdbcAttempts.of(keeping(only));
            StoredSlot unused = write(attempts, slot(INVOICE, 1));

            assertThat(attempts.compareAndSet(0, slot(INVOICE, 2), UUID.randomUUID()))
                    .isEqualTo(CasResult.LOST);

            assertThat(only.getAutoCommit()).isFalse();
        }
    }

    /** A pool of that one connection, which leaves it as it comes back. */
    private static DataSource keeping(Connection only) {
        Connection lent = proxy(Connection.class, (method, arguments) -> {
            try {
                return method.getName().equals("close") ? null : method.invoke(only, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
        return proxy(DataSource.class, (method, arguments) -> lent);
    }

    private interface Answers {
        @Nullable Object to(Method method, Object @Nullable [] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Answers answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> answers.to(method, arguments)));
    }

    static Stream<Arguments> isolations() {
        return Stream.of(Kind.values())
                .flatMap(kind -> Stream.of(
                                "TRANSACTION_READ_COMMITTED", "TRANSACTION_REPEATABLE_READ", "TRANSACTION_SERIALIZABLE")
                        .map(isolation -> Arguments.of(kind, isolation)));
    }

    @DisplayName("LIB-08 every isolation level: each version is won once, and the history has no gap")
    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("isolations")
    void everyIsolation(Kind kind, String isolation) {
        try (TestDatabase database = kind.openWithTables();
                HikariDataSource pool =
                        pool(database.dataSource(), config -> config.setTransactionIsolation(isolation))) {
            JdbcAttempts attempts = JdbcAttempts.of(pool);

            List<CompletableFuture<Integer>> racers = IntStream.range(0, 8)
                    .mapToObj(racer -> CompletableFuture.supplyAsync(() -> race(attempts, racer)))
                    .toList();
            int won = racers.stream().mapToInt(CompletableFuture::join).sum();

            assertThat(won).isEqualTo(50);
            assertThat(attempts.history(INVOICE))
                    .extracting(StoredSlot::version)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, 50).boxed().toList());
        }
    }

    private static int race(JdbcAttempts attempts, int racer) {
        int won = 0;
        for (long version = attempts.read(INVOICE).version();
                version < 50;
                version = attempts.read(INVOICE).version()) {
            won += attempts.compareAndSet(version, slot(INVOICE, racer), UUID.randomUUID()) == CasResult.WON ? 1 : 0;
        }
        return won;
    }

    @DisplayName("COL-08 a driver that sends statements as plain text: many invoices are read at once all the same")
    @Test
    void plainTextStatements() {
        try (TestDatabase database = Kind.POSTGRESQL.openWithTables()) {
            PGSimpleDataSource simple = (PGSimpleDataSource) database.dataSource();
            simple.setPreferQueryMode(PreferQueryMode.SIMPLE);
            JdbcAttempts attempts = JdbcAttempts.of(simple);
            StoredSlot written = write(attempts, slot(INVOICE, 1));

            assertThat(attempts.readAll(List.of(INVOICE, Fixtures.key("OTHER"))))
                    .containsExactly(Map.entry(INVOICE, written));
        }
    }

    @DisplayName("every time zone: times come back as they were written, also across zones")
    @ParameterizedTest(name = "{0}")
    @EnumSource(Kind.class)
    void everyTimeZone(Kind kind) {
        TimeZone before = TimeZone.getDefault();
        try (TestDatabase database = kind.openWithTables()) {
            for (String zone : List.of("Pacific/Kiritimati", "America/Los_Angeles", "UTC")) {
                TimeZone.setDefault(TimeZone.getTimeZone(zone));
                JdbcAttempts attempts = JdbcAttempts.of(database.dataSource());
                StoredSlot written = write(attempts, slot(INVOICE, 1));
                TimeZone.setDefault(TimeZone.getTimeZone("Asia/Kathmandu"));
                JdbcAttempts elsewhere = JdbcAttempts.of(database.dataSource());
                for (int read = 0; read < 8; read++) { // the driver reads another way once it has prepared a statement
                    assertThat(elsewhere.read(INVOICE)).isEqualTo(written);
                }
                assertThat(elsewhere.due(INVOICE.merchant(), Fixtures.START.plusSeconds(30), 1))
                        .containsExactly(INVOICE);
                assertThat(elsewhere.due(INVOICE.merchant(), Fixtures.START.plusSeconds(29), 1))
                        .isEmpty();
            }
        } finally {
            TimeZone.setDefault(before);
        }
    }
}
