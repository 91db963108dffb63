/** Two years of a small shop in half a minute: whether anything piles up. */
@NullMarked
package io.invoicepay.proof.soak;

import org.jspecify.annotations.NullMarked;
