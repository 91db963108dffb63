/** How a decision becomes durable: one compare-and-set at a time. Not exported. */
@NullMarked
package io.invoicepay.engine;

import org.jspecify.annotations.NullMarked;
