/** Payment attempts in a relational database: the store, and the schema it needs. */
@NullMarked
package io.invoicepay.jdbc;

import org.jspecify.annotations.NullMarked;
