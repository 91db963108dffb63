package io.invoicepay.examples.state;

import io.invoicepay.examples.InputFault;
import io.invoicepay.examples.OwnerOnly;
import io.invoicepay.examples.json.JsonFile;
import io.invoicepay.examples.json.JsonNode;
import io.invoicepay.examples.json.JsonObject;
import io.invoicepay.examples.json.MisreadException;
import io.invoicepay.payment.Secret;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Base64;
import java.util.Set;

/**
 * The state in a file, for one process at a time: whoever opens it holds a lock on a file beside it until it is closed, so that two
 * calls at once pay once. It is replaced as a whole, so that a reader never sees half of it, and belongs to its owner alone, since it
 * holds the secret. A file that is damaged or no state at all is a fault, and is left as it is.
 */
public final class StateFile implements AutoCloseable {
    private static final String FORMAT = "invoicepay-console-state";
    private static final int VERSION = 1;

    private final Path named;
    private final Path file;
    private final FileChannel lockFile;
    private final ProgramState found;

    private StateFile(Path named, Path file, FileChannel lockFile, ProgramState found) {
        this.named = named;
        this.file = file;
        this.lockFile = lockFile;
        this.found = found;
    }

    /**
     * Waits until no other process has the file open, and reads it; where there is none, it begins afresh.
     *
     * @param onWaiting called once before waiting for another process
     * @throws InputFault naming the file and the fault; nothing was written then
     */
    @SuppressWarnings("MustBeClosedChecker")
    public static StateFile open(Path named, Runnable onWaiting) {
        try {
            Path file = Files.exists(named) ? named.toRealPath() : named.toAbsolutePath();
            if (Files.isDirectory(file)) {
                throw new InputFault(named.toString(), "is a directory, not a file");
            }
            FileChannel lockFile = lock(file.resolveSibling(file.getFileName() + ".lock"), onWaiting);
            return reading(named, file, lockFile);
        } catch (IOException e) {
            throw fault(named, e);
        } catch (OverlappingFileLockException e) {
            throw new InputFault(named.toString(), "is in use by this very process");
        }
    }

    private static StateFile reading(Path named, Path file, FileChannel lockFile) throws IOException {
        boolean read = false;
        try {
            ProgramState found = Files.exists(file)
                    ? JsonFile.read(file, reader -> parse(JsonNode.read(reader, "")))
                    : ProgramState.fresh();
            read = true;
            return new StateFile(named, file, lockFile, found);
        } finally {
            if (!read) {
                lockFile.close();
            }
        }
    }

    private static FileChannel lock(Path beside, Runnable onWaiting) throws IOException {
        FileChannel channel = FileChannel.open(
                beside, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), OwnerOnly.at(beside));
        boolean locked = false;
        try {
            FileLock lock = channel.tryLock();
            if (lock == null) {
                onWaiting.run();
                channel.lock();
            }
            locked = true;
            return channel;
        } finally {
            if (!locked) {
                channel.close();
            }
        }
    }

    /** The state as it was when the file was opened. */
    public ProgramState found() {
        return found;
    }

    /**
     * Puts a new state in the place of the old one: all of it or nothing, on the disk once this returns.
     *
     * @throws InputFault naming the file, if it cannot be written; the old state is still there then
     */
    public void write(ProgramState state) {
        try {
            Path written = Files.createTempFile(directory(), file.getFileName() + ".", ".new", OwnerOnly.at(file));
            try {
                flush(written, json(state).toBytes());
                Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(written);
            }
        } catch (IOException e) {
            throw fault(named, e);
        }
    }

    private Path directory() {
        Path parent = file.getParent();
        return parent == null ? Path.of("") : parent;
    }

    private static void flush(Path file, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }

    /** Lets the next process have it. The file that was locked stays: taking it away could let two have it at once. */
    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw fault(named, e);
        }
    }

    private static InputFault fault(Path file, IOException e) {
        if (e instanceof NoSuchFileException) {
            return new InputFault(file.toString(), "its directory does not exist");
        } else if (e instanceof AccessDeniedException) {
            return new InputFault(file.toString(), "may not be written");
        }
        return new InputFault(file.toString(), "cannot be written: " + e.getMessage());
    }

    private static JsonObject json(ProgramState state) {
        return new JsonObject()
                .put("format", FORMAT)
                .put("version", VERSION)
                .put("secret", Base64.getEncoder().encodeToString(state.secret().reveal()))
                .put("ahead", state.ahead().toString())
                .arrays("slots", state.slots(), SlotJson::write)
                .putObject("inMemory", state.inMemory().map(SnapshotJson::write));
    }

    private static ProgramState parse(JsonNode node) {
        try {
            return state(node);
        } catch (IllegalArgumentException e) {
            throw new MisreadException("", "is damaged: " + e.getMessage());
        }
    }

    private static ProgramState state(JsonNode node) {
        if (!node.isObject() || !node.find("format").exists(format -> format.isText(FORMAT))) {
            throw new MisreadException("", "is not a state file of this program");
        }
        if (node.get("version").integer() != VERSION) {
            throw node.get("version").misread("is not " + VERSION + ", the only one this program knows");
        }
        return new ProgramState(
                secret(node.get("secret")),
                ahead(node.get("ahead")),
                node.get("slots").items().stream()
                        .map(history ->
                                history.items().stream().map(SlotJson::read).toList())
                        .toList(),
                node.find("inMemory").map(SnapshotJson::read));
    }

    private static Secret secret(JsonNode node) {
        Secret secret = Values.make(node, text -> Secret.of(Base64.getDecoder().decode(text)));
        if (secret.length() < ProgramState.SECRET_BYTES) {
            throw node.misread("is too short");
        }
        return secret;
    }

    private static Duration ahead(JsonNode node) {
        Duration ahead = Values.duration(node);
        if (ahead.isNegative()) {
            throw node.misread("is negative");
        }
        return ahead;
    }
}
