/**
 * The contract kit (LIB-04): one abstract JUnit class for each port, which tells whether a provider, an attempt store or an invoice
 * source keeps what the port's Javadoc promises. An adapter's test extends the class and supplies a harness, since a port cannot
 * arrange its own past. What an adapter's other side cannot do, or its capabilities do not claim, shows as skipped with the reason,
 * never as passed.
 */
@NullMarked
package io.invoicepay.conformance;

import org.jspecify.annotations.NullMarked;
