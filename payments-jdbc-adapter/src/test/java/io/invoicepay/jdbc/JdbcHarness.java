package io.invoicepay.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.invoicepay.conformance.Arranged;
import io.invoicepay.conformance.AttemptsHarness;
import io.invoicepay.jdbc.UnreliableDataSource.Call;
import io.invoicepay.jdbc.UnreliableDataSource.When;
import io.invoicepay.spi.PaymentAttempts;
import io.vavr.control.Option;
import java.util.ArrayList;
import java.util.List;

/** A store on a database of its own, behind a pool as hosts have it, and behind a connection that can be made to fail. */
final class JdbcHarness implements AttemptsHarness {
    private final TestDatabase database;
    private final List<HikariDataSource> pools = new ArrayList<>();
    private UnreliableDataSource connection;
    private PaymentAttempts attempts;

    JdbcHarness(TestDatabase database) {
        this.database = database;
        JdbcSchema.migrate(database.dataSource());
        connection = new UnreliableDataSource(newPool());
        attempts = JdbcAttempts.of(connection.dataSource());
    }

    private HikariDataSource newPool() {
        HikariDataSource pool = Fixtures.pool(database.dataSource(), config -> config.setMaximumPoolSize(16));
        pools.add(pool);
        return pool;
    }

    @Override
    public PaymentAttempts attempts() {
        return attempts;
    }

    @Override
    public Option<PaymentAttempts> secondHandle() {
        return Option.some(JdbcAttempts.of(newPool()));
    }

    @Override
    public Arranged restart() {
        if (!database.outlivesItsConnections()) {
            return Arranged.unsupported("the database is in memory");
        }
        pools.forEach(HikariDataSource::close);
        connection = new UnreliableDataSource(newPool());
        attempts = JdbcAttempts.of(connection.dataSource());
        return Arranged.done();
    }

    @Override
    public Arranged loseNextWrite() {
        connection.fail(Call.EXECUTE, When.BEFORE, "08006");
        return Arranged.done();
    }

    @Override
    public Arranged loseNextAnswer() {
        connection.fail(Call.EXECUTE, When.AFTER, "08006");
        return Arranged.done();
    }

    @Override
    public Arranged disconnect() {
        connection.goAway();
        return Arranged.done();
    }

    @Override
    public void reconnect() {
        connection.comeBack();
    }

    @Override
    public void close() {
        pools.forEach(HikariDataSource::close);
        database.close();
    }
}
