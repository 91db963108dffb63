package io.invoicepay.examples.store;

import io.invoicepay.examples.InputFault;
import io.invoicepay.examples.OwnerOnly;
import io.invoicepay.payment.Secret;
import io.invoicepay.spi.AttemptsUnavailableException;
import io.invoicepay.spi.StoredSlot;
import io.vavr.control.Option;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** Where payment attempts are to be kept. */
public sealed interface StoreChoice {
    /**
     * What {@code --store} says.
     *
     * @throws InputFault if it is no store; the message does not repeat what may hold a password
     */
    static StoreChoice parse(String text) {
        if (text.equals("memory")) {
            return new Memory();
        } else if (text.contains("://") || text.regionMatches(true, 0, "jdbc:", 0, "jdbc:".length())) {
            return Address.parse(text);
        }
        return DatabaseFile.parse(text);
    }

    /**
     * Opens it.
     *
     * @param environment has the database's user and password, and the library's secret
     * @throws InputFault if that is impossible; nothing of the environment's values is in the message
     */
    OpenStore open(Map<String, String> environment);

    /** The process's memory: gone with the program, unless a state file keeps it. */
    record Memory() implements StoreChoice {
        @Override
        public OpenStore open(Map<String, String> environment) {
            return MemoryStore.holding(List.of(), Secrets.from(environment).getOrElse(Secrets::random));
        }

        /** With what a state file kept. */
        public OpenStore open(List<List<StoredSlot>> kept, Secret secret) {
            return MemoryStore.holding(kept, secret);
        }

        @Override
        public String toString() {
            return "memory";
        }
    }

    /**
     * H2's database in a file, for one process at a time.
     *
     * @param name without the ending {@code .mv.db} that H2 gives it
     */
    record DatabaseFile(Path name) implements StoreChoice {
        private static final String ENDING = ".mv.db";

        static DatabaseFile parse(String text) {
            String name = text.endsWith(ENDING) ? text.substring(0, text.length() - ENDING.length()) : text;
            if (name.isEmpty() || name.endsWith("/") || name.indexOf(';') >= 0) {
                throw new InputFault("'" + text + "' cannot be a database file's name");
            }
            try {
                return new DatabaseFile(Path.of(name));
            } catch (InvalidPathException e) {
                throw new InputFault("'" + text + "' cannot be a database file's name");
            }
        }

        /** Whether it was opened before. */
        public boolean exists() {
            return Files.exists(beside(ENDING));
        }

        private Path beside(String ending) {
            return name.resolveSibling(name.getFileName() + ending);
        }

        @Override
        public OpenStore open(Map<String, String> environment) {
            Path absolute = name.toAbsolutePath();
            if (Files.isDirectory(absolute)) {
                throw new InputFault(toString(), "is a directory, not a file");
            } else if (absolute.getParent() == null || !Files.isDirectory(absolute.getParent())) {
                throw new InputFault(toString(), "its directory does not exist");
            } else if (!Files.isWritable(exists() ? beside(ENDING).toAbsolutePath() : absolute.getParent())) {
                throw new InputFault(toString(), "may not be written");
            }
            Option<Secret> given = Secrets.from(environment);
            make(beside(ENDING).toAbsolutePath());
            // the program closes it itself: H2's own hook would close it under a storefront that is still stopping
            // and H2 writes before it answers, whoever opens the file
            String url = "jdbc:h2:file:" + absolute + ";DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0;WRITE_DELAY=0";
            return connect(this, h2(url, "sa", ""), held -> given.isDefined() ? given.get() : kept(held));
        }

        /** For its owner alone, as the secret is. H2 would let others read it, and takes an empty file for a new database. */
        private void make(Path file) {
            try {
                Files.createFile(file, OwnerOnly.at(file));
            } catch (FileAlreadyExistsException e) {
                // it was made before, and keeps the rights that it has
            } catch (IOException e) {
                throw new InputFault(toString(), "cannot be made: " + e.getMessage());
            }
        }

