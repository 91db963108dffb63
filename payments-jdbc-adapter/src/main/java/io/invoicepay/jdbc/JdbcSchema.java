package io.invoicepay.jdbc;

import io.invoicepay.spi.AttemptsUnavailableException;
import io.vavr.control.Option;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import javax.sql.DataSource;

/**
 * The tables that {@link JdbcAttempts} needs, made and brought up to date by plain SQL scripts. They lie in this jar below
 * {@code META-INF/invoicepay/postgresql} and {@code META-INF/invoicepay/h2}, for hosts that run them by hand.
 *
 * <p>Safe for any thread and for several nodes at once: one of them makes the change, the others wait for it.
 */
public final class JdbcSchema {
    private static final List<String> SCRIPTS = List.of("1-slots.sql", "2-lists.sql");
    /** The version that this library works with. */
    public static final int VERSION = SCRIPTS.size();
    /** Another node can only be ahead once a script; what still fails then is no race. */
    private static final int MOST_TRIES = 10;

    /** Two sessions of H2 that create the same index get in each other's way, and H2 lives in this process. */
    private static final Object ONE_AT_A_TIME = new Object();

    private JdbcSchema() {}

    /**
     * Makes the tables, or brings them up to {@link #VERSION}; does nothing where that is done. A newer version is left as it is:
     * during an upgrade, nodes of both versions run side by side.
     *
     * @return the version that is there now
     * @throws AttemptsUnavailableException if the database cannot be reached, or refuses, for want of rights for example; each script
     *     is then there as a whole or, in H2, can be run again
     */
    public static int migrate(DataSource dataSource) {
        return migrate(dataSource, VERSION);
    }

    static int migrate(DataSource dataSource, int target) {
        Objects.requireNonNull(dataSource, "dataSource");
        for (int tries = 1; ; tries++) {
            try (Connection connection = Connections.borrowed(dataSource)) {
                return migrate(connection, target);
            } catch (SQLException e) {
                if (!isOvertaken(e) || tries == MOST_TRIES) {
                    throw new AttemptsUnavailableException(
                            "cannot bring the tables up to version " + target + ": " + SqlEnding.describe(e), e);
                }
            }
        }
    }

    /** Somebody else is making the same change: its key, table or index is there by now, or was about to be. */
    private static boolean isOvertaken(SQLException failure) {
        return Set.of("23505", "42P07", "42710", "42S01", "42S11", "40001", "40P01", "HYT00")
                .contains(state(failure));
    }

    private static int migrate(Connection connection, int target) throws SQLException {
        Dialect dialect = Dialect.of(connection);
        if (dialect != Dialect.H2) {
            return bringUp(connection, dialect, target);
        }
        synchronized (ONE_AT_A_TIME) {
            return bringUp(connection, dialect, target);
        }
    }

    private static int bringUp(Connection connection, Dialect dialect, int target) throws SQLException {
        boolean autoCommit = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try {
            int version = version(connection);
            while (version < target) {
                run(connection, dialect, SCRIPTS.get(version));
                version++;
            }
            return version;
        } finally {
            connection.rollback(); // what failed; after a commit there is nothing to take back
            connection.setAutoCommit(autoCommit);
        }
    }

    private static int version(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT max(version) FROM payment_schema")) {
            row.next();
            return row.getInt(1);
        } catch (SQLException e) {
            if (!Set.of("42P01", "42S02", "42S04").contains(state(e))) {
                throw e;
            }
            return 0; // there is no such table
        } finally {
            connection.rollback();
        }
    }

    private static void run(Connection connection, Dialect dialect, String script) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(text(dialect, script));
        }
        connection.commit();
    }

    private static String text(Dialect dialect, String script) {
        String path = "/META-INF/invoicepay/" + dialect.directory() + "/" + script;
        try (InputStream in = Objects.requireNonNull(JdbcSchema.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + path, e);
        }
    }

    private static String state(SQLException failure) {
        return Option.of(failure.getSQLState()).getOrElse("none");
    }
}
