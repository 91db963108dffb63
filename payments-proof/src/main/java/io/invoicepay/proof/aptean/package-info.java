/** Schedules through the Aptean adapter's own encoding and decoding, over loopback HTTP, with the sandbox's ledger as the judge. */
@NullMarked
package io.invoicepay.proof.aptean;

import org.jspecify.annotations.NullMarked;
