/** What the console program keeps between two calls, in one file. A demonstration's store: a storefront uses a database. */
@NullMarked
package io.invoicepay.examples.state;

import org.jspecify.annotations.NullMarked;
