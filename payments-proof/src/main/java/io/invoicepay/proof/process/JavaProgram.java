package io.invoicepay.proof.process;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/**
 * A program of this class path, started as a process of its own as quickly as Java can: the classes of a first run are kept in an archive
 * that later runs map into memory. Safe for any thread.
 */
public final class JavaProgram {
    private static final List<String> FAST = List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Xshare:auto",
            "-Xmx128m",
            "-Dslf4j.internal.verbosity=ERROR");

    private static final int LAST_CHARACTERS = 2_000;

    private static final Duration USUAL_LIFE = Duration.ofMinutes(2);

    private final Class<?> main;
    private final Duration longestLife;
    private final String classPath;
    private final Path archive;
    private final Path log;

    /**
     * A program.
     *
     * @param scratch where its archive and its error output are kept
     */
    public JavaProgram(Class<?> main, Scratch scratch) {
        this(main, scratch, USUAL_LIFE);
    }

    /**
     * A program.
     *
     * @param scratch where its archive and its error output are kept
     * @param longestLife a process of it that lives longer hangs, and is killed
     */
    public JavaProgram(Class<?> main, Scratch scratch, Duration longestLife) {
        this.main = main;
        this.longestLife = longestLife;
        this.classPath = ofJars(scratch);
        this.archive = scratch.resolve(main.getSimpleName() + ".jsa");
        this.log = scratch.resolve(main.getSimpleName() + ".log");
    }

    /** The last that the processes have written to their error output. */
    public String errors() {
        try {
            String all = Files.exists(log) ? Files.readString(log) : "";
            return all.substring(Math.max(0, all.length() - LAST_CHARACTERS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A process, at the end of which the archive is written: it has to do once whatever the others will do. */
    public Talk train(Map<String, String> environment, List<String> arguments) {
        return start("-XX:ArchiveClassesAtExit=" + archive, environment, arguments);
    }

    /** A process. */
    public Talk start(Map<String, String> environment, List<String> arguments) {
        return start("-XX:SharedArchiveFile=" + archive, environment, arguments);
    }

    private Talk start(String sharing, Map<String, String> environment, List<String> arguments) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(FAST);
        command.add(sharing);
        command.add("-Xlog:cds=off");
        command.add("-Xlog:cds+dynamic=off");
        command.add("-cp");
        command.add(classPath);
        command.add(main.getName());
        command.addAll(arguments);
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().keySet().removeIf(name -> name.contains("APTEAN_PAY_"));
        builder.environment().putAll(environment);
        try {
            return new Talk(builder.start(), longestLife);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** This class path, its directories packed into jars: classes in directories cannot be archived. */
    private static String ofJars(Scratch scratch) {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            Path path = Path.of(entry);
            if (entry.isEmpty()) {
                continue; // it would be the working directory, of whatever size
            }
            if (Files.isDirectory(path)) {
                entries.add(packed(path, scratch.resolve("classes-" + entries.size() + ".jar"))
                        .toString());
            } else if (Files.exists(path)) {
                entries.add(entry);
            }
        }
        return String.join(File.pathSeparator, entries);
    }

    private static Path packed(Path directory, Path jar) {
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file);
                Stream<Path> files = Files.walk(directory)) {
            out.setLevel(0);
            for (Path source : files.filter(Files::isRegularFile).toList()) {
                out.putNextEntry(
                        new JarEntry(directory.relativize(source).toString().replace(File.separatorChar, '/')));
                Files.copy(source, out);
                out.closeEntry();
            }
            return jar;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
