package io.invoicepay.examples.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.jdbc.JdbcAttempts;
import io.invoicepay.jdbc.JdbcSchema;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.payment.ProviderId;
import io.invoicepay.payment.Secret;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.StoredSlot;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;

/** A relational database, through a pool of connections: what a storefront in production does. */
final class DatabaseStore implements OpenStore {
    /** The library's own default; these programs have one company. */
    private static final MerchantId MERCHANT = new MerchantId("default");

    private static final Instant FAR_AWAY = Instant.parse("9999-01-01T00:00:00Z");
    private static final int CONNECTIONS = 10;
    private static final int PATIENCE_MILLIS = 10_000;

    private final HikariDataSource pool;
    private final PaymentAttempts attempts;
    private final Secret secret;

    /** The secret of a database that is held open. */
    interface ItsSecret {
        Secret of(Connection held) throws SQLException;
    }

    private DatabaseStore(HikariDataSource pool, Secret secret) {
        this.pool = pool;
        this.attempts = JdbcAttempts.of(pool);
        this.secret = secret;
    }

    /**
     * Connects, and makes the tables where they are missing. One connection stays open meanwhile: without any, H2 would close the
     * database, and another process could take it.
     *
     * @param secret asked for once the database is there, and before its tables are
     * @throws SQLException if it cannot be reached
     * @throws io.invoicepay.spi.AttemptsUnavailableException if its tables cannot be made
     */
    static DatabaseStore open(DataSource dataSource, ItsSecret secret) throws SQLException {
        try (Connection first = dataSource.getConnection()) {
            first.setAutoCommit(true);
            Secret its = secret.of(first);
            JdbcSchema.migrate(dataSource);
            return new DatabaseStore(pool(dataSource), its);
        }
    }

    private static HikariDataSource pool(DataSource dataSource) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("payments");
        config.setDataSource(dataSource);
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(PATIENCE_MILLIS);
        return new HikariDataSource(config);
    }

    @Override
    public PaymentAttempts attempts() {
        return attempts;
    }

    @Override
    public Secret secret() {
        return secret;
    }

    @Override
    public Set<InvoiceNumber> onRecord(Collection<InvoiceNumber> asked) {
        return slots(keys(asked)).map(slot -> slot.invoice().invoice()).collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<ProviderId> providersInFlight(Collection<InvoiceNumber> asked) {
        Set<InvoiceKey> keys = keys(asked);
        keys.addAll(attempts.due(MERCHANT, FAR_AWAY, Integer.MAX_VALUE)); // all that is watched
        return InFlight.providers(slots(keys), attempts::history);
    }

    private static Set<InvoiceKey> keys(Collection<InvoiceNumber> numbers) {
        return numbers.stream()
                .map(number -> new InvoiceKey(MERCHANT, number))
                .collect(Collectors.toCollection(HashSet::new));
    }

    private Stream<PaymentSlot> slots(Set<InvoiceKey> keys) {
        return attempts.readAll(keys).values().stream()
                .filter(stored -> stored.version() > 0)
                .map(StoredSlot::slot);
    }

    @Override
    public List<List<StoredSlot>> toKeep() {
        return List.of();
    }

    @Override
    public void close() {
        pool.close();
    }
}
