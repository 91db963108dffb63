package io.invoicepay.aptean.sandbox;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Remembers idempotency keys, as the chosen contract says. A key counts per operation. Used under the books' lock. */
final class IdempotencyKeys {
    private record Memory(
            Object input,
            @Nullable Reply<?> reply,
            @Nullable Rejection rejection) {}

    private final KeyContract contract;
    private final Map<String, Memory> seen = new HashMap<>();

    IdempotencyKeys(KeyContract contract) {
        this.contract = contract;
    }

    /**
     * Answers the operation under that key: evaluates it, repeats an earlier answer or rejects the key.
     *
     * @throws Rejection if the key is missing but required, used up, or was used with other input
     */
    <T> Reply<T> once(
            String operation, Optional<String> key, boolean required, Object input, Supplier<Reply<T>> evaluation) {
        if (key.isEmpty()) {
            if (required) {
                throw keyRule("idempotency-key header is required");
            }
            return evaluation.get();
        }
        return switch (contract) {
            case IGNORE -> evaluation.get();
            case REJECT_USED -> reject(operation + ' ' + key.get(), input, evaluation);
            case REPLAY, REPLAY_SUCCESS -> replay(operation + ' ' + key.get(), input, evaluation);
        };
    }

    private <T> Reply<T> reject(String key, Object input, Supplier<Reply<T>> evaluation) {
        if (seen.containsKey(key)) {
            throw keyRule("idempotency key was already used");
        }
        Reply<T> reply = evaluation.get();
        if (reply.code() != Reply.Code.ERROR) {
            seen.put(key, new Memory(input, reply, null));
        }
        return reply;
    }

    private <T> Reply<T> replay(String key, Object input, Supplier<Reply<T>> evaluation) {
        Memory memory = seen.get(key);
        if (memory != null) {
            return repeat(memory, input);
        }
        try {
            Reply<T> reply = evaluation.get();
            if (contract == KeyContract.REPLAY || reply.code() != Reply.Code.ERROR) {
                seen.put(key, new Memory(input, reply, null));
            }
            return reply;
        } catch (Rejection rejection) {
            if (contract == KeyContract.REPLAY) {
                seen.put(key, new Memory(input, null, rejection));
            }
            throw rejection;
        }
    }

    @SuppressWarnings("unchecked") // the operation is part of the key, and one operation has one type of reply
    private static <T> Reply<T> repeat(Memory memory, Object input) {
        if (!memory.input().equals(input)) {
            throw keyRule("idempotency key was used with other input");
        }
        if (memory.rejection() != null) {
            throw memory.rejection();
        }
        return (Reply<T>) Objects.requireNonNull(memory.reply());
    }

    private static Rejection keyRule(String message) {
        return new Rejection("SANDBOX_IDEMPOTENCY", message);
    }
}
