/**
 * How hosts embed the library: in plain Java, in Spring, in a servlet container; with metrics, with the provider's events, and with a
 * provider written from scratch. Each is small enough to copy.
 */
@NullMarked
package io.invoicepay.examples.embedding;

import org.jspecify.annotations.NullMarked;
