/** Tests of other modules, run again as a part of the proof. */
@NullMarked
package io.invoicepay.proof.suite;

import org.jspecify.annotations.NullMarked;
