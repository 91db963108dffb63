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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real PostgreSQL with data of its own. Unlike the servers of tests it really waits for the disk (fsync is on). It is stopped with this
 * process, too.
 */
public final class PostgresServer implements AutoCloseable {
    private static final String REQUIRED = "PAYMENTS_REQUIRE_POSTGRES";

    private static final Duration LONGEST_DEATH = Duration.ofSeconds(30);
    private static final int LONGEST_START_IN_SECONDS = 60;
    private static final int LAST_LINES = 40;

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
        return start(scratch, Map.of());
    }

    /**
     * Makes a new database cluster and starts its server.
     *
     * @param settings by the names PostgreSQL has for them
     * @return right: the running server; left: why there is no PostgreSQL here
     */
    public static Either<String, PostgresServer> start(Scratch scratch, Map<String, String> settings) {
        Path data = scratch.resolve("postgres-" + System.nanoTime());
        try {
            PostgresServer server = new PostgresServer(data, makeCluster(data), freePort());
            server.start(settings);
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

    /**
     * Starts it on its data and its port, wherever its predecessor has left off.
     *
     * @param settings by the names PostgreSQL has for them; those of the predecessor are forgotten
     * @throws IllegalStateException if it does not come up
     */
    public void start(Map<String, String> settings) {
        String options = settings.entrySet().stream()
                .map(setting -> " -c " + setting.getKey() + "=" + setting.getValue())
                .sorted()
                .collect(Collectors.joining("", "-p " + port + " -k '' -c listen_addresses=localhost", ""));
        int status = control(
                "start", "-w", "-t", Integer.toString(LONGEST_START_IN_SECONDS), "-l", log().toString(), "-o", options);
        if (status != 0) {
            throw new IllegalStateException("pg_ctl start ended with " + status + ": " + lastWords());
        }
    }

    private Path log() {
        return data.resolveSibling(data.getFileName() + ".log");
    }

    /** The end of its log. */
    private String lastWords() {
        try {
            List<String> lines = Files.exists(log()) ? Files.readAllLines(log()) : List.of();
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Kills all its processes by SIGKILL, at once as far as that goes: the postmaster is halted first, so that it starts no new ones. What
     * they had only in memory is gone, what they had given to the operating system is not. To be followed by {@link #start(Map)}.
     */
    public void kill() {
        ProcessHandle postmaster = ProcessHandle.of(postmaster(data))
                .orElseThrow(() -> new IllegalStateException("there is nothing to kill: " + lastWords()));
        run(List.of("sh", "-c", "kill -STOP " + postmaster.pid()));
        List<ProcessHandle> all =
                Stream.concat(Stream.of(postmaster), postmaster.descendants()).toList();
        all.forEach(ProcessHandle::destroyForcibly);
        awaitDeath(all);
        try {
            // the next one would take a dead postmaster whom nobody has buried for one that runs
            Files.deleteIfExists(data.resolve("postmaster.pid"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** As long as one of them lives it holds the shared memory, and a successor does not start. */
    private static void awaitDeath(List<ProcessHandle> processes) {
        long deadline = System.nanoTime() + LONGEST_DEATH.toNanos();
        while (!processes.stream().allMatch(PostgresServer::isDead)) {
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException("SIGKILL has not ended " + processes);
            }
            Thread.onSpinWait(); // a matter of milliseconds
        }
    }

    /** Gone, or dead and waiting to be buried by whoever has inherited it, which takes a lazy init some time. */
    private static boolean isDead(ProcessHandle process) {
        Path status = Path.of("/proc", Long.toString(process.pid()), "stat");
        try {
            return !process.isAlive()
                    || (Files.exists(status)
                            && Files.readString(status)
                                    .replaceFirst(".*\\) ", "")
                                    .startsWith("Z"));
        } catch (IOException e) {
            return !process.isAlive(); // it went while it was looked at
        }
    }

    /** Stops it as an impatient administrator does: sessions are cut off, nothing is written any more. To be followed by {@link #start(Map)}. */
    public void stopImmediately() {
        int status = control("stop", "-m", "immediate", "-w", "-t", Long.toString(LONGEST_DEATH.toSeconds()));
        if (status != 0) {
            throw new IllegalStateException("pg_ctl stop ended with " + status + ": " + lastWords());
        }
    }

    /** Ends every session, whatever it is about. The server runs on. */
    public void terminateConnections() {
        execute("SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity"
                + " WHERE backend_type = 'client backend' AND pid <> pg_backend_pid()");
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
        return run(command);
    }

    private static int run(List<String> command) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!process.waitFor(2L * LONGEST_START_IN_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new IllegalStateException("does not end: " + command);
            }
            return process.exitValue();
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
