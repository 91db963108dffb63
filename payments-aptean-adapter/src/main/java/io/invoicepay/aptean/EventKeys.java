package io.invoicepay.aptean;

import io.vavr.control.Option;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.util.Base64;

/** The event platform's two public keys. The algorithm is fixed: nothing in a message can choose another. */
final class EventKeys {
    private static final String ALGORITHM = "SHA256withRSA";
    private static final int SHORTEST_KEY = 2_048;
    private static final String BEGIN = "-----BEGIN PUBLIC KEY-----";
    private static final String END = "-----END PUBLIC KEY-----";

    private final PublicKey primary;
    private final PublicKey secondary;

    EventKeys(PublicKey primary, PublicKey secondary) {
        this.primary = primary;
        this.secondary = secondary;
    }

    /** The key; nothing if the text is not the PEM text of an RSA key of sufficient size */
    static Option<PublicKey> parse(String pem) {
        String text = pem.strip();
        if (!text.startsWith(BEGIN) || !text.endsWith(END) || text.length() < BEGIN.length() + END.length()) {
            return Option.none();
        }
        String base64 = text.substring(BEGIN.length(), text.length() - END.length());
        try {
            byte[] encoded = Base64.getMimeDecoder().decode(base64);
            PublicKey key = KeyFactory.getInstance("RSA").generatePublic(new X509EncodedKeySpec(encoded));
            return Option.some(key)
                    .filter(k ->
                            k instanceof RSAPublicKey rsa && rsa.getModulus().bitLength() >= SHORTEST_KEY);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Option.none();
        }
    }

    /** Whether the first signature is of the primary key, or the second of the secondary. */
    boolean verify(byte[] message, byte[] first, byte[] second) {
        return verify(primary, message, first) || verify(secondary, message, second);
    }

    private static boolean verify(PublicKey key, byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance(ALGORITHM);
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            return false; // a signature of the wrong length
        }
    }
}
