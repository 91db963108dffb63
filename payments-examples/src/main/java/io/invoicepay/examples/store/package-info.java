/** Where a program keeps payment attempts: the one place where the store is chosen, for the console and for the storefront. */
@NullMarked
package io.invoicepay.examples.store;

import org.jspecify.annotations.NullMarked;
