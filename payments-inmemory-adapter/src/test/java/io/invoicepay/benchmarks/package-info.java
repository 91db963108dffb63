/**
 * Benchmarks of the core and of the in-memory store, each beside a hand-written peer in the same run. They are compiled with the tests
 * and run by one command, which CONTRIBUTING names; never with the normal build.
 */
@NullMarked
package io.invoicepay.benchmarks;

import org.jspecify.annotations.NullMarked;
