/** What a customer brings to a payment and what comes of it: billing address, card token, refusals, outcomes. */
@NullMarked
package io.invoicepay.payment;

import org.jspecify.annotations.NullMarked;
