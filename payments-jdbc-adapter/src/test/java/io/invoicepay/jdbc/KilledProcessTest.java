package io.invoicepay.jdbc;

import static io.invoicepay.jdbc.Fixtures.INVOICE;
import static io.invoicepay.jdbc.Fixtures.slot;
import static io.invoicepay.jdbc.Fixtures.write;
import static org.assertj.core.api.Assertions.assertThat;

import io.invoicepay.spi.StoredSlot;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A process that is killed while it writes to an H2 file")
class KilledProcessTest {
    private static final int ROUNDS = 5;

    @TempDir
    private Path directory;

    private static JdbcDataSource file(Path directory) {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setUrl("jdbc:h2:" + directory.resolve("payments"));
        dataSource.setUser("sa");
        dataSource.setPassword("");
        return dataSource;
    }

    /** The process: tells every version that was won, as soon as it was. */
    static final class Writer {
        private Writer() {}

        public static void main(String[] arguments) {
            try (var pool = Fixtures.pool(file(Path.of(arguments[0])), config -> {})) {
                JdbcSchema.migrate(pool);
                JdbcAttempts attempts = JdbcAttempts.of(pool);
                for (int i = 0; i < 1_000_000; i++) {
                    System.out.println(write(attempts, slot(INVOICE, i)).version());
                }
            }
        }
    }

    @DisplayName("LIB-08 loses nothing that was won, and leaves a history without gap, again and again")
    @Test
    void losesNothing() throws IOException, InterruptedException {
        long kept = 0;
        for (int round = 0; round < ROUNDS; round++) {
            long told = tellAndKill(20 + 37 * round);

            JdbcAttempts attempts = JdbcAttempts.of(file(directory));
            StoredSlot now = attempts.read(INVOICE);
            assertThat(told).isGreaterThan(kept);
            assertThat(now.version()).isBetween(told, told + 1);
            List<StoredSlot> history = attempts.history(INVOICE);
            assertThat(history).endsWith(now);
            assertThat(history)
                    .extracting(StoredSlot::version)
                    .containsExactlyElementsOf(
                            LongStream.rangeClosed(1, now.version()).boxed().toList());
            kept = now.version();
        }
    }

    /** The last version that a process told of before it was killed, after so many. */
    private long tellAndKill(int writes) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Writer.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader told = process.inputReader(StandardCharsets.UTF_8)) {
            String last = "0";
            for (int i = 0; i < writes; i++) {
                last = told.readLine();
            }
            assertThat(process.toHandle().destroyForcibly())
                    .isTrue(); // not by the process itself: that closes what it has told
            for (String line = told.readLine(); line != null; line = told.readLine()) {
                last = line;
            }
            return Long.parseLong(last);
        } finally {
            process.destroyForcibly();
        }
    }
}
