package io.invoicepay.aptean;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.invoicepay.payment.IdempotencyKey;
import io.invoicepay.payment.NotChargedReason;
import io.vavr.control.Either;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What claims were exchanged for")
class ClaimMemoryTest {
    private static final Either<NotChargedReason, String> EXPIRED = Either.left(NotChargedReason.CARD_ENTRY_EXPIRED);

    private final ClaimMemory memory = new ClaimMemory();
    private final AtomicInteger exchanges = new AtomicInteger();

    private Either<NotChargedReason, String> exchanged(String key, String claim) {
        return memory.exchanged(
                new IdempotencyKey(key), claim, () -> Either.right("pm-" + exchanges.incrementAndGet()));
    }

    @DisplayName("is remembered for the order that exchanged it, and for no other order or claim")
    @Test
    void remembered() {
        assertThat(exchanged("key-1", "claim-1")).isEqualTo(Either.right("pm-1"));
        assertThat(exchanged("key-1", "claim-1")).isEqualTo(Either.right("pm-1"));
        assertThat(exchanged("key-2", "claim-1")).isEqualTo(Either.right("pm-2"));
        assertThat(exchanged("key-1", "claim-2")).isEqualTo(Either.right("pm-3"));
    }

    @DisplayName("is not remembered if the exchange failed, with an answer or without")
    @Test
    void failed() {
        IdempotencyKey key = new IdempotencyKey("key-1");
        assertThat(memory.exchanged(key, "claim-1", () -> EXPIRED)).isEqualTo(EXPIRED);
        assertThatIllegalStateException()
                .isThrownBy(() -> memory.exchanged(key, "claim-1", () -> {
                    throw new IllegalStateException("broken");
                }));

        assertThat(exchanged("key-1", "claim-1")).isEqualTo(Either.right("pm-1"));
    }

    @DisplayName("is remembered of the last thousand orders")
    @Test
    void forgetful() {
        for (int n = 0; n < 1_000; n++) {
            assertThat(exchanged("key-" + n, "claim").isRight()).isTrue();
        }
        assertThat(exchanged("key-0", "claim")).as("the oldest of a thousand").isEqualTo(Either.right("pm-1"));
        assertThat(exchanged("key-1000", "claim")).isEqualTo(Either.right("pm-1001"));
        assertThat(exchanged("key-0", "claim")).as("forgotten").isEqualTo(Either.right("pm-1002"));
    }

    @DisplayName("is told to whoever asks while the exchange is under way, a failure as well")
    @Test
    void underWay() {
        IdempotencyKey key = new IdempotencyKey("key-1");
        CompletableFuture<Either<NotChargedReason, String>> other = new CompletableFuture<>();
        Either<NotChargedReason, String> first = memory.exchanged(key, "claim-1", () -> {
            Thread second = new Thread(() -> other.complete(exchanged("key-1", "claim-1")));
            second.start();
            while (second.getState() != Thread.State.WAITING && second.getState() != Thread.State.TERMINATED) {
                Thread.onSpinWait();
            }
            return EXPIRED;
        });

        assertThat(first).isEqualTo(EXPIRED);
        assertThat(other.join()).isEqualTo(EXPIRED);
        assertThat(exchanges).hasValue(0);
    }
}
