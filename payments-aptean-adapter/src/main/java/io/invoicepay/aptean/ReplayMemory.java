package io.invoicepay.aptean;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers which payloads have been seen, by the hash of what was signed: whatever surrounds it can be forged. The oldest are forgotten
 * first; a payload that comes back after that costs one more check and nothing else.
 *
 * <p>Safe for any thread.
 */
final class ReplayMemory {
    private final Map<String, Boolean> seen;

    ReplayMemory(int most) {
        seen = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Boolean> eldest) {
                return size() > most;
            }
        };
    }

    /** Whether the payload is new; from now on it is not. */
    boolean isNew(byte[] signed) {
        String hash = HexFormat.of().formatHex(sha256().digest(signed));
        synchronized (seen) {
            return seen.put(hash, true) == null;
        }
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
