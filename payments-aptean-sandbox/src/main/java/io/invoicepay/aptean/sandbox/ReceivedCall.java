package io.invoicepay.aptean.sandbox;

import java.time.Instant;
import java.util.Optional;

/**
 * A request that reached the endpoint with good credentials and a valid document, whatever became of it.
 *
 * @param operation the root field asked for, such as {@code createPayment}
 * @param key the idempotency key it came with
 */
public record ReceivedCall(String operation, Optional<String> key, Instant at) {}
