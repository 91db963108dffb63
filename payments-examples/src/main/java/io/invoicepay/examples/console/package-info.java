/** The console program's commands: each wires the library as a storefront would, asks it one thing, and prints the answer. */
@NullMarked
package io.invoicepay.examples.console;

import org.jspecify.annotations.NullMarked;
