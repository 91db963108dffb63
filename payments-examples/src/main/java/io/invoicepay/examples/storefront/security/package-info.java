/** Who may see which page, and what a browser may load from where. */
@NullMarked
package io.invoicepay.examples.storefront.security;

import org.jspecify.annotations.NullMarked;
