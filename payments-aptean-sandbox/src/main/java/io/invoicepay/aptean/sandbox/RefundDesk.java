package io.invoicepay.aptean.sandbox;

import java.util.Optional;

/** Sends money back. Used under the books' lock. */
final class RefundDesk {
    private final Books books;
    private final SandboxSettings settings;

    RefundDesk(Books books, SandboxSettings settings) {
        this.books = books;
        this.settings = settings;
    }

    /** Refunds that amount, or all that is left if none is given. */
    Reply<Refund> create(String paymentId, Optional<Long> amount, String reason) {
        Books.View view = books.view();
        Payment payment =
                view.payment(paymentId).orElseThrow(() -> new Rejection("SANDBOX_NOT_FOUND", "payment not found"));
        long left = payment.status() == Payment.Status.COMPLETED ? payment.total() - view.refunded(payment) : 0;
        long wanted = amount.orElse(left);
        if (wanted < 1 || wanted > left) {
            return Reply.refused("nothing or not enough left to refund");
        }
        Refund refund = new Refund(books.ids().next(), books.now(), paymentId, wanted, reason, Refund.Status.PENDING);
        books.keep(refund);
        books.clock().in(settings.refundSettlement(), () -> settle(refund.id(), Refund.Status.COMPLETED));
        return Reply.success(books.view().refund(refund.id()).orElse(refund));
    }

    /** Ends a pending refund that way; does nothing to one that has ended. */
    void settle(String refundId, Refund.Status ending) {
        synchronized (books) {
            books.view()
                    .refund(refundId)
                    .filter(found -> found.status() == Refund.Status.PENDING)
                    .map(found -> found.with(ending))
                    .ifPresent(books::keep);
        }
    }
}
