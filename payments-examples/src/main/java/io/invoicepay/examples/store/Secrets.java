package io.invoicepay.examples.store;

import io.invoicepay.examples.InputFault;
import io.invoicepay.payment.Secret;
import io.vavr.control.Option;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;

/**
 * The library's secret: from the environment, else made once and kept in a file that only its owner can read. A storefront takes it
 * from its vault.
 */
final class Secrets {
    static final String VARIABLE = "PAYMENTS_SECRET";
    private static final int LEAST_BYTES = 32;

    private Secrets() {}

    /**
     * The environment's, if it names one.
     *
     * @throws InputFault if it is none; its value is not in the message
     */
    static Option<Secret> from(Map<String, String> environment) {
        return Option.of(environment.get(VARIABLE))
                .filter(text -> !text.isBlank())
                .map(text -> decoded(VARIABLE, text));
    }

    /** What the database is shared with others asks for. */
    static Secret required(Map<String, String> environment) {
        return from(environment)
                .getOrElseThrow(
                        () -> new InputFault(
                                VARIABLE,
                                "is not set; with a jdbc: address all programs need the same secret, at least 32 bytes in base64"));
    }

    static Secret random() {
        byte[] bytes = new byte[LEAST_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Secret.of(bytes);
    }

    /** The file's, made now if it is not there. Only to be called while the database beside it is held open. */
    static Secret keptIn(Path file) {
        synchronized (Secrets.class) { // two sessions in one process may share an H2 file
            try {
                if (!Files.exists(file)) {
                    write(file, random());
                }
                return decoded(file.toString(), Files.readString(file).strip());
            } catch (IOException e) {
                throw new InputFault(file.toString(), "the secret cannot be kept here: " + e.getMessage());
            }
        }
    }

    /** All of it or nothing. The directory's other users never see it: a temporary file is its owner's alone. */
    private static void write(Path file, Secret secret) throws IOException {
        Path written = Files.createTempFile(file.toAbsolutePath().getParent(), file.getFileName() + ".", ".new");
        try {
            Files.writeString(written, Base64.getEncoder().encodeToString(secret.reveal()) + "\n");
            Files.move(written, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    private static Secret decoded(String name, String text) {
        byte[] bytes;
        try {
            bytes = Base64.getDecoder().decode(text.strip());
        } catch (IllegalArgumentException e) {
            throw new InputFault(name, "is not base64");
        }
        if (bytes.length < LEAST_BYTES) {
            throw new InputFault(name, "is shorter than " + LEAST_BYTES + " bytes");
        }
        return Secret.of(bytes);
    }
}
