/** Exact sums of money, counted in minor units. Knows nothing else. */
@NullMarked
package io.invoicepay.money;

import org.jspecify.annotations.NullMarked;
