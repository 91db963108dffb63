/** What comes after Pay Now: due checks, hints from signed events, and what needs an operator. */
@NullMarked
package io.invoicepay.reconciliation;

import org.jspecify.annotations.NullMarked;
