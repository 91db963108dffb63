/**
 * A local stand-in for Aptean Pay: its GraphQL endpoint, its payer portal and its card entry, with a state, a clock and faults
 * of their own. It is written from the observed facts alone and shares no code with the adapter, so that a misreading in one
 * shows in the other. Start it with {@link io.invoicepay.aptean.sandbox.ApteanSandbox#start}.
 */
@NullMarked
package io.invoicepay.aptean.sandbox;

import org.jspecify.annotations.NullMarked;
