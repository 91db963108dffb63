/** The state of an invoice's payment, and the pure decisions that move it ({@link io.invoicepay.attempt.Lifecycle}). */
@NullMarked
package io.invoicepay.attempt;

import org.jspecify.annotations.NullMarked;
