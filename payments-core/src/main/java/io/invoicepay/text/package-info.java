/** Which text may enter the library at all: bounded, in one line, and free of characters that hide or reorder others. */
@NullMarked
package io.invoicepay.text;

import org.jspecify.annotations.NullMarked;
