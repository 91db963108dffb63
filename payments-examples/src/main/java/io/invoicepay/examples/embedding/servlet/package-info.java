/** Embedding in a servlet container without Spring. */
@NullMarked
package io.invoicepay.examples.embedding.servlet;

import org.jspecify.annotations.NullMarked;
