package io.invoicepay.jdbc;

import io.vavr.control.Option;
import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;

/** The host's connections, one borrowed for each statement, which commits itself. */
final class Connections {
    /**
     * How often a statement is made that the database rolls back. Each time somebody else has got on, and has most likely changed the
     * version, so that the second try knows; more than a few only a database in trouble asks for. There is no wait in between, since
     * nobody is waited for.
     */
    private static final int MOST_TRIES = 5;

    private final DataSource dataSource;
    /** Found out with the first connection, so that a node can start while the database is away. */
    private volatile Option<Dialect> known = Option.none();

    Connections(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** One statement. */
    @FunctionalInterface
    interface Work<T> {
        T on(Connection connection, Dialect dialect) throws SQLException;
    }

    /**
     * Carries out one statement.
     *
     * @throws SQLException how it ended for good; {@link SqlEnding} tells what that means
     */
    <T> T run(Work<T> work) throws SQLException {
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

    private <T> T once(Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            if (connection.getAutoCommit()) {
                return work.on(connection, dialect(connection));
            }
            connection.setAutoCommit(true);
            T result = work.on(connection, dialect(connection));
            connection.setAutoCommit(false);
            return result;
        }
    }

    private Dialect dialect(Connection connection) throws SQLException {
        if (known.isEmpty()) {
            known = Option.some(Dialect.of(connection));
        }
        return known.get();
    }
}
