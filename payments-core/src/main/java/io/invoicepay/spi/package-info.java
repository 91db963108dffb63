/** What a host or an adapter implements: where invoices come from, who takes the payment, where attempts are kept. */
@NullMarked
package io.invoicepay.spi;

import org.jspecify.annotations.NullMarked;
