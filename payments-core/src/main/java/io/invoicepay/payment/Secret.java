package io.invoicepay.payment;

import com.google.common.base.Suppliers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Bytes that must never be printed. It compares in constant time, shows nothing of itself, and cannot be serialised.
 *
 * <p>Immutable and safe for any thread.
 */
public final class Secret {
    private static final String HMAC_SHA256 = "HmacSHA256";

    private final byte[] bytes;
    /** Made with the first signature, never used itself but copied: looking a MAC up costs many times what it computes. */
    private final Supplier<Mac> prepared = Suppliers.memoize(this::prepare);
    /** Copies that nobody signs with just now, since even a copy is a dozen objects. Never more than have signed at one moment. */
    private final Queue<Mac> idle = new ConcurrentLinkedQueue<>();

    private Secret(byte[] bytes) {
        if (bytes.length == 0) {
            throw new IllegalArgumentException("a secret must not be empty");
        }
        this.bytes = bytes;
    }

    /**
     * The bytes, copied.
     *
     * @throws IllegalArgumentException if empty
     */
    public static Secret of(byte[] bytes) {
        return new Secret(bytes.clone());
    }

    /**
     * The UTF-8 bytes of a text.
     *
     * @throws IllegalArgumentException if empty
     */
    public static Secret of(String text) {
        return new Secret(text.getBytes(StandardCharsets.UTF_8));
    }

    /** How many bytes it has. */
    public int length() {
        return bytes.length;
    }

    /** The bytes, copied; for the one place that must send or sign with them. */
    public byte[] reveal() {
        return bytes.clone();
    }

    /** HMAC-SHA256 of the message under this secret: 32 bytes. */
    public byte[] sign(byte[] message) {
        Mac used = idle.poll();
        Mac mac = used == null ? copy() : used;
        byte[] signature = mac.doFinal(message); // which leaves it as good as new
        idle.add(mac);
        return signature;
    }

    private Mac copy() {
        try {
            return (Mac) prepared.get().clone();
        } catch (CloneNotSupportedException e) {
            return prepare(); // a security provider of the host's, whose MACs cannot be copied
        }
    }

    private Mac prepare() {
        try {
            Mac mac = Mac.getInstance(HMAC_SHA256);
            mac.init(new SecretKeySpec(bytes, HMAC_SHA256));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    /** A secret for one purpose, so that what is signed for one can never pass for another. */
    public Secret forPurpose(String purpose) {
        return new Secret(sign(purpose.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret that && MessageDigest.isEqual(bytes, that.bytes);
    }

    /** The same for all secrets, so that nothing of them shows. */
    @Override
    public int hashCode() {
        return 0;
    }

    @Override
    public String toString() {
        return "Secret[***]";
    }
}
