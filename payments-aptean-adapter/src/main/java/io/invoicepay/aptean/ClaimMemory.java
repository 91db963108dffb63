package io.invoicepay.aptean;

import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.NotChargedReason;
import io.vavr.control.Either;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;

/**
 * Remembers what the claims of orders were exchanged for. A claim converts once [T], and a charge that is sent again under its key (T11)
 * has to say the same as before; so has a customer whose card was still being looked at, and who presses Pay Now again: the key is the
 * same then. For any other order the claim is used up, as it should be. The oldest are forgotten first: then a charge cannot be sent
 * again, and the provider is asked instead.
 *
 * <p>Safe for any thread. No lock is held while a claim is exchanged.
 */
final class ClaimMemory {
    private static final int MOST = 1_000;

    private final Map<String, CompletableFuture<Either<NotChargedReason, String>>> methods = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(
                Map.Entry<String, CompletableFuture<Either<NotChargedReason, String>>> eldest) {
            return size() > MOST;
        }
    };

    /**
     * What the claim was exchanged for under that key, or is now. Whoever comes in the meantime waits for the one exchange. One that failed
     * is not remembered.
     */
    Either<NotChargedReason, String> exchanged(
            IdempotencyKey key, String claim, Supplier<Either<NotChargedReason, String>> exchange) {
        String order = key.value() + ' ' + claim;
        CompletableFuture<Either<NotChargedReason, String>> own = new CompletableFuture<>();
        CompletableFuture<Either<NotChargedReason, String>> known;
        synchronized (methods) {
            known = methods.putIfAbsent(order, own);
        }
        if (known != null) {
            return known.join();
        }
        Either<NotChargedReason, String> method = Either.left(NotChargedReason.PROVIDER_UNREACHABLE);
        try {
            method = exchange.get();
            return method;
        } finally {
            if (method.isLeft()) {
                synchronized (methods) {
                    methods.remove(order, own);
                }
            }
            own.complete(method);
        }
    }
}
