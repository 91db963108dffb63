package io.invoicepay.payment;

import java.nio.charset.StandardCharsets;

/**
 * Mints the idempotency key of an invoice's n-th charge. Deterministic on purpose: a store that lost a committed attempt (restored
 * backup, failover) leads to the same key again, and a provider that remembers keys still refuses the second charge. The amount is
 * no part of it, since a changed balance would then mint a second live key.
 *
 * <p>Immutable and safe for any thread.
 */
public final class IdempotencyKeys {
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int BYTES = 16;

    private final Secret secret;

    public IdempotencyKeys(Secret secret) {
        this.secret = secret.forPurpose("invoicepay idempotency key 1");
    }

    /** The key for the invoice's charge number {@code sequence}, counted from 0. */
    public IdempotencyKey keyFor(InvoiceKey invoice, int sequence) {
        String merchant = invoice.merchant().value();
        // The length in front keeps "a|b" + "c" and "a" + "b|c" apart.
        String intent =
                merchant.length() + "|" + merchant + "|" + invoice.invoice().value() + "|" + sequence;
        return new IdempotencyKey(hex(secret.sign(intent.getBytes(StandardCharsets.UTF_8))));
    }

    /** By hand: the JDK's formatter takes as long as the signature itself. */
    private static String hex(byte[] mac) {
        byte[] digits = new byte[2 * BYTES];
        for (int at = 0; at < BYTES; at++) {
            digits[2 * at] = DIGITS[mac[at] >> 4 & 0xF];
            digits[2 * at + 1] = DIGITS[mac[at] & 0xF];
        }
        return new String(digits, StandardCharsets.US_ASCII);
    }
}
