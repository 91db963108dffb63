/**
 * The proof of "paid at most once, and no accepted payment lost": the production core on two nodes over one store, a provider that
 * keeps its own ledger, and everything in between going wrong, in an order that a seed decides. A schedule that fails is printed with
 * its seed and is replayed from it alone.
 */
@NullMarked
package io.invoicepay.proof.simulation;

import org.jspecify.annotations.NullMarked;
