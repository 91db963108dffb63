/** The storefront's pages. Controllers ask the library and choose a template; none of them decides anything about a payment. */
@NullMarked
package io.invoicepay.examples.storefront.web;

import org.jspecify.annotations.NullMarked;
