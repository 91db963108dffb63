package io.invoicepay.proof.simulation;

import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.proof.model.Flaw;
import io.invoicepay.spi.CasResult;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.StoredSlot;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;

/** A store that is used without care for what its compare-and-set is for, with some writes. */
final class CarelessStore implements PaymentAttempts {
    private final PaymentAttempts real;
    private final Predicate<PaymentSlot> carelessly;
    private final Care care;

    /** What is done wrongly. */
    enum Care {
        /** Written over whatever is there. */
        NO_COMPARISON,
        /** Lost, and gone on as if won. */
        LOSS_IGNORED,
        /** Not known, and gone on as if won. */
        DOUBT_IGNORED
    }

    private CarelessStore(PaymentAttempts real, Predicate<PaymentSlot> carelessly, Care care) {
        this.real = real;
        this.carelessly = carelessly;
        this.care = care;
    }

    static Sabotage with(Care care, Predicate<PaymentSlot> carelessly, Flaw modelled) {
        return new Sabotage() {
            @Override
            public Flaw flaw() {
                return modelled;
            }

            @Override
            public PaymentAttempts store(PaymentAttempts real) {
                return new CarelessStore(real, carelessly, care);
            }
        };
    }

    @Override
    public CasResult compareAndSet(long expectedVersion, PaymentSlot next, UUID writeId) {
        CasResult result = real.compareAndSet(expectedVersion, next, writeId);
        if (!carelessly.test(next)) {
            return result;
        }
        return switch (care) {
            case NO_COMPARISON -> {
                while (result == CasResult.LOST) {
                    result = real.compareAndSet(real.read(next.invoice()).version(), next, writeId);
                }
                yield result;
            }
            case LOSS_IGNORED -> result == CasResult.LOST ? CasResult.WON : result;
            case DOUBT_IGNORED -> result == CasResult.UNKNOWN ? CasResult.WON : result;
        };
    }

    @Override
    public StoredSlot read(InvoiceKey invoice) {
        return real.read(invoice);
    }

    @Override
    public Map<InvoiceKey, StoredSlot> readAll(Collection<InvoiceKey> invoices) {
        return real.readAll(invoices);
    }

    @Override
    public List<InvoiceKey> due(MerchantId merchant, Instant now, int limit) {
        return real.due(merchant, now, limit);
    }

    @Override
    public List<InvoiceKey> attention(MerchantId merchant, Set<SlotStatus> statuses, int limit) {
        return real.attention(merchant, statuses, limit);
    }

    @Override
    public List<StoredSlot> history(InvoiceKey invoice) {
        return real.history(invoice);
    }
}
