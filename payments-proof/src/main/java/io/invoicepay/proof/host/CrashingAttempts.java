package io.invoicepay.proof.host;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.proof.host.CrashPoint.Step;
import io.invoicepay.spi.CasResult;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.StoredSlot;
import io.vavr.control.Option;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/** A store at whose calls the process can end. */
record CrashingAttempts(PaymentAttempts attempts, Crash crash) implements PaymentAttempts {
    @Override
    public StoredSlot read(InvoiceKey invoice) {
        return crash.around(Option.when(Crash.isPaying(), Step.READ), () -> attempts.read(invoice));
    }

    @Override
    public Map<InvoiceKey, StoredSlot> readAll(Collection<InvoiceKey> invoices) {
        return crash.around(Crash.step(Step.READ, Step.READ_ALL), () -> attempts.readAll(invoices));
    }

    @Override
    public CasResult compareAndSet(long expectedVersion, PaymentSlot next, UUID writeId) {
        return crash.around(
                Crash.step(ofPayNow(next), ofReconciler(next)),
                () -> attempts.compareAndSet(expectedVersion, next, writeId));
    }

    private static Step ofPayNow(PaymentSlot next) {
        return switch (next.cause().transition()) {
            case RESERVED -> Step.RESERVE;
            case ARMED -> Step.ARM;
            case WITHDRAWN, RELEASED -> Step.GIVE_UP;
            default -> Step.ANSWER;
        };
    }

    private static Step ofReconciler(PaymentSlot next) {
        return switch (next.cause().transition()) {
            case RELEASED -> Step.LAPSE;
            case DEADLINE_PASSED -> Step.TAKE_OVER;
            default -> Step.SETTLE;
        };
    }

    @Override
    public List<InvoiceKey> due(MerchantId merchant, Instant now, int limit) {
        return crash.around(Option.some(Step.DUE), () -> attempts.due(merchant, now, limit));
    }

    @Override
    public List<InvoiceKey> attention(MerchantId merchant, Set<SlotStatus> statuses, int limit) {
        return attempts.attention(merchant, statuses, limit);
    }

    @Override
    public List<StoredSlot> history(InvoiceKey invoice) {
        return attempts.history(invoice);
    }
}
