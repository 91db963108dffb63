package io.invoicepay.proof.host;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.invoicepay.jdbc.JdbcAttempts;
import io.invoicepay.jdbc.JdbcSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The store of attempts behind a pool of connections, as a host has it. */
public final class Database implements AutoCloseable {
    private static final Duration USUAL_PATIENCE = Duration.ofSeconds(60);

    private final HikariDataSource pool;

    private Database(HikariDataSource pool) {
        this.pool = pool;
    }

    /** Opens the database at that address, and makes the tables if they are missing. */
    public static Database open(String url, int connections) {
        return open(url, connections, USUAL_PATIENCE);
    }

    /** The same, for who waits only so long for a connection. */
    public static Database open(String url, int connections, Duration patience) {
        HikariConfig config = new HikariConfig();
        config.setDataSource(dataSource(url));
        config.setMaximumPoolSize(connections);
        config.setMinimumIdle(1); // with none, the pool closes its first connection again, and H2 its file
        config.setConnectionTimeout(patience.toMillis());
        Database database = new Database(new HikariDataSource(config));
        JdbcSchema.migrate(database.pool);
        return database;
    }

    /** Has H2 answer half a second before it writes, which the store forbids at its own first connection: afterwards, then. */
    void hasten() {
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SET WRITE_DELAY 500");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The store at that address for who reads now and then: a connection for each call, and nothing kept between two. */
    public static JdbcAttempts attemptsAt(String url) {
        return JdbcAttempts.of(dataSource(url));
    }

    private static DataSource dataSource(String url) {
        if (url.startsWith("jdbc:h2:")) {
            JdbcDataSource h2 = new JdbcDataSource();
            h2.setUrl(url);
            h2.setUser("sa");
            return h2;
        }
        PGSimpleDataSource postgres = new PGSimpleDataSource();
        postgres.setUrl(url);
        return postgres;
    }

    /** The store. */
    public JdbcAttempts attempts() {
        return JdbcAttempts.of(pool);
    }

    @Override
    public void close() {
        pool.close();
    }
}
