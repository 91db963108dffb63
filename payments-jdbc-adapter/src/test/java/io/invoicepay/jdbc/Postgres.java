package io.invoicepay.jdbc;

import static org.junit.jupiter.api.Assumptions.abort;

import io.vavr.control.Either;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A real PostgreSQL, started once for all tests and stopped with the process. Where none can be started the tests are skipped and say
 * why; with {@code PAYMENTS_REQUIRE_POSTGRES=true}, in the environment or as a system property, they fail.
 */
final class Postgres {
    private static final AtomicInteger SCHEMAS = new AtomicInteger();

    private Postgres() {}

    /** Started when first asked for. */
    private static final class Server {
        static final Either<Exception, EmbeddedPostgres> ONLY = start();

        private static Either<Exception, EmbeddedPostgres> start() {
            try {
                return Either.right(EmbeddedPostgres.builder()
                        .setServerConfig("max_connections", "200")
                        .setServerConfig("synchronous_commit", "on")
                        .start());
            } catch (IOException | IllegalStateException e) {
                return Either.left(e);
            }
        }
    }

    static EmbeddedPostgres server() {
        return Server.ONLY.getOrElseGet(Postgres::isMissing);
    }

    private static EmbeddedPostgres isMissing(Exception reason) {
        String required = "PAYMENTS_REQUIRE_POSTGRES";
        if (Boolean.parseBoolean(System.getenv(required)) || Boolean.getBoolean(required)) {
            throw new AssertionError(required + " is set, and PostgreSQL cannot be started here", reason);
        }
        return abort("PostgreSQL cannot be started here: " + reason.getMessage());
    }

    /** The address of a new, empty schema: as good as a database of its own, and made in no time. */
    static String newSchema() {
        String name = "test" + SCHEMAS.incrementAndGet();
        execute("CREATE SCHEMA " + name);
        return server().getJdbcUrl("postgres", "postgres") + "&currentSchema=" + name;
    }

    static void drop(String url) {
        execute("DROP SCHEMA " + url.substring(url.lastIndexOf('=') + 1) + " CASCADE");
    }

    static DataSource dataSource(String url) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(url);
        return dataSource;
    }

    private static void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(server().getJdbcUrl("postgres", "postgres"));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }
}
