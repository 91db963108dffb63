package io.invoicepay.proof.process;

import io.invoicepay.proof.host.Host;
import io.vavr.control.Option;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A conversation with a process: a line is sent, some lines come back, the last of which is {@value Host#DONE}; or the process is dead. */
public final class Talk implements AutoCloseable {
    private final Process process;
    private final Writer in;
    private final BufferedReader out;
    private final CompletableFuture<Process> watch;
    private volatile boolean hung;

    /** @param longestLife no process of ours lives that long; one that does hangs, and is killed */
    Talk(Process process, Duration longestLife) {
        this.process = process;
        this.in = process.outputWriter(StandardCharsets.UTF_8);
        this.out = process.inputReader(StandardCharsets.UTF_8);
        this.watch = process.onExit()
                .orTimeout(longestLife.toMillis(), TimeUnit.MILLISECONDS)
                .exceptionally(late -> {
                    hung = true;
                    return process.destroyForcibly();
                });
    }

    /** The lines up to the end of an answer; nothing if the process died before that. */
    public Option<List<String>> hear() {
        List<String> lines = new ArrayList<>();
        try {
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.equals(Host.DONE)) {
                    return Option.some(lines);
                }
                lines.add(line);
            }
        } catch (IOException e) {
            return Option.none(); // the pipe breaks with the process
        }
        return Option.none();
    }

    /** Sends a command, and does not wait for the answer. */
    public void tell(String command) {
        try {
            in.write(command + "\n");
            in.flush();
        } catch (IOException e) {
            // the pipe breaks with the process, and whoever listens for the answer hears of it
        }
    }

    /** Sends a command and waits for the answer. */
    public Option<List<String>> ask(String command) {
        tell(command);
        return hear();
    }

    /** Kills it: SIGKILL. */
    public void kill() {
        process.destroyForcibly();
    }

    /** Whether it had to be killed because it hung. */
    public boolean isHung() {
        return hung;
    }

    /** Waits for its end. Returns its exit status. */
    public int awaitEnd() {
        try {
            return process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends its input, which ends it in good order. Returns its exit status. */
    public int end() {
        try {
            in.close();
        } catch (IOException e) {
            // it is dead already
        }
        return awaitEnd();
    }

    @Override
    public void close() {
        kill();
        awaitEnd();
        watch.join();
    }
}
