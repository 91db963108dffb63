/** Processes that want the same invoices at the same moment, on one PostgreSQL. */
@NullMarked
package io.invoicepay.proof.contention;

import org.jspecify.annotations.NullMarked;
