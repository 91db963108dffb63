/** What an account owes: invoices, credit memos and the balance they add up to. */
@NullMarked
package io.invoicepay.invoice;

import org.jspecify.annotations.NullMarked;
