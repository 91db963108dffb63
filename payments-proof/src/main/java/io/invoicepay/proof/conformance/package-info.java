/** The conformance kit's tests on every store and on both providers, compared promise by promise. */
@NullMarked
package io.invoicepay.proof.conformance;

import org.jspecify.annotations.NullMarked;
