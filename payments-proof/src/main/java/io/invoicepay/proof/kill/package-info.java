/** The host's process is killed at every call to a port, on the wire and at random; the ledger of the provider tells what was lost. */
@NullMarked
package io.invoicepay.proof.kill;

import org.jspecify.annotations.NullMarked;
