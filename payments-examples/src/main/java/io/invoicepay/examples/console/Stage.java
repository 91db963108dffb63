package io.invoicepay.examples.console;

import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.spi.PaymentProvider;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/** What the tour is played on: a provider, and the world around it that a storefront cannot arrange. */
interface Stage extends AutoCloseable {
    /** What the narrator says first; empty for nothing. */
    List<String> introduction();

    PaymentProvider provider();

    /** The stage's own time. */
    Clock clock();

    /** Lets so much time pass at once. */
    void pass(Duration length);

    /** The ERP sends an invoice to the provider. */
    void send(InvoiceNumber invoice, Money amount);

    /** What the card entry gives for a card that is accepted. */
    String goodCard();

    /** What the card entry gives for a card that is declined. */
    String declinedCard();

    /** The answer to the next charge gets lost on its way. */
    void loseNextAnswer();

    /** Somebody pays in the provider's portal. */
    void payInPortal(InvoiceNumber invoice, Money amount);

    /** The provider's own ledger, oldest first. */
    List<Line> ledger();

    @Override
    void close();

    /** One charge in the provider's ledger. */
    record Line(String payment, String invoice, String channel, String status, Money amount) {}
}
