/** The numbered behaviours through the library's front door: the facade over the in-memory provider, store and invoices. */
@NullMarked
package io.invoicepay.behaviours;

import org.jspecify.annotations.NullMarked;
