package io.invoicepay.jdbc;

import io.vavr.control.Option;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.stream.Collectors;

/**
 * The statements of the store, in the words of a database. Each call of the store is one statement that commits itself: nothing is
 * locked between two statements, let alone while a provider is asked.
 *
 * <p>A write changes the slot and adds to the history in that one statement. The alternative, a transaction of two statements and a
 * commit, costs three round trips for one, holds the row's lock over two of them, and has three places instead of one where an
 * answer can be lost.
 */
enum Dialect {
    /** Rows that a write has written are the {@code FINAL TABLE}. A duplicate is refused with 23505 in every mode of H2. */
    H2("h2", "FALSE") {
        @Override
        String write(String change) {
            return history("FROM FINAL TABLE (" + change + ")");
        }
    },
    /**
     * Also CockroachDB and YugabyteDB, which present themselves by this name. Parts of a {@code WITH} that write are all carried out or
     * none; a duplicate gives no row to return, and so no history.
     */
    POSTGRESQL("postgresql", "pg_is_in_recovery()") {
        @Override
        String write(String change) {
            String first = change.startsWith("INSERT") ? " ON CONFLICT (merchant, invoice) DO NOTHING" : "";
            return "WITH won AS (" + change + first + " RETURNING " + COLUMNS + ") " + history("FROM won");
        }
    };

    private static final String COLUMNS = String.join(", ", SlotRow.COLUMNS);

    private final String directory;
    private final String standby;

    Dialect(String directory, String standby) {
        this.directory = directory;
        this.standby = standby;
    }

    /**
     * The dialect that the database at the other end speaks.
     *
     * @throws IllegalStateException if it is none that this store can use
     */
    static Dialect of(Connection connection) throws SQLException {
        String product = connection.getMetaData().getDatabaseProductName();
        return switch (product) {
            case "H2" -> H2;
            case "PostgreSQL" -> POSTGRESQL;
            default -> throw new IllegalStateException("payments are kept in PostgreSQL or H2, not in " + product);
        };
    }

    /**
     * Has the database write before it answers. H2 otherwise writes up to half a second later, and keeps the setting without heeding it
     * when it opens a file again, so that every process has to say so.
     */
    void insistOnDurability(Connection connection) throws SQLException {
        if (this == H2) {
            try (Statement statement = connection.createStatement()) {
                statement.execute("SET WRITE_DELAY 0");
            }
        }
    }

    /**
     * The file of an H2 database, where writers have to take turns. H2 stores its tables and indexes one after the other whenever a
     * transaction commits. What another transaction does to several of them meanwhile is stored in one and missed in the next, and a
     * process that is killed before that other commit leaves it so: the slot at one version and the history at another, or an index
     * that leads to rows that are not there. While only one writes there is nothing to be torn.
     */
    Option<String> file(Connection connection) throws SQLException {
        if (this != H2) {
            return Option.none();
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("CALL DATABASE_PATH()")) {
            row.next();
            return Option.of(row.getString(1));
        }
    }

    /**
     * The version of an H2 that forgets. From 2.5.250 on the header of a file is written before the chunk that has just been stored is
     * known as the last one, so that it leads to the chunk before. A process killed soon afterwards opens the file without all that it
     * has stored since (seen 5 times in 640 kills of 2.5.252, and never in 2.4.240, which does it in the right order).
     */
    Option<String> forgetfulVersion(Connection connection) throws SQLException {
        DatabaseMetaData database = connection.getMetaData();
        boolean forgets =
                this == H2 && database.getDatabaseMajorVersion() == 2 && database.getDatabaseMinorVersion() == 5;
        return Option.when(forgets, database.getDatabaseProductVersion());
    }

    /** Where the scripts that make its tables are. */
    String directory() {
        return directory;
    }

    abstract String write(String change);

    /** Writes version 1, if there is no row: values, merchant, invoice. Counts 1, or 0, or fails as a duplicate. */
    String insert() {
        return write("INSERT INTO payment_slot (" + String.join(", ", SlotRow.VALUES)
                + ", merchant, invoice, version) VALUES ("
                + String.join(", ", Collections.nCopies(SlotRow.VALUES.size() + 2, "?")) + ", 1)");
    }

    /** Writes the next version, if the present one is as expected: values, merchant, invoice, expected version. Counts 1 or 0. */
    String update() {
        return write(SlotRow.VALUES.stream()
                .map(column -> column + " = ?")
                .collect(Collectors.joining(
                        ", ",
                        "UPDATE payment_slot SET version = version + 1, ",
                        " WHERE merchant = ? AND invoice = ? AND version = ?")));
    }

    /** One row in any case: whether it comes from a standby, and the slot, if there is one. Merchant, invoice. */
    String read() {
        return "SELECT " + standby + " AS standby, " + COLUMNS
                + " FROM (SELECT 1 AS one) AS always LEFT JOIN payment_slot ON merchant = ? AND invoice = ?";
    }

    /**
     * Merchants and invoices, as two arrays of equal length: one statement for any number of keys, by the primary key. The types are told,
     * since a driver of PostgreSQL that sends statements as plain text does not.
     */
    String readAll() {
        return "SELECT " + COLUMNS
                + " FROM unnest(CAST(? AS VARCHAR ARRAY), CAST(? AS VARCHAR ARRAY)) AS wanted (m, i) JOIN payment_slot ON merchant = wanted.m AND invoice = wanted.i";
    }

    /**
     * Merchant, time, limit. The lower bound keeps H2, where no time comes before all others, from reading every slot that is never due;
     * the merchant in the order, one and the same, lets it follow the index. Unless it is told to, it reads all slots of the merchant.
     */
    String due() {
        String index = this == H2 ? " USE INDEX (payment_slot_due)" : "";
        return "SELECT merchant, invoice FROM payment_slot" + index
                + " WHERE merchant = ? AND next_check >= TIMESTAMP WITH TIME ZONE '1970-01-01 00:00:00+00:00' AND next_check <= ?"
                + " ORDER BY next_check, merchant, invoice LIMIT ?";
    }

    /** Merchant, statuses as an array, limit. */
    String attention() {
        return "SELECT merchant, invoice FROM payment_slot WHERE merchant = ? AND (attention IS NOT NULL OR status = ANY (?))"
                + " ORDER BY since, invoice LIMIT ?";
    }

    /** Merchant, invoice. */
    String historyOf() {
        return "SELECT " + COLUMNS + " FROM payment_history WHERE merchant = ? AND invoice = ? ORDER BY version";
    }

    private static String history(String from) {
        return "INSERT INTO payment_history (" + COLUMNS + ") SELECT " + COLUMNS + " " + from;
    }
}
