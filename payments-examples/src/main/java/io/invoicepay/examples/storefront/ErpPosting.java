package io.invoicepay.examples.storefront;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.inmemory.InMemoryInvoices;
import io.invoicepay.invoice.AccountId;
import io.invoicepay.invoice.DocumentStatus;
import io.invoicepay.invoice.Invoice;
import io.invoicepay.invoice.InvoiceNumber;
import io.invoicepay.money.Money;
import io.invoicepay.spi.PaymentListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Plays the ERP, which shows a completed payment some time later (STA-01). Only a demonstration needs this class. */
@Component
class ErpPosting implements PaymentListener {
    private record Receipt(AccountId account, InvoiceNumber invoice, Instant at) {}

    private final InMemoryInvoices erp;
    private final Clock clock;
    private final Duration delay;
    private final Queue<Receipt> receipts = new ConcurrentLinkedQueue<>();

    ErpPosting(InMemoryInvoices erp, Clock clock, StorefrontSettings settings) {
        this.erp = erp;
        this.clock = clock;
        this.delay = settings.erpPostsAfter();
    }

    @Override
    public void moved(PaymentSlot before, PaymentSlot after) {
        if (after.status() == SlotStatus.PAID && before.status() != SlotStatus.PAID) {
            receive(after);
        }
    }

    private void receive(PaymentSlot paid) {
        Instant at = clock.instant().plus(delay);
        paid.account()
                .forEach(account ->
                        receipts.add(new Receipt(account, paid.invoice().invoice(), at)));
    }

    @Scheduled(fixedDelay = 1_000)
    void postWhatIsDue() {
        Instant now = clock.instant();
        receipts.removeIf(receipt -> {
            boolean due = !receipt.at().isAfter(now);
            if (due) {
                erp.invoice(receipt.account(), receipt.invoice())
                        .map(ErpPosting::settled)
                        .forEach(erp::put);
            }
            return due;
        });
    }

    private static Invoice settled(Invoice invoice) {
        return invoice.withOutstanding(Money.zero(invoice.total().currency())).withStatus(DocumentStatus.PAID);
    }
}