        /** Another secret than the one that payments were begun with could charge them again, so none is made for those. */
        private Secret kept(Connection held) throws SQLException {
            Path file = beside(".secret");
            if (hasTables(held) && !Files.exists(file)) { // in this order: the tables are made after the secret
                String database = name.getFileName() + ENDING;
                throw new InputFault(
                        file.toString(),
                        "is missing, but " + database + " holds payments; restore it from where " + database
                                + " was backed up, or set " + Secrets.VARIABLE + " if that was its secret");
            }
            return Secrets.keptIn(file);
        }

        private static boolean hasTables(Connection held) throws SQLException {
            try (ResultSet tables = held.getMetaData().getTables(null, "PUBLIC", null, null)) {
                return tables.next();
            }
        }

        @Override
        public String toString() {
            return name.toString();
        }
    }

    /** A database by its JDBC address, to be shared by several processes. */
    final class Address implements StoreChoice {
        private static final Pattern CREDENTIAL =
                Pattern.compile("//[^/?;]*@|[?&;]\\s*[a-z_]*(user|passw|pwd)[a-z_]*\\s*=", Pattern.CASE_INSENSITIVE);
        private static final int CONNECT_SECONDS = 10;
        private static final int ANSWER_SECONDS = 30;

        private final String url;

        private Address(String url) {
            this.url = url;
        }

        static Address parse(String url) {
            if (!url.startsWith("jdbc:postgresql:") && !url.startsWith("jdbc:h2:")) {
                throw new InputFault("an address begins with jdbc:postgresql: or jdbc:h2:");
            }
            if (CREDENTIAL.matcher(decoded(url)).find()) {
                throw new InputFault(
                        "an address holds no user and no password; they belong into PAYMENTS_DB_USER and PAYMENTS_DB_PASSWORD");
            }
            return new Address(url);
        }

        private static String decoded(String url) {
            try {
                return URLDecoder.decode(url, StandardCharsets.UTF_8);
            } catch (IllegalArgumentException e) {
                throw new InputFault("an address has a '%' that encodes nothing");
            }
        }

        @Override
        public OpenStore open(Map<String, String> environment) {
            Secret secret = Secrets.required(environment);
            String user = environment.getOrDefault("PAYMENTS_DB_USER", "");
            String password = environment.getOrDefault("PAYMENTS_DB_PASSWORD", "");
            return connect(
                    this,
                    url.startsWith("jdbc:h2:")
                            ? h2(url, user.isEmpty() ? "sa" : user, password)
                            : postgres(user, password),
                    held -> secret);
        }

        private DataSource postgres(String user, String password) {
            PGSimpleDataSource dataSource = new PGSimpleDataSource();
            dataSource.setConnectTimeout(CONNECT_SECONDS);
            dataSource.setSocketTimeout(ANSWER_SECONDS);
            try {
                dataSource.setUrl(url); // may say otherwise
            } catch (IllegalArgumentException e) {
                throw new InputFault(toString(), "is not an address that PostgreSQL's driver understands");
            }
            if (!user.isEmpty()) {
                dataSource.setUser(user);
            }
            dataSource.setPassword(password);
            return dataSource;
        }

        /** Without parameters: what is in them is nobody's business. */
        @Override
        public String toString() {
            return url.split("[?;]", 2)[0];
        }
    }

    private static DataSource h2(String url, String user, String password) {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setUrl(url);
        dataSource.setUser(user);
        dataSource.setPassword(password);
        return dataSource;
    }

    private static OpenStore connect(StoreChoice which, DataSource dataSource, DatabaseStore.ItsSecret secret) {
        try {
            return DatabaseStore.open(dataSource, secret);
        } catch (SQLException e) {
            throw new InputFault("--store " + which, Trouble.of(e));
        } catch (AttemptsUnavailableException e) {
            throw new InputFault("--store " + which, String.valueOf(e.getMessage()));
        }
    }
}
