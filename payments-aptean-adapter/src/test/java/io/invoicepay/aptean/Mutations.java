package io.invoicepay.aptean;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Spoils a message by one to four changes, repeatable by its seed. */
final class Mutations {
    private static final String[] WORDS = {
        "\"",
        "{",
        "}",
        "[",
        "]",
        ",",
        ":",
        "null",
        "true",
        "0",
        "-1",
        "1e3",
        "12.5",
        "125000",
        "2147483648",
        "\\u0000",
        "\"COMPLETED\"",
        "\"PENDING\"",
        "\"amount\":125000",
        "\"id\":\"x\"",
        "\"status\":\"COMPLETED\"",
        "\"USD\"",
        " ",
        "\"code\":\"SUCCESS\"",
        "\"errors\":[{}]",
        "\"data\":null",
        "\u00e9",
        "\ufeff"
    };

    private Mutations() {}

    static byte[] of(byte[] sound, Random random) {
        byte[] mutant = sound;
        for (int n = 1 + random.nextInt(4); n > 0; n--) {
            mutant = once(mutant, random);
        }
        return mutant;
    }

    private static byte[] once(byte[] bytes, Random random) {
        int at = random.nextInt(bytes.length + 1);
        int end = Math.min(bytes.length, at + random.nextInt(12));
        return switch (random.nextInt(6)) {
            case 0 -> splice(bytes, at, end, new byte[0]);
            case 1 -> splice(bytes, at, at, word(random));
            case 2 -> splice(bytes, at, end, word(random));
            case 3 -> splice(bytes, at, Math.min(bytes.length, at + 1), new byte[] {(byte) random.nextInt(256)});
            case 4 -> splice(bytes, at, at, java.util.Arrays.copyOfRange(bytes, at, end));
            default -> java.util.Arrays.copyOf(bytes, at);
        };
    }

    private static byte[] word(Random random) {
        return WORDS[random.nextInt(WORDS.length)].getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] splice(byte[] bytes, int from, int to, byte[] between) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        out.writeBytes(between);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }
}
