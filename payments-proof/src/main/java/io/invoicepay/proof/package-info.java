/**
 * The proof that an invoice is paid in full, at most once, and that no accepted payment is lost: programs that try to show the contrary.
 * Each of them prints one line with its denominators and its seed, and can be run again from that seed.
 */
@NullMarked
package io.invoicepay.proof;

import org.jspecify.annotations.NullMarked;
