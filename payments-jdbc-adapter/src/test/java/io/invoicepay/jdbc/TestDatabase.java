package io.invoicepay.jdbc;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** A new, empty database of one kind, for one test. */
abstract class TestDatabase implements AutoCloseable {
    /** Connections without a pool. */
    abstract DataSource dataSource();

    /** Whether it is still there when the last connection is closed. */
    abstract boolean outlivesItsConnections();

    @Override
    public abstract void close();

    /** Whatever one wants to know, a line a row, columns separated by a bar. */
    final List<String> query(String sql) {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            List<String> lines = new ArrayList<>();
            while (row.next()) {
                List<String> columns = new ArrayList<>();
                for (int i = 1; i <= row.getMetaData().getColumnCount(); i++) {
                    columns.add(String.valueOf(row.getString(i)));
                }
                lines.add(String.join("|", columns));
            }
            return lines;
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    final void execute(String sql) {
        try (Connection connection = dataSource().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new AssertionError(sql, e);
        }
    }

    /** H2 in memory, in one of its modes. */
    static TestDatabase h2InMemory(String mode) {
        return new H2("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1" + mode, false);
    }

    /** H2 in a file. */
    static TestDatabase h2File() {
        try {
            Path directory = Files.createTempDirectory("payments-h2");
            return new H2("jdbc:h2:" + directory.resolve("payments"), true) {
                @Override
                public void close() {
                    super.close();
                    delete(directory);
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A schema of the real PostgreSQL; see {@link Postgres}. */
    static TestDatabase postgres() {
        return new OfPostgres(Postgres.newSchema());
    }

    private static class H2 extends TestDatabase {
        private final JdbcDataSource dataSource = new JdbcDataSource();
        private final boolean file;

        H2(String url, boolean file) {
            this.file = file;
            dataSource.setUrl(url);
            dataSource.setUser("sa");
            dataSource.setPassword("");
        }

        @Override
        DataSource dataSource() {
            return dataSource;
        }

        @Override
        boolean outlivesItsConnections() {
            return file;
        }

        @Override
        public void close() {
            execute("SHUTDOWN");
        }
    }

    private static final class OfPostgres extends TestDatabase {
        private final String url;

        OfPostgres(String url) {
            this.url = url;
        }

        @Override
        DataSource dataSource() {
            return Postgres.dataSource(url);
        }

        @Override
        boolean outlivesItsConnections() {
            return true;
        }

        @Override
        public void close() {
            Postgres.drop(url);
        }
    }
}
