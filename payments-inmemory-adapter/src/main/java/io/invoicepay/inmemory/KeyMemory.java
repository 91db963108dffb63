package io.invoicepay.inmemory;

import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.PaymentId;
import io.invoicepay.provider.KeyContract;
import io.vavr.control.Option;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Which keys the provider has seen lead to a payment, as far as its contract has it remember them; for good. */
final class KeyMemory {
    private final KeyContract contract;
    private final Map<IdempotencyKey, Snapshot.UsedKey> used = new LinkedHashMap<>();

    KeyMemory(KeyContract contract) {
        this.contract = contract;
    }

    /**
     * The charge that a key was used for before, if the contract lets it count.
     *
     * @param isDead whether a payment has failed
     */
    Option<Snapshot.UsedKey> recall(IdempotencyKey key, Predicate<PaymentId> isDead) {
        Option<Snapshot.UsedKey> before = Option.of(used.get(key));
        return switch (contract) {
            case REJECTS_USED_KEYS, REPLAYS -> before;
            case REMEMBERS_SUCCESSES -> before.filter(use -> !isDead.test(use.payment()));
            // What nobody has confirmed is taken at its worst.
            case IGNORES_KEYS, UNVERIFIED -> Option.none();
        };
    }

    boolean replays() {
        return contract != KeyContract.REJECTS_USED_KEYS;
    }

    void remember(Snapshot.UsedKey use) {
        used.put(use.charge().key(), use);
    }

    List<Snapshot.UsedKey> snapshot() {
        return List.copyOf(used.values());
    }

    void restore(List<Snapshot.UsedKey> uses) {
        used.clear();
        uses.forEach(this::remember);
    }
}
