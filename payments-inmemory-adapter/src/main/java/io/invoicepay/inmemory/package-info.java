/** Provider, attempt store and invoice source in memory, with everything that can go wrong at the press of a button. */
@NullMarked
package io.invoicepay.inmemory;

import org.jspecify.annotations.NullMarked;
