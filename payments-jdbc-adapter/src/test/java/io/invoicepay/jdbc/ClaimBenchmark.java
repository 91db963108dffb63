package io.invoicepay.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.spi.CasResult;
import io.vavr.control.Option;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Types;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A claim on a real PostgreSQL, out of a pool, beside the same statement by hand: prepared once, on a connection that each thread
 * keeps, with values that are there already. The server does not wait for the disk ({@code fsync=off}), which leaves the store the
 * fewest excuses. On two cores the compiler needs some twenty seconds before it lets the store run at full speed. {@code claim} is the first write of an invoice of its own, {@code next} the next version of it.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(3)
@Threads(4)
@Warmup(iterations = 14, time = 2)
@Measurement(iterations = 5, time = 2)
public class ClaimBenchmark {
    private TestDatabase database = TestDatabase.postgres();
    private HikariDataSource pool = Fixtures.pool(database.dataSource(), config -> config.setMaximumPoolSize(64));
    private JdbcAttempts attempts = JdbcAttempts.of(pool);

    @Setup(Level.Trial)
    public void makeTables() {
        JdbcSchema.migrate(pool);
    }

    @Setup(Level.Iteration)
    public void empty() {
        database.execute("TRUNCATE payment_slot, payment_history");
    }

    @TearDown(Level.Trial)
    public void close() {
        pool.close();
        database.close();
    }

    /** A thread's own invoices, and its own connection. */
    @State(Scope.Thread)
    public static class Claimant {
        private static final AtomicInteger THREADS = new AtomicInteger();

        private final String prefix = THREADS.incrementAndGet() + "-";
        private final OffsetDateTime at = Fixtures.START.atOffset(ZoneOffset.UTC);
        private long count;
        private long version;
        private Option<Connection> connection = Option.none();
        private Option<PreparedStatement> insert = Option.none();
        private Option<PreparedStatement> update = Option.none();

        @Setup(Level.Trial)
        public void connect(ClaimBenchmark benchmark) throws SQLException {
            Connection own = benchmark.database.dataSource().getConnection();
            connection = Option.some(own);
            insert = Option.some(own.prepareStatement(Dialect.POSTGRESQL.insert()));
            update = Option.some(own.prepareStatement(Dialect.POSTGRESQL.update()));
        }

        @Setup(Level.Iteration)
        public void begin(ClaimBenchmark benchmark) {
            version = 1;
            benchmark.attempts.compareAndSet(0, own(), new UUID(0, 1));
        }

        @TearDown(Level.Trial)
        public void disconnect() throws SQLException {
            connection.get().close();
        }

        private PaymentSlot own() {
            return Fixtures.slot(Fixtures.key(prefix + "own"), 0);
        }

        private PaymentSlot another() {
            return Fixtures.slot(Fixtures.key(prefix + count++), 0);
        }

        private int bind(PreparedStatement statement, String invoice) throws SQLException {
            statement.setObject(1, new UUID(count, 1));
            statement.setInt(2, 0);
            statement.setString(3, "RESERVED");
            statement.setString(4, "20000");
            statement.setString(5, "in-memory");
            statement.setObject(6, new UUID(1, 1));
            statement.setString(7, "ann");
            statement.setLong(8, 125000);
            statement.setString(9, "USD");
            statement.setString(10, "key-0");
            statement.setObject(11, at);
            statement.setString(12, "");
            statement.setNull(13, Types.VARCHAR);
            statement.setObject(14, at);
            statement.setObject(15, at);
            statement.setInt(16, 0);
            statement.setString(17, "RESERVED");
            statement.setObject(18, at);
            statement.setString(19, "customer ann");
            statement.setString(20, "1250.00 USD");
            statement.setString(21, "default");
            statement.setString(22, invoice);
            return 23;
        }
    }

    @Benchmark
    public CasResult claim(Claimant claimant) {
        return won(attempts.compareAndSet(0, claimant.another(), new UUID(claimant.count, 1)));
    }

    @Benchmark
    public int claimByHand(Claimant claimant) throws SQLException {
        PreparedStatement insert = claimant.insert.get();
        claimant.bind(insert, claimant.prefix + claimant.count++);
        return written(insert.executeUpdate());
    }

    @Benchmark
    public CasResult next(Claimant claimant) {
        return won(attempts.compareAndSet(claimant.version++, claimant.own(), new UUID(0, 1)));
    }

    @Benchmark
    public int nextByHand(Claimant claimant) throws SQLException {
        PreparedStatement update = claimant.update.get();
        int parameter = claimant.bind(update, claimant.prefix + "own");
        update.setLong(parameter, claimant.version++);
        return written(update.executeUpdate());
    }

    private static CasResult won(CasResult result) {
        if (result != CasResult.WON) {
            throw new IllegalStateException("a claim of one's own was " + result);
        }
        return result;
    }

    private static int written(int rows) {
        if (rows != 1) {
            throw new IllegalStateException("a claim of one's own wrote " + rows);
        }
        return rows;
    }
}
