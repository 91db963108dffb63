/** Programs that embed the library as a storefront would: a console program and small examples for a host's engineers. */
@NullMarked
package io.invoicepay.examples;

import org.jspecify.annotations.NullMarked;
