package io.invoicepay.examples.embedding;

import io.invoicepay.aptean.ApteanEvents;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.reconciliation.ReconciliationRunner;

/**
 * Receives Aptean's events for a host, whatever its web framework: the signature is checked, and each invoice named is looked at soon.
 * That is all an event can do (STA-03), so a forged or repeated one does no harm. Nothing here waits for a store or a provider.
 *
 * <p>Safe for any thread.
 */
public final class ApteanWebhook {
    /** The header that tells what kind of message it is. */
    public static final String KIND = "aeg-event-type";

    /** Larger messages need not be read at all. */
    public static final int LARGEST = 1 << 20;

    private static final int COME_BACK = 503;
    private static final int TOO_LARGE = 413;

    private final ApteanEvents events;
    private final ReconciliationRunner runner;

    public ApteanWebhook(ApteanEvents events, ReconciliationRunner runner) {
        this.events = events;
        this.runner = runner;
    }

    /** What to answer over HTTP; the body is JSON or empty. */
    public record Answer(int status, String body) {}

    /**
     * Takes one message.
     *
     * @param body its bytes, untouched: the signature is over them
     */
    public Answer receive(String kind, byte[] body) {
        if (body.length > LARGEST) {
            return new Answer(TOO_LARGE, "");
        }
        ApteanEvents.Receipt receipt = events.receive(kind, body);
        boolean taken = true;
        if (receipt instanceof ApteanEvents.Accepted accepted) {
            for (InvoiceNumber invoice : accepted.sooner()) {
                taken &= runner.hint(invoice, "event");
            } // what names no invoice brings nothing forward: the runner comes to all that is due within seconds
        }
        // delivered again it may meet a node with more room; what is in flight is checked in any case
        return taken ? new Answer(receipt.status(), receipt.body()) : new Answer(COME_BACK, "");
    }
}
