package io.invoicepay.examples.storefront;

import io.invoicepay.checkout.InvoicePayments;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What runs beside the pages: the provider is asked about payments whose check is due (STA-03). If that fails, the next round does it. */
@Component
class BackgroundWork {
    private static final int AT_ONCE = 100;

    private final InvoicePayments payments;
    private final ErpPosting erp;

    BackgroundWork(InvoicePayments payments, ErpPosting erp) {
        this.payments = payments;
        this.erp = erp;
    }

    @Scheduled(fixedDelay = 1_000)
    void run() {
        payments.reconciliation().checkDue(AT_ONCE);
        erp.postWhatIsDue();
    }
}
