/** A program that embeds the library as a host would, to be started as a process of its own, told what to do, and killed. */
@NullMarked
package io.invoicepay.proof.host;

import org.jspecify.annotations.NullMarked;
