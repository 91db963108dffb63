/** The laws of the core, tried on many generated cases. */
@NullMarked
package io.invoicepay.proof.laws;

import org.jspecify.annotations.NullMarked;
