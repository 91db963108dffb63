package io.invoicepay.proof.process;

import io.invoicepay.proof.Verdict;
import io.vavr.control.Either;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * A real PostgreSQL with data of its own. Unlike the servers of tests it really waits for the disk (fsync is on). It is stopped with this
 * process, too.
 */
public final class PostgresServer implements AutoCloseable {
    private static final String REQUIRED = "PAYMENTS_REQUIRE_POSTGRES";

    private final Path data;
    private final Path pgCtl;
    private final int port;

    private PostgresServer(Path data, Path pgCtl, int port) {
        this.data = data;
        this.pgCtl = pgCtl;
        this.port = port;
    }

    /**
     * Makes a new database cluster and starts its server.
     *
     * @return right: the running server; left: why there is no PostgreSQL here
     */
    public static Either<String, PostgresServer> start(Scratch scratch) {
        Path data = scratch.resolve("postgres-" + System.nanoTime());
        try {
            PostgresServer server = new PostgresServer(data, makeCluster(data), freePort());
            server.start();
            Runtime.getRuntime().addShutdownHook(new Thread(server::close));
            return Either.right(server);
        } catch (IOException | IllegalStateException e) {
            return Either.left("PostgreSQL cannot be started here (" + e.getMessage() + ")");
        }
    }

    /** Unpacks the binaries, if need be, and makes the files of a cluster. Returns where {@code pg_ctl} is. */
    private static Path makeCluster(Path data) throws IOException {
        EmbeddedPostgres.Builder first =
                EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
        try (EmbeddedPostgres running = first.start()) {
            return Path.of(ProcessHandle.of(postmaster(data))
                            .flatMap(process -> process.info().command())
                            .orElseThrow(() -> new IllegalStateException(running + " does not tell its command")))
                    .resolveSibling("pg_ctl");
        }
    }

    /** Whether going without a PostgreSQL is a failure: {@code PAYMENTS_REQUIRE_POSTGRES=true}, in the environment or as a system property. */
    public static boolean isRequired() {
        return Boolean.parseBoolean(System.getenv(REQUIRED)) || Boolean.getBoolean(REQUIRED);
    }

    /** What a harness says that cannot do without. */
    public static Verdict missing(String reason, long seed) {
        String consequence =
                isRequired() ? REQUIRED + " is set" : "nothing was tried; " + REQUIRED + "=true makes this a failure";
        return new Verdict(!isRequired(), "0 tries (seed " + seed + "): " + reason + ", " + consequence, List.of());
    }

    private void start() {
        String options = "-p " + port + " -k '' -c listen_addresses=localhost";
        int status = control(
                "start",
                "-w",
                "-t",
                "60",
                "-l",
                data.resolveSibling(data.getFileName() + ".log").toString(),
                "-o",
                options);
        if (status != 0) {
            throw new IllegalStateException("pg_ctl start ended with " + status);
        }
    }

    /** The address of a new, empty schema: as good as a database of its own. */
    public String newSchema(String name) {
        execute("CREATE SCHEMA " + name);
        return url() + "&currentSchema=" + name;
    }

    private String url() {
        return "jdbc:postgresql://localhost:" + port + "/postgres?user=postgres&connectTimeout=10&socketTimeout=60";
    }

    private void execute(String sql) {
        try (Connection connection = DriverManager.getConnection(url());
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(sql, e);
        }
    }

    @Override
    public void close() {
        if (Files.exists(data.resolve("postmaster.pid"))) {
            control("stop", "-m", "immediate", "-w");
        }
    }

    private int control(String... arguments) {
        List<String> command = new ArrayList<>();
        if ("root".equals(System.getProperty("user.name"))) {
            command.addAll(List.of("unshare", "-U")); // PostgreSQL refuses to run as root
        }
        command.addAll(List.of(pgCtl.toString(), "-D", data.toString()));
        command.addAll(List.of(arguments));
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static long postmaster(Path data) {
        try {
            return Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
