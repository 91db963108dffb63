/** Processes that are started, talked to and killed: our own programs, and PostgreSQL. */
@NullMarked
package io.invoicepay.proof.process;

import org.jspecify.annotations.NullMarked;
