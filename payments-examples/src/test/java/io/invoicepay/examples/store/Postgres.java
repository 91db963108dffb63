package io.invoicepay.examples.store;

import static org.junit.jupiter.api.Assumptions.abort;

import io.vavr.control.Either;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;

/**
 * A real PostgreSQL, started once for all tests and stopped with the process. Where none can be started the tests are skipped and say
 * why; with {@code PAYMENTS_REQUIRE_POSTGRES=true} they fail.
 */
public final class Postgres {
    private Postgres() {}

    /** Started when first asked for. */
    private static final class Server {
        static final Either<Exception, EmbeddedPostgres> ONLY = start();

        private static Either<Exception, EmbeddedPostgres> start() {
            try {
                return Either.right(EmbeddedPostgres.builder().start());
            } catch (IOException | IllegalStateException e) {
                return Either.left(e);
            }
        }
    }

    /** Of a database of that name, without a user. */
    public static String address(String database) {
        EmbeddedPostgres server = Server.ONLY.getOrElseGet(Postgres::isMissing);
        return "jdbc:postgresql://localhost:" + server.getPort() + "/" + database;
    }

    private static EmbeddedPostgres isMissing(Exception reason) {
        String required = "PAYMENTS_REQUIRE_POSTGRES";
        if (Boolean.parseBoolean(System.getenv(required)) || Boolean.getBoolean(required)) {
            throw new AssertionError(required + " is set, and PostgreSQL cannot be started here", reason);
        }
        return abort("PostgreSQL cannot be started here: " + reason.getMessage());
    }
}
