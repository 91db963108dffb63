/** A storefront in a browser: a web application that embeds the library as a host would. Start reading at {@code PaymentConfiguration}. */
@NullMarked
package io.invoicepay.examples.storefront;

import org.jspecify.annotations.NullMarked;
