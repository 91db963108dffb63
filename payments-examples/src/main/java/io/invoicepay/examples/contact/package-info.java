/** A well-kept library behind the port that checks phone numbers. */
@NullMarked
package io.invoicepay.examples.contact;

import org.jspecify.annotations.NullMarked;
