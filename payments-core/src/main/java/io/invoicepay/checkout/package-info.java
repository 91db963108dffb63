/** What a storefront calls: balances, the Pay column, the Pay Invoice dialog, guest checkout and the payer portal. */
@NullMarked
package io.invoicepay.checkout;

import org.jspecify.annotations.NullMarked;
