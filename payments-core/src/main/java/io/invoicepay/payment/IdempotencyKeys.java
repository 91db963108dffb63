package io.invoicepay.payment;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/**
 * Mints the idempotency key of an invoice's n-th charge. Deterministic on purpose: a store that lost a committed attempt (restored
 * backup, failover) leads to the same key again, and a provider that remembers keys still refuses the second charge. The amount is
 * no part of it, since a changed balance would then mint a second live key.
 *
 * <p>Immutable and safe for any thread.
 */
public final class IdempotencyKeys {
    private final Secret secret;

    public IdempotencyKeys(Secret secret) {
        this.secret = secret.forPurpose("invoicepay idempotency key 1");
    }

    /** The key for the invoice's charge number {@code sequence}, counted from 0. */
    public IdempotencyKey keyFor(InvoiceKey invoice, int sequence) {
        String merchant = invoice.merchant().value();
        // The length in front keeps "a|b" + "c" and "a" + "b|c" apart.
        String intent = merchant.length() + "|" + merchant + "|" + invoice.invoice() + "|" + sequence;
        byte[] mac = secret.sign(intent.getBytes(StandardCharsets.UTF_8));
        return new IdempotencyKey(HexFormat.of().formatHex(mac, 0, 16));
    }
}
