/** Aptean Pay's sandbox with a company's invoices in it, so that a storefront on this machine can be tried without a network. */
@NullMarked
package io.invoicepay.examples.sandbox;

import org.jspecify.annotations.NullMarked;
