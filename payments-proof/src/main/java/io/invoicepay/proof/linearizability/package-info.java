/** What several threads see of the store can be told as one after the other. */
@NullMarked
package io.invoicepay.proof.linearizability;

import org.jspecify.annotations.NullMarked;
