package io.invoicepay.proof.process;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Where everything stands: the threads of this process, the processes it has started, and the threads of those that run Java. */
final class Dump {
    private static final int LONGEST_ANSWER_IN_SECONDS = 10;

    private Dump() {}

    static List<String> everything() {
        List<String> lines = new ArrayList<>();
        Thread.getAllStackTraces().forEach((thread, frames) -> {
            if (frames.length > 0) {
                lines.add("thread " + thread.getName() + " " + thread.getState());
                for (StackTraceElement frame : frames) {
                    lines.add("    at " + frame);
                }
            }
        });
        for (ProcessHandle process : ProcessHandle.current().descendants().toList()) {
            lines.add(
                    "process " + process.pid() + " " + process.info().command().orElse("?"));
            if (process.info().command().orElse("").endsWith("java")) {
                lines.addAll(threads(process));
            }
        }
        return lines;
    }

    private static List<String> threads(ProcessHandle process) {
        Path answer = Path.of(System.getProperty("java.io.tmpdir"), "payments-proof-threads-" + process.pid());
        try {
            Process jcmd = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "jcmd")
                                    .toString(),
                            Long.toString(process.pid()),
                            "Thread.print")
                    .redirectErrorStream(true)
                    .redirectOutput(answer.toFile())
                    .start();
            if (!jcmd.waitFor(LONGEST_ANSWER_IN_SECONDS, TimeUnit.SECONDS)) {
                jcmd.destroyForcibly();
                return List.of("    does not tell its threads");
            }
            return Files.readAllLines(answer, StandardCharsets.UTF_8);
        } catch (IOException e) {
            return List.of("    cannot be asked for its threads: " + e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
