/**
 * Aptean Pay as a payment provider. Marks beside what is known of its interface: [T] seen in its public tests, [D] documented, [S] seen
 * in public front-end source, [I] inferred.
 */
@NullMarked
package io.invoicepay.aptean;

import org.jspecify.annotations.NullMarked;
