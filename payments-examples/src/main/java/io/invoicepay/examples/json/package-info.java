/** JSON as this program reads and writes it: every number as it was written, every fault with its place. */
@NullMarked
package io.invoicepay.examples.json;

import org.jspecify.annotations.NullMarked;
