/** What passes between the core and a payment provider, whichever it is: queries and views, charge orders and answers. */
@NullMarked
package io.invoicepay.provider;

import org.jspecify.annotations.NullMarked;
