package io.invoicepay.aptean.sandbox;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One root field of query or mutation. Answered under the books' lock. */
interface Operation {
    /**
     * Answers it once.
     *
     * @return an object of the wire: maps, lists and plain values
     * @throws Rejection if the service will not process the request
     */
    @Nullable Object answer(Input arguments, Optional<String> idempotencyKey);
}
