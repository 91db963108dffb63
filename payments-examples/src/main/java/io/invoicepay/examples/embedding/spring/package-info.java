/** Embedding in Spring: a configuration to copy, and a controller for the provider's events. */
@NullMarked
package io.invoicepay.examples.embedding.spring;

import org.jspecify.annotations.NullMarked;
