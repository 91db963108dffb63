@NullMarked
package io.invoicepay.jdbc;

import org.jspecify.annotations.NullMarked;
