package io.invoicepay.proof.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A directory for as long as it is needed. */
public record Scratch(Path directory) implements AutoCloseable {
    /** A new one, empty. */
    public static Scratch create() {
        try {
            return new Scratch(Files.createTempDirectory("payments-proof"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A path below it. */
    public Path resolve(String name) {
        return directory.resolve(name);
    }

    @Override
    public void close() {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
