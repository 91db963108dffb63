package io.invoicepay.conformance;

import io.invoicepay.attempt.Cause;
import io.invoicepay.attempt.PaymentSlot;
import io.invoicepay.attempt.SlotStatus;
import io.invoicepay.payment.InvoiceKey;
import io.invoicepay.payment.MerchantId;
import io.invoicepay.spi.CasResult;
import io.invoicepay.spi.PaymentAttempts;
import io.invoicepay.spi.StoredSlot;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** A sound store, one answer of which is twisted. */
class TwistedAttempts implements PaymentAttempts {
    private final PaymentAttempts sound;

    TwistedAttempts(PaymentAttempts sound) {
        this.sound = sound;
    }

    /** What a compare-and-set comes to. */
    @FunctionalInterface
    interface Write {
        CasResult write(long expectedVersion, PaymentSlot next, UUID writeId);
    }

    static PaymentAttempts writing(PaymentAttempts sound, Write twist) {
        return new TwistedAttempts(sound) {
            @Override
            public CasResult compareAndSet(long expectedVersion, PaymentSlot next, UUID writeId) {
                return twist.write(expectedVersion, next, writeId);
            }
        };
    }

    /** Twists what is kept of a slot. */
    static PaymentAttempts keeping(PaymentAttempts sound, UnaryOperator<PaymentSlot> twist) {
        return writing(sound, (version, next, writeId) -> sound.compareAndSet(version, twist.apply(next), writeId));
    }

    static PaymentAttempts reading(PaymentAttempts sound, Function<InvoiceKey, StoredSlot> twist) {
        return new TwistedAttempts(sound) {
            @Override
            public StoredSlot read(InvoiceKey invoice) {
                return twist.apply(invoice);
            }
        };
    }

    static PaymentAttempts readingAll(
            PaymentAttempts sound, Function<Collection<InvoiceKey>, Map<InvoiceKey, StoredSlot>> twist) {
        return new TwistedAttempts(sound) {
            @Override
            public Map<InvoiceKey, StoredSlot> readAll(Collection<InvoiceKey> invoices) {
                return twist.apply(invoices);
            }
        };
    }

    static PaymentAttempts telling(PaymentAttempts sound, Function<InvoiceKey, List<StoredSlot>> twist) {
        return new TwistedAttempts(sound) {
            @Override
            public List<StoredSlot> history(InvoiceKey invoice) {
                return twist.apply(invoice);
            }
        };
    }

    static PaymentAttempts listingDue(PaymentAttempts sound, BiFunction<Instant, Integer, List<InvoiceKey>> twist) {
        return new TwistedAttempts(sound) {
            @Override
            public List<InvoiceKey> due(MerchantId merchant, Instant now, int limit) {
                return twist.apply(now, limit);
            }
        };
    }

    static PaymentAttempts listingAttention(
            PaymentAttempts sound, BiFunction<Set<SlotStatus>, Integer, List<InvoiceKey>> twist) {
        return new TwistedAttempts(sound) {
            @Override
            public List<InvoiceKey> attention(MerchantId merchant, Set<SlotStatus> statuses, int limit) {
                return twist.apply(statuses, limit);
            }
        };
    }

    /** Keeps each invoice in the row of another name. */
    static PaymentAttempts filing(PaymentAttempts sound, UnaryOperator<InvoiceKey> row) {
        return new TwistedAttempts(sound) {
            @Override
            public StoredSlot read(InvoiceKey invoice) {
                return of(invoice, sound.read(row.apply(invoice)));
            }

            @Override
            public Map<InvoiceKey, StoredSlot> readAll(Collection<InvoiceKey> invoices) {
                Map<InvoiceKey, StoredSlot> slots = new LinkedHashMap<>();
                for (InvoiceKey invoice : invoices) {
                    StoredSlot stored = read(invoice);
                    if (stored.version() > 0) {
                        slots.put(invoice, stored);
                    }
                }
                return slots;
            }

            @Override
            public CasResult compareAndSet(long expectedVersion, PaymentSlot next, UUID writeId) {
                return sound.compareAndSet(
                        expectedVersion,
                        copied(row.apply(next.invoice()), next.cause(), next).build(),
                        writeId);
            }

            @Override
            public List<StoredSlot> history(InvoiceKey invoice) {
                return sound.history(row.apply(invoice)).stream()
                        .map(stored -> of(invoice, stored))
                        .toList();
            }

            private static StoredSlot of(InvoiceKey invoice, StoredSlot stored) {
                return new StoredSlot(
                        stored.version(),
                        copied(invoice, stored.slot().cause(), stored.slot()).build(),
                        stored.writeId());
            }
        };
    }

    /** A slot with the same parts. */
    static PaymentSlot.Builder like(PaymentSlot slot) {
        return copied(slot.invoice(), slot.cause(), slot);
    }

    /** A slot with the same parts, of another invoice or for another cause. */
    static PaymentSlot.Builder copied(InvoiceKey invoice, Cause cause, PaymentSlot slot) {
        return PaymentSlot.builder(invoice, slot.status(), cause)
                .sequence(slot.sequence())
                .account(slot.account())
                .provider(slot.provider())
                .attempt(slot.attempt())
                .payments(slot.payments())
                .attention(slot.attention())
                .since(slot.since())
                .nextCheck(slot.nextCheck())
                .checks(slot.checks());
    }

    @Override
    public StoredSlot read(InvoiceKey invoice) {
        return sound.read(invoice);
    }

    @Override
    public Map<InvoiceKey, StoredSlot> readAll(Collection<InvoiceKey> invoices) {
        return sound.readAll(invoices);
    }

    @Override
    public CasResult compareAndSet(long expectedVersion, PaymentSlot next, UUID writeId) {
        return sound.compareAndSet(expectedVersion, next, writeId);
    }

    @Override
    public List<InvoiceKey> due(MerchantId merchant, Instant now, int limit) {
        return sound.due(merchant, now, limit);
    }

    @Override
    public List<InvoiceKey> attention(MerchantId merchant, Set<SlotStatus> statuses, int limit) {
        return sound.attention(merchant, statuses, limit);
    }

    @Override
    public List<StoredSlot> history(InvoiceKey invoice) {
        return sound.history(invoice);
    }
}
