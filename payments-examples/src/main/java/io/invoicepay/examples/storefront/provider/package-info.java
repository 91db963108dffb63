/** The payment providers that the storefront can be tried with, each with the card entry and the portal that belong to it. */
@NullMarked
package io.invoicepay.examples.storefront.provider;

import org.jspecify.annotations.NullMarked;
