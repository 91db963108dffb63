/** PostgreSQL itself is killed while nodes write to it; what it had acknowledged must be there when it comes back. */
@NullMarked
package io.invoicepay.proof.outage;

import org.jspecify.annotations.NullMarked;
