package io.invoicepay.jdbc;

import io.vavr.control.Option;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.sql.DataSource;

/** The host's connections, one borrowed for each statement, which commits itself. */
final class Connections {
    private static final System.Logger LOG = System.getLogger("io.invoicepay.jdbc");

    /**
     * How often a statement is made that the database rolls back. Each time somebody else has got on, and has most likely changed the
     * version, so that the second try knows; more than a few only a database in trouble asks for. There is no wait in between, since
     * nobody is waited for.
     */
    private static final int MOST_TRIES = 5;

    /** Whoever writes to that H2 database now, by the path of its file; all stores of this process share it. */
    private static final Map<String, Lock> WRITERS_OF_H2 = new ConcurrentHashMap<>();

    private final DataSource dataSource;
    /** Found out with the first connection, so that a node can start while the database is away. */
    private volatile Option<Known> known = Option.none();

    Connections(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** One statement. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection, Dialect dialect) throws SQLException;
    }

    /**
     * The database at the other end.
     *
     * @param turn held by who writes, where writers have to take turns
     */
    private record Known(Dialect dialect, Option<Lock> turn) {}

    /**
     * Carries out one statement that reads.
     *
     * @throws SQLException how it ended for good; {@link SqlEnding} tells what that means
     */
    <T> T read(Work<T> work) throws SQLException {
        return untilDecided(work);
    }

    /**
     * Carries out one statement that writes.
     *
     * @throws SQLException how it ended for good; {@link SqlEnding} tells what that means
     */
    <T> T write(Work<T> work) throws SQLException {
        return untilDecided((connection, dialect) -> {
            Option<Lock> turn = known.flatMap(Known::turn);
            turn.forEach(Lock::lock);
            try {
                return work.on(connection, dialect);
            } finally {
                turn.forEach(Lock::unlock);
            }
        });
    }

    private <T> T untilDecided(Work<T> work) throws SQLException {
        for (int tries = 1; ; tries++) {
            try {
                return once(work);
            } catch (SQLException e) {
                if (SqlEnding.of(e) != SqlEnding.ROLLED_BACK || tries == MOST_TRIES) {
                    throw e;
                }
            }
        }
    }

    /** A pool that is closed, or could not be made, may say so in a way of its own. */
    static Connection borrowed(DataSource dataSource) throws SQLException {
        try {
            return dataSource.getConnection();
        } catch (RuntimeException e) {
            throw new SQLException("the data source gave no connection", e);
        }
    }

    private <T> T once(Work<T> work) throws SQLException {
        try (Connection connection = borrowed(dataSource)) {
            if (connection.getAutoCommit()) {
                return work.on(connection, dialect(connection));
            }
            connection.setAutoCommit(true);
            T result;
            try {
                result = work.on(connection, dialect(connection));
            } catch (SQLException | RuntimeException e) {
                asItWas(connection, e);
                throw e;
            }
            connection.setAutoCommit(false);
            return result;
        }
    }

    /** Not every pool sets again what a caller has changed. */
    private static void asItWas(Connection connection, Exception failure) {
        try {
            connection.setAutoCommit(false);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private Dialect dialect(Connection connection) throws SQLException {
        if (known.isEmpty()) {
            Dialect found = Dialect.of(connection);
            found.insistOnDurability(connection);
            Option<String> file = found.file(connection);
            if (file.isDefined()) {
                found.forgetfulVersion(connection).forEach(Connections::warnOf);
            }
            known = Option.some(new Known(
                    found, file.map(path -> WRITERS_OF_H2.computeIfAbsent(path, unused -> new ReentrantLock()))));
        }
        return known.get().dialect();
    }

    private static void warnOf(String version) {
        LOG.log(
                System.Logger.Level.WARNING,
                "H2 {0} can lose payments that it has acknowledged when its process is killed: take H2 2.4.240, or PostgreSQL",
                version);
    }
}
