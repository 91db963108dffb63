/** Which payment provider the console program uses. A further one is one more {@link io.invoicepay.examples.provider.ProviderChoice}. */
@NullMarked
package io.invoicepay.examples.provider;

import org.jspecify.annotations.NullMarked;
