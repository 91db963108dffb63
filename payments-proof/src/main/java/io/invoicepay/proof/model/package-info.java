/**
 * The protocol explored to its end: every order in which two storefront threads, a reconciler, the network, the provider, a payer in the
 * portal and kill -9 can act, within bounds. What is decided is decided by the production {@link io.invoicepay.attempt.Lifecycle}; the
 * steps around it follow guest checkout, engine and reconciliation one for one.
 */
@NullMarked
package io.invoicepay.proof.model;

import org.jspecify.annotations.NullMarked;
