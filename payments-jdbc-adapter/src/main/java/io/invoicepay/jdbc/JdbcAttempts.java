package io.invoicepay.jdbc;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.spi.AttemptsUnavailableException;
import io.invoicepay.spi.CasResult;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.StoredSlot;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import javax.sql.DataSource;

/**
 * Payment attempts in a relational database, shared by all nodes of a storefront (LIB-08): PostgreSQL, or H2 for a single
 * node. An H2 file survives a killed process (not under H2 2.5.x), but not always a power cut. The tables are made by {@link JdbcSchema}.
 *
 * <p>Every call borrows one connection, carries out one statement that commits itself, and gives the connection back. A write that
 * ends in any way but won, lost, or rolled back by the database is {@link CasResult#UNKNOWN}, with one warning in the log that says
 * how it ended; the id of the write, which stands in the row, then tells.
 *
 * <p>Safe for any thread. Blocks for as long as the data source and its driver let it: their time limits are the host's to set.
 */
public final class JdbcAttempts implements PaymentAttempts {
    private static final System.Logger LOG = System.getLogger("io.invoicepay.jdbc");
    /** So many invoices are asked for in one statement. */
    private static final int BATCH = 500;

    private final Connections connections;

    private JdbcAttempts(Connections connections) {
        this.connections = connections;
    }

    /**
     * Attempts kept where the data source leads. Connects with the first call.
     *
     * @param dataSource the host's pool, and it must lead to the primary server. It must not be a proxy that joins transactions of
     *     the host: what was won must be durable at once, whatever the host then does
     */
    public static JdbcAttempts of(DataSource dataSource) {
        return new JdbcAttempts(new Connections(Objects.requireNonNull(dataSource, "dataSource")));
    }

    @Override
    public StoredSlot read(InvoiceKey invoice) {
        return reading("read a slot", (connection, dialect) -> {
            try (PreparedStatement statement = connection.prepareStatement(dialect.read())) {
                statement.setString(1, invoice.merchant().value());
                statement.setString(2, invoice.invoice().value());
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    if (row.getBoolean("standby")) {
                        throw new AttemptsUnavailableException("the database is a standby and may be behind");
                    }
                    row.getLong("version");
                    return row.wasNull() ? StoredSlot.none(invoice) : own(SlotRow.read(row), invoice);
                }
            }
        });
    }

    /** A database that takes upper and lower case for the same would give another invoice's row. */
    private static StoredSlot own(StoredSlot stored, InvoiceKey invoice) {
        if (!stored.slot().invoice().equals(invoice)) {
            throw new IllegalStateException("the database takes another key for " + invoice);
        }
        return stored;
    }

    /** As promised by the port; in statements of some hundred invoices each. */
    @Override
    public Map<InvoiceKey, StoredSlot> readAll(Collection<InvoiceKey> invoices) {
        List<InvoiceKey> wanted = List.copyOf(new LinkedHashSet<>(invoices));
        Map<InvoiceKey, StoredSlot> found = new HashMap<>();
        for (int from = 0; from < wanted.size(); from += BATCH) {
            for (StoredSlot stored : readBatch(wanted.subList(from, Math.min(from + BATCH, wanted.size())))) {
                found.put(stored.slot().invoice(), stored);
            }
        }
        return Collections.unmodifiableMap(found);
    }

    private List<StoredSlot> readBatch(List<InvoiceKey> wanted) {
        return reading("read many slots", (connection, dialect) -> {
            try (PreparedStatement statement = connection.prepareStatement(dialect.readAll())) {
                statement.setArray(
                        1,
                        connection.createArrayOf(
                                "varchar", texts(wanted, key -> key.merchant().value())));
                statement.setArray(
                        2,
                        connection.createArrayOf(
                                "varchar", texts(wanted, key -> key.invoice().value())));
                return slots(statement);
            }
        });
    }

    @Override
    public CasResult compareAndSet(long expectedVersion, PaymentSlot next, UUID writeId) {
        try {
            int written = connections.write((connection, dialect) -> {
                String sql = expectedVersion == 0 ? dialect.insert() : dialect.update();
                try (PreparedStatement statement = connection.prepareStatement(sql)) {
                    int parameter = SlotRow.bind(statement, next, writeId);
                    if (expectedVersion != 0) {
                        statement.setLong(parameter, expectedVersion);
                    }
                    return statement.executeUpdate();
                }
            });
            return written == 1 ? CasResult.WON : CasResult.LOST;
        } catch (SQLException e) {
            if (SqlEnding.of(e) == SqlEnding.DUPLICATE && expectedVersion == 0) {
                return CasResult.LOST; // of any other write, it is the history that has the version already
            }
            LOG.log(
                    System.Logger.Level.WARNING,
                    "write {0} of {1} ended unknown: {2}",
                    writeId,
                    next.invoice(),
                    SqlEnding.describe(e));
            return CasResult.UNKNOWN;
        }
    }

    @Override
    public List<InvoiceKey> due(MerchantId merchant, Instant now, int limit) {
        return reading("list what is due", (connection, dialect) -> {
            try (PreparedStatement statement = connection.prepareStatement(dialect.due())) {
                statement.setString(1, merchant.value());
                statement.setObject(2, SlotRow.time(now));
                statement.setInt(3, limit);
                return keys(statement);
            }
        });
    }

    @Override
    public List<InvoiceKey> attention(MerchantId merchant, Set<SlotStatus> statuses, int limit) {
        return reading("list what needs attention", (connection, dialect) -> {
            try (PreparedStatement statement = connection.prepareStatement(dialect.attention())) {
                statement.setString(1, merchant.value());
                statement.setArray(2, connection.createArrayOf("varchar", texts(statuses, SlotStatus::name)));
                statement.setInt(3, limit);
                return keys(statement);
            }
        });
    }

    @Override
    public List<StoredSlot> history(InvoiceKey invoice) {
        return reading("read a history", (connection, dialect) -> {
            try (PreparedStatement statement = connection.prepareStatement(dialect.historyOf())) {
                statement.setString(1, invoice.merchant().value());
                statement.setString(2, invoice.invoice().value());
                return slots(statement);
            }
        });
    }

    private <T> T reading(String what, Connections.Work<T> work) {
        try {
            return connections.read(work);
        } catch (SQLException e) {
            throw new AttemptsUnavailableException("cannot " + what + ": " + SqlEnding.describe(e), e);
        }
    }

    private static List<StoredSlot> slots(PreparedStatement statement) throws SQLException {
        List<StoredSlot> slots = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                slots.add(SlotRow.read(row));
            }
        }
        return Collections.unmodifiableList(slots);
    }

    private static List<InvoiceKey> keys(PreparedStatement statement) throws SQLException {
        List<InvoiceKey> keys = new ArrayList<>();
        try (ResultSet row = statement.executeQuery()) {
            while (row.next()) {
                keys.add(SlotRow.key(row));
            }
        }
        return Collections.unmodifiableList(keys);
    }

    private static <T> Object[] texts(Collection<T> values, Function<T, String> text) {
        return values.stream().map(text).toArray();
    }
}
